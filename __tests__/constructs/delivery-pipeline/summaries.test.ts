import { lingobotFiles } from "./lingobot-pipeline";
import { type RenderedJob, workflowsOf } from "./rendered";

/** A workflow in a few lines: what starts it, and per job its order, limit, grants, environment and steps. */
function summarize(jobs: Readonly<Record<string, RenderedJob>>): string {
  return Object.entries(jobs)
    .map(([id, job]) => {
      const grants = Object.entries(job.permissions ?? {}).map(([scope, access]) => `${scope}:${access}`);
      const facts = [
        `needs ${job.needs?.join("+") ?? "nothing"}`,
        job.uses === undefined ? `${job["timeout-minutes"]} min` : `calls ${job.uses}`,
        grants.join(" ") || "no grants",
        ...(job.environment === undefined ? [] : [`environment ${job.environment.name}`]),
      ];
      const steps = (job.steps ?? []).map((step) => step.name).join(" > ");
      return `${id} "${job.name}": ${facts.join(", ")}${steps === "" ? "" : `\n  ${steps}`}`;
    })
    .join("\n");
}

test.each(workflowsOf(lingobotFiles()))("%s", (_file, { on, jobs }) => {
  expect(`on ${JSON.stringify(on)}\n${summarize(jobs)}`).toMatchSnapshot();
});
