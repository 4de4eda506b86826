import type { Context } from "./context";
import type { App, DigitalOcean } from "./digitalocean";
import { Failure } from "./failure";
import { versionsOf } from "./image";
import { SHOWN_SECONDS } from "./limits";

/** Address under which the app is reached, without a slash at the end. Throws Failure while it has none. */
export function urlOf(app: App): string {
  const url = (app.live_url || app.default_ingress || "").replace(/\/+$/, "");
  if (url !== "") return url;
  throw new Failure({
    intent: `find the address of app ${app.id}`,
    fault: "it has none: no deployment of it was ever ACTIVE",
    next: "read the logs of its last deployment",
  });
}

/** Checks that what serves is this digest; gives the app. Throws Failure: "applied but not serving". */
export async function requireServing(
  context: Context,
  cloud: DigitalOcean,
  id: string,
  image: string,
  digest: string,
): Promise<App> {
  const deadline = context.clock.deadline(SHOWN_SECONDS);
  for (;;) {
    const app = await cloud.app(id);
    const serving = app.active_deployment?.spec;
    const versions = serving === undefined ? new Map<string, string>() : versionsOf(serving, image);
    const wrong = [...versions].filter(([, version]) => version !== digest);
    if (versions.size > 0 && wrong.length === 0) {
      context.out.info(`${[...versions.keys()].join(", ")}: serving ${digest}`);
      return app;
    }
    if (deadline.passed()) throw notServing(app, digest, Object.fromEntries(wrong));
    await context.clock.sleep(context.environment.deploy.pollSeconds);
  }
}

function notServing(app: App, digest: string, got: Readonly<Record<string, string>>): Failure {
  return new Failure({
    intent: `verify that app ${app.id} serves ${digest}`,
    fault: "applied but not serving: the active deployment runs something else",
    got:
      app.active_deployment === undefined
        ? "no active deployment"
        : { deployment: app.active_deployment.id, ...got },
    next: "read the logs of the last deployment; what serves now is the version before it",
  });
}
