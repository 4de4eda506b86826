import { appName, resourcesOf } from "../../configuration";
import type { DriftCheck, Found, Subject } from "../check";
import { type Reach, redirectOf, secureAnswerOf } from "../reach";

/** Days before its end at which a certificate that was not renewed is told; DigitalOcean renews them earlier. */
const CERTIFICATE_DAYS = 14;

const DAY = 24 * 60 * 60 * 1000;

/** TLS and redirect of the apps' addresses. */
export const liveUrl: DriftCheck = { id: "live URL", run: (subject) => checkLiveUrls(subject) };

/** @param reach where the addresses are really asked. @default - at themselves */
export async function checkLiveUrls(subject: Subject, reach: Reach = {}): Promise<Found> {
  const urls = await liveUrls(subject);
  if (urls.length > 0 && subject.env.PLATFORM_APPS_ANSWER === "no")
    return { differs: [], notes: [`${urls.join(", ")} not asked: apps in a sandbox do not answer`] };
  const differs = await Promise.all(urls.map((url) => differencesOf(url, reach)));
  return { differs: differs.flat().map((sentence) => `${subject.stack.name}: ${sentence}`) };
}

async function liveUrls({ stack, clouds }: Subject): Promise<string[]> {
  const names = resourcesOf(stack, "digitalocean_app").map(appName);
  const apps = await Promise.all(names.map((name) => clouds.digitalocean.app(name)));
  const urls = apps.flatMap((app) => [app?.live_url, app?.default_ingress]);
  return [...new Set(urls.filter((url) => url !== undefined && url !== "") as string[])];
}

async function differencesOf(address: string, reach: Reach): Promise<string[]> {
  const { protocol, hostname } = new URL(address);
  if (protocol !== "https:") return [`${address} is not https; look at the app's domains`];
  const [answer, redirect] = await Promise.all([
    secureAnswerOf(hostname, reach),
    redirectOf(hostname, reach),
  ]);
  return [...secureDifferences(address, answer), ...redirectDifferences(hostname, redirect)];
}

function secureDifferences(address: string, answer: Awaited<ReturnType<typeof secureAnswerOf>>): string[] {
  if (answer.fault !== undefined)
    return [`${address} does not answer by TLS (${answer.fault}); look at the app's domains and certificate`];
  const days = Math.floor((answer.validTo.getTime() - Date.now()) / DAY);
  if (days >= CERTIFICATE_DAYS) return [];
  return [
    `the certificate of ${address} ends in ${days} days and was not renewed; check the domain's records, which DigitalOcean renews it by`,
  ];
}

function redirectDifferences(
  hostname: string,
  { status, location, fault }: Awaited<ReturnType<typeof redirectOf>>,
) {
  if (fault !== undefined) return [];
  const isRedirect =
    [301, 302, 307, 308].includes(status) && (location ?? "").startsWith(`https://${hostname}`);
  if (isRedirect) return [];
  const got = location === undefined ? `${status}` : `${status} to ${location}`;
  return [
    `http://${hostname} answers ${got} instead of redirecting to https; App Platform redirects by itself, so look at what stands in front of it`,
  ];
}
