import type { Context } from "../context";
import { successfulRuns } from "../deploy-runs";
import { Failure, Misuse } from "../failure";
import type { Settings } from "../settings";

/**
 * Stops the run of an older push once a later one is deployed. Anybody can run an old run again, and it would put the
 * old image back as if it were new.
 */
export async function newest(context: Context): Promise<void> {
  const { environment, environmentName, settings, out } = context;
  const own = ownNumber(settings);
  const { branch } = environment;
  const runs = await successfulRuns(context.github(), { environment: environmentName, branch });
  const later = runs.find((run) => run.run_number > own);
  if (later === undefined) return out.info(`no later push to ${branch} is deployed`);
  throw new Failure({
    intent: `deploy ${settings.required("GITHUB_SHA").slice(0, 7)} to ${environmentName}`,
    fault: `a later push to ${branch} is deployed already, and this one would take it back`,
    got: { run: later.run_number, commit: later.head_sha },
    next: "to go back on purpose, run the rollback workflow; else run the later run again",
  });
}

function ownNumber(settings: Settings): number {
  const text = settings.optional("GITHUB_RUN_NUMBER");
  if (text !== undefined && /^\d+$/.test(text)) return Number(text);
  throw new Misuse({
    intent: "start",
    fault: "GITHUB_RUN_NUMBER is not the number of a run",
    got: text,
    allowed: "digits",
    next: "let GitHub Actions set it",
  });
}
