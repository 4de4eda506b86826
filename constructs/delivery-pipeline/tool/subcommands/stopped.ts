import type { Context } from "../context";
import { Misuse } from "../failure";
import { commentOnCommit, runAddress } from "../news";
import { postToSlack } from "../post-to-slack";

/** Tells that a push was not deployed because a job before the deployment did not succeed, and which. */
export async function stopped(context: Context): Promise<void> {
  const { settings, out, environmentName } = context;
  const sha = settings.required("GITHUB_SHA");
  const jobs = Object.entries(resultsOf(settings.required("NEEDS")))
    .filter(([, { result }]) => result !== "success")
    .map(([id, { result }]) => `${id}: ${result}`);
  const run = runAddress(settings);
  const text = `**${environmentName}: not deployed**\n- jobs: ${jobs.join(", ")}\n- run: ${run}`;
  out.summary(text);
  await commentOnCommit(context, context.github(), sha, text);
  const slack = settings.optional("SLACK_WEBHOOK_URL");
  const line = `${environmentName}: ${sha.slice(0, 7)} is not deployed, ${jobs.join(", ")} (${run})`;
  if (slack !== undefined) await postToSlack(context, slack, line);
}

function resultsOf(needs: string): Readonly<Record<string, { readonly result: string }>> {
  try {
    return JSON.parse(needs) as Readonly<Record<string, { readonly result: string }>>;
  } catch (error) {
    throw new Misuse({
      intent: "tell why nothing was deployed",
      fault: `NEEDS is not JSON (${(error as Error).message})`,
      next: "pass toJSON(needs) of the job",
    });
  }
}
