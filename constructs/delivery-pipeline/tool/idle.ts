import type { DeployContext } from "./context";
import type { App, Deployment, DigitalOcean } from "./digitalocean";
import { Failure } from "./failure";

/** Waits until nothing is being deployed to the app and no rollback pins it. Throws Failure after the time limit. */
export async function waitUntilIdle(context: DeployContext, cloud: DigitalOcean, id: string): Promise<App> {
  const { inProgressTimeoutSeconds, pollSeconds } = context.environment.deploy;
  const deadline = context.clock.deadline(inProgressTimeoutSeconds);
  let told = "";
  for (;;) {
    const app = await cloud.app(id);
    const { pinned_deployment: pin } = app;
    const busy = pin ?? busyWith(app);
    if (busy === undefined) return app;
    if (busy.id !== told) tellWait(context, app, busy);
    told = busy.id;
    if (deadline.passed()) {
      if (pin !== undefined) refusePinned(app);
      throw stillBusy(id, busy.id, inProgressTimeoutSeconds);
    }
    await context.clock.sleep(pollSeconds);
  }
}

/** The deployment that is under way. */
export function busyWith(app: App): Deployment | undefined {
  return app.in_progress_deployment ?? app.pending_deployment;
}

/** Throws Failure while a rollback pins the app. */
export function refusePinned({ id, pinned_deployment: pinned }: App): void {
  if (pinned === undefined) return;
  throw new Failure({
    intent: `deploy to app ${id}`,
    fault: "a rollback pins it, and DigitalOcean refuses deployments until that is committed or reverted",
    got: pinned.id,
    next:
      "decide about the rollback, then run this job again: " +
      `doctl apps rollback commit ${id} (or POST /v2/apps/${id}/rollback/commit) keeps what serves now, ` +
      `POST /v2/apps/${id}/rollback/revert brings back what ran before`,
  });
}

function tellWait({ out }: DeployContext, app: App, { id, phase, cause }: Deployment): void {
  if (app.pinned_deployment === undefined)
    out.info(`waiting for deployment ${id} (${phase}, ${cause ?? "no cause"})`);
  else
    out.warning(
      `waiting for the rollback to deployment ${id}, which pins app ${app.id}: commit it (doctl apps rollback commit ${app.id}) or revert it (POST /v2/apps/${app.id}/rollback/revert)`,
    );
}

function stillBusy(app: string, deployment: string, seconds: number): Failure {
  return new Failure({
    intent: `deploy to app ${app}`,
    fault: `another deployment is still in progress after ${seconds} s`,
    got: deployment,
    next: "wait until it has ended, or cancel it, then run this job again",
  });
}
