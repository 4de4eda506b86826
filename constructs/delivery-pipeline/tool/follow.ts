import { ApiError } from "./api";
import type { DeployContext } from "./context";
import type { Deployment, DigitalOcean } from "./digitalocean";
import { Failure } from "./failure";
import { printLogs } from "./logs";

/** How long, and how often, a deployment is looked at. */
export interface FollowLimits {
  readonly timeoutSeconds: number;
  readonly pollSeconds: number;
}

const ENDED_BADLY: Readonly<Record<string, string>> = {
  ERROR: "read the logs above; the app still runs the version before, mend the cause and deploy again",
  CANCELED: "somebody canceled it; the app still runs the version before, deploy again when that is wanted",
  SUPERSEDED: "a later deployment took its place; find who else deploys this app, then deploy again",
};

/** Waits until the deployment is ACTIVE. Throws Failure, with its logs printed, when it ends otherwise or not in time. */
export async function followToActive(
  context: DeployContext,
  cloud: DigitalOcean,
  app: string,
  id: string,
  { timeoutSeconds, pollSeconds }: FollowLimits = context.environment.deploy,
): Promise<Deployment> {
  const deadline = context.clock.deadline(timeoutSeconds);
  let phase = "";
  for (;;) {
    const deployment = await look(context, cloud, app, id);
    if (deployment !== undefined && deployment.phase !== phase) {
      context.out.info(`deployment ${id}: ${deployment.phase}`);
      phase = deployment.phase ?? "UNKNOWN";
    }
    if (deployment?.phase === "ACTIVE") return deployment;
    if (deployment !== undefined && ENDED_BADLY[phase] !== undefined)
      return fail(context, cloud, app, deployment, `it ended as ${phase}`);
    if (deadline.passed()) {
      if (deployment === undefined) throw outOfSight(app, id, phase, timeoutSeconds);
      return fail(context, cloud, app, deployment, `it was not ACTIVE within ${timeoutSeconds} s`);
    }
    await context.clock.sleep(pollSeconds);
  }
}

/** Undefined while the API is out: the deployment does not depend on being looked at. */
async function look(
  { out }: DeployContext,
  cloud: DigitalOcean,
  app: string,
  id: string,
): Promise<Deployment | undefined> {
  try {
    return await cloud.deployment(app, id);
  } catch (error) {
    if (!(error instanceof ApiError && (error.isOutage || error.status === 429))) throw error;
    out.warning(`deployment ${id} cannot be read now and goes on: ${error.message}`);
    return undefined;
  }
}

const LATE =
  "look at the app in the control panel: the deployment may still become ACTIVE, and then run this job again";

function outOfSight(app: string, id: string, phase: string, seconds: number): Failure {
  return new Failure({
    intent: `bring deployment ${id} of app ${app} to ACTIVE`,
    fault: `it could not be read any more within ${seconds} s`,
    got: phase === "" ? "never read" : phase,
    next: LATE,
  });
}

async function fail(
  context: DeployContext,
  cloud: DigitalOcean,
  app: string,
  deployment: Deployment,
  fault: string,
): Promise<never> {
  await printLogs(context, cloud, app, deployment);
  throw new Failure({
    intent: `bring deployment ${deployment.id} of app ${app} to ACTIVE`,
    fault,
    got: deployment.phase,
    next: ENDED_BADLY[deployment.phase ?? ""] ?? LATE,
  });
}
