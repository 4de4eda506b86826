import type { Deadline } from "./clock";
import { type Collision, collisionOf, type Written } from "./collision";
import type { DeployContext } from "./context";
import type { App, Deployment, DigitalOcean, Spec } from "./digitalocean";
import { Failure } from "./failure";
import { followToActive } from "./follow";
import { busyWith, waitUntilIdle } from "./idle";
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
 * Reads the raw specification and writes it back whole, so that fields unknown to this tool stay. Reads again afterwards:
 * where an apply of the platform came between, both are written, once.
 * Throws Failure.
 */
export async function deployDigest(
  context: DeployContext,
  cloud: DigitalOcean,
  wanted: Wanted,
): Promise<Deployment> {
  const { inProgressTimeoutSeconds, timeoutSeconds } = context.environment.deploy;
  const whole = context.clock.deadline(inProgressTimeoutSeconds + timeoutSeconds);
  const written = await write(context, cloud, wanted);
  const end = await endOf(followToActive(context, cloud, wanted.app, written.id));
  const collision = collisionOf(await cloud.deployments(wanted.app), written);
  if (collision === undefined) {
    if (end instanceof Failure) throw end;
    return end;
  }
  context.out.warning(describe(collision, wanted));
  const { id } = await write(within(context, whole), cloud, wanted, collision.spec);
  return followToActive(within(context, whole), cloud, wanted.app, id);
}

/** @param base the specification to put the digest into. @default - the app's */
async function write(
  context: DeployContext,
  cloud: DigitalOcean,
  wanted: Wanted,
  base?: Spec,
): Promise<Written> {
  const { app, before } = await readIdle(context, cloud, wanted.app);
  const spec = withDigest(base ?? app.spec, wanted.image, wanted.digest);
  for (const [name, version] of versionsOf(app.spec, wanted.image)) {
    context.out.info(`${name}: ${version} -> ${wanted.digest}`);
  }
  const answer = await cloud.update(wanted.app, spec);
  const serving = JSON.stringify(spec) === JSON.stringify(app.spec) ? app.active_deployment : undefined;
  const id =
    named(answer, before) ??
    unchanged(context, wanted, serving) ??
    (await appeared(context, cloud, wanted, before));
  context.out.info(`following deployment ${id}`);
  return { image: wanted.image, read: app.spec, wrote: spec, id, before };
}

/** The app while nothing is being deployed, and the deployments that were there before it was read. */
async function readIdle(context: DeployContext, cloud: DigitalOcean, id: string) {
  for (;;) {
    await waitUntilIdle(context, cloud, id);
    const before = new Set((await cloud.deployments(id)).map((each) => each.id));
    const app = await cloud.app(id);
    if (busyWith(app) === undefined) return { app, before };
  }
}

async function endOf(followed: Promise<Deployment>): Promise<Deployment | Failure> {
  try {
    return await followed;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function describe({ lost, other }: Collision, { app, digest }: Wanted): string {
  const what =
    lost === "image"
      ? `deployment ${other.id} put the image from before back over ${digest}`
      : `this run took back the settings that deployment ${other.id} brought`;
  return `app ${app}: an apply of the platform came between, and ${what}; both are written now`;
}

/** The same, with what is left of the time: writing twice takes no longer than the limits allow for once. */
function within(context: DeployContext, whole: Deadline): DeployContext {
  const { clock, out, environment } = context;
  const { inProgressTimeoutSeconds, timeoutSeconds, pollSeconds } = environment.deploy;
  const left = Math.max(whole.left(), pollSeconds);
  const deploy = {
    pollSeconds,
    inProgressTimeoutSeconds: Math.min(inProgressTimeoutSeconds, left),
    timeoutSeconds: Math.min(timeoutSeconds, left),
  };
  return { clock, out, environment: { deploy } };
}

/** The deployment that the answer to the update names. */
function named(answer: App, before: ReadonlySet<string>): string | undefined {
  const candidates = [answer.pending_deployment?.id, answer.in_progress_deployment?.id];
  return candidates.find((id) => id !== undefined && !before.has(id));
}

/** The deployment that serves the digest already, when the specification was the same before. */
function unchanged(
  { out }: DeployContext,
  { image, digest }: Wanted,
  serving: Deployment | undefined,
): string | undefined {
  if (serving === undefined || !hasDigest(serving.spec, image, digest)) return undefined;
  out.notice(`${digest} serves already; nothing changed, so DigitalOcean started no deployment`);
  return serving.id;
}

/** The first deployment that was not there before and whose specification carries our digest. */
async function appeared(
  context: DeployContext,
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
