import type { App } from "../../cloud/digitalocean";
import type { Call } from "../call";

/** The app with the address at which it really answers, where `liveUrls` gives one and it was ever ACTIVE. */
export function withLiveUrl({ options }: Call, app: App): App {
  const url = options.liveUrls?.[app.spec.name];
  if (url === undefined || app.live_url === "") return app;
  return { ...app, live_url: url, live_url_base: url, default_ingress: url, live_domain: new URL(url).host };
}

/** A text in which the apps' addresses on *.ondigitalocean.app are those at which they really answer. */
export function withLiveUrls(call: Call, text: string): string {
  if (call.options.liveUrls === undefined) return text;
  const apps = Object.values(call.cloud.digitalocean.apps.toJSON());
  return apps.reduce((changed, { host, spec }) => {
    const url = call.options.liveUrls?.[spec.name];
    return url === undefined ? changed : changed.replace(`https://${host}`, url);
  }, text);
}
