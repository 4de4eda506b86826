import type { Context } from "./context";
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
  context: Context,
  cloud: DigitalOcean,
  app: string,
  id: string,
  { timeoutSeconds, pollSeconds }: FollowLimits = context.environment.deploy,
): Promise<Deployment> {
  const deadline = context.clock.deadline(timeoutSeconds);
  let phase = "";
  for (;;) {
    const deployment = await cloud.deployment(app, id);
    if (deployment.phase !== phase) context.out.info(`deployment ${id}: ${deployment.phase}`);
    phase = deployment.phase ?? "UNKNOWN";
    if (phase === "ACTIVE") return deployment;
    if (ENDED_BADLY[phase] !== undefined)
      return fail(context, cloud, app, deployment, `it ended as ${phase}`);
    if (deadline.passed())
      return fail(context, cloud, app, deployment, `it was not ACTIVE within ${timeoutSeconds} s`);
    await context.clock.sleep(pollSeconds);
  }
}

async function fail(
  context: Context,
  cloud: DigitalOcean,
  app: string,
  deployment: Deployment,
  fault: string,
): Promise<never> {
  await printLogs(context, cloud, app, deployment);
  const late =
    "look at the app in the control panel: the deployment may still become ACTIVE, and then run this job again";
  throw new Failure({
    intent: `bring deployment ${deployment.id} of app ${app} to ACTIVE`,
    fault,
    got: deployment.phase,
    next: ENDED_BADLY[deployment.phase ?? ""] ?? late,
  });
}
