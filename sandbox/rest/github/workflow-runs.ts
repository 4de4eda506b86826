import type { WorkflowRun } from "../../cloud/github";
import { id, param, route } from "../call";
import { REPO, repoOf, wrapped } from "./repo";

/** Runs of workflows, newest first, and their jobs with their steps. */
export const workflowRuns = [
  route("GET", `${REPO}/actions/workflows/:workflow/runs`, "", (call) => {
    const asked = (key: string) => call.query.get(key) ?? undefined;
    const filter = { branch: asked("branch"), event: asked("event"), status: asked("status") };
    const runs = call.github.workflowRuns.list(...repoOf(call), param(call, "workflow"), filter);
    return wrapped(call, "workflow_runs", runs.map(shown));
  }),
  route("GET", `${REPO}/actions/runs/:run/jobs`, "", (call) =>
    wrapped(call, "jobs", call.github.workflowRuns.jobs(...repoOf(call), id(call, "run"))),
  ),
];

function shown({ jobs: _jobs, ...run }: WorkflowRun): unknown {
  return run;
}
