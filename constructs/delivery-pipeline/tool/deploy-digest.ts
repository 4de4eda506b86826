import type { Context } from "./context";
import type { App, Deployment, DigitalOcean } from "./digitalocean";
import { Failure } from "./failure";
import { followToActive } from "./follow";
import { waitUntilIdle } from "./idle";
import { hasDigest, versionsOf, withDigest } from "./image";
import { APPEAR_SECONDS } from "./limits";

/** What shall run where. */
export interface Wanted {
  /** Id of the app. */
  readonly app: string;
  /** Image without tag: "ghcr.io/owner/name". */
  readonly image: string;
  readonly digest: string;
}

/**
 * Puts one image by its digest into the app and waits until it serves.
 * Reads the raw specification and writes it back whole, so that fields unknown to this tool stay.
 * Throws Failure.
 */
export async function deployDigest(
  context: Context,
  cloud: DigitalOcean,
  wanted: Wanted,
): Promise<Deployment> {
  const app = await waitUntilIdle(context, cloud, wanted.app);
  const spec = withDigest(app.spec, wanted.image, wanted.digest);
  for (const [name, version] of versionsOf(app.spec, wanted.image)) {
    context.out.info(`${name}: ${version} -> ${wanted.digest}`);
  }
  const before = new Set((await cloud.deployments(wanted.app)).map(({ id }) => id));
  const answer = await cloud.update(wanted.app, spec);
  const serving = JSON.stringify(spec) === JSON.stringify(app.spec) ? app.active_deployment : undefined;
  const id =
    named(answer, before) ??
    unchanged(context, wanted, serving) ??
    (await appeared(context, cloud, wanted, before));
  context.out.info(`following deployment ${id}`);
  return followToActive(context, cloud, wanted.app, id);
}

/** The deployment that the answer to the update names. */
function named(answer: App, before: ReadonlySet<string>): string | undefined {
  const candidates = [answer.pending_deployment?.id, answer.in_progress_deployment?.id];
  return candidates.find((id) => id !== undefined && !before.has(id));
}

/** The deployment that serves the digest already, when the specification was the same before. */
function unchanged(
  { out }: Context,
  { image, digest }: Wanted,
  serving: Deployment | undefined,
): string | undefined {
  if (serving === undefined || !hasDigest(serving.spec, image, digest)) return undefined;
  out.notice(`${digest} serves already; nothing changed, so DigitalOcean started no deployment`);
  return serving.id;
}

/** The first deployment that was not there before and whose specification carries our digest. */
async function appeared(
  context: Context,
  cloud: DigitalOcean,
  { app, image, digest }: Wanted,
  before: ReadonlySet<string>,
): Promise<string> {
  const deadline = context.clock.deadline(APPEAR_SECONDS);
  for (;;) {
    const newest = await cloud.deployments(app);
    const ours = newest.filter(({ id, spec }) => !before.has(id) && hasDigest(spec, image, digest)).at(-1);
    if (ours !== undefined) return ours.id;
    if (deadline.passed()) throw notStarted(app, digest);
    await context.clock.sleep(context.environment.deploy.pollSeconds);
  }
}

function notStarted(app: string, digest: string): Failure {
  return new Failure({
    intent: `deploy ${digest} to app ${app}`,
    fault: `the specification was accepted, but no deployment of it began within ${APPEAR_SECONDS} s`,
    next: "look at the app's activity in the control panel, then run this job again",
  });
}
