import type { Context } from "./context";
import type { App, DigitalOcean } from "./digitalocean";
import { Failure } from "./failure";

/** Waits until nothing is being deployed to the app. Throws Failure while a rollback pins it, or after the time limit. */
export async function waitUntilIdle(context: Context, cloud: DigitalOcean, id: string): Promise<App> {
  const { inProgressTimeoutSeconds, pollSeconds } = context.environment.deploy;
  const deadline = context.clock.deadline(inProgressTimeoutSeconds);
  let told = "";
  for (;;) {
    const app = await cloud.app(id);
    refusePinned(app);
    const busy = app.in_progress_deployment ?? app.pending_deployment;
    if (busy === undefined) return app;
    if (busy.id !== told)
      context.out.info(`waiting for deployment ${busy.id} (${busy.phase}, ${busy.cause ?? "no cause"})`);
    told = busy.id;
    if (deadline.passed()) throw stillBusy(id, busy.id, inProgressTimeoutSeconds);
    await context.clock.sleep(pollSeconds);
  }
}

function refusePinned({ id, pinned_deployment: pinned }: App): void {
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

function stillBusy(app: string, deployment: string, seconds: number): Failure {
  return new Failure({
    intent: `deploy to app ${app}`,
    fault: `another deployment is still in progress after ${seconds} s`,
    got: deployment,
    next: "wait until it has ended, or cancel it, then run this job again",
  });
}
