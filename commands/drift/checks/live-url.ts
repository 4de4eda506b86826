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
  const secure = secureDifferences(address, answer);
  // A host that answers nothing at all is told once.
  const isSilent = answer.fault !== undefined && redirect.fault !== undefined;
  return isSilent ? secure : [...secure, ...redirectDifferences(hostname, redirect)];
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
): string[] {
  if ([301, 302, 307, 308].includes(status) && leadsTo(hostname, location)) return [];
  const to = location === undefined ? "" : ` to ${location}`;
  const got = fault === undefined ? `answers ${status}${to}` : `does not answer (${fault})`;
  return [
    `http://${hostname} ${got} instead of redirecting to https; App Platform redirects by itself, so look at what stands in front of it`,
  ];
}

/** Whether an address is the host's own, by TLS. */
function leadsTo(hostname: string, location = ""): boolean {
  return URL.canParse(location) && new URL(location).origin === `https://${hostname}`;
}
