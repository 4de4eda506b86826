import { ApiGroup, found } from "./api-group";
import type { WorkflowJobRun, WorkflowRun } from "./types";

/** Which runs of a workflow are asked for. */
export interface RunFilter {
  readonly branch?: string | undefined;
  readonly event?: string | undefined;
  /** A status or a conclusion. */
  readonly status?: string | undefined;
}

/** Runs of workflows and their jobs, which GitHub itself writes: no token can make or change one. */
export class WorkflowRuns extends ApiGroup {
  /** What GitHub writes down when a run has ended. */
  record(owner: string, name: string, run: Omit<WorkflowRun, "id" | "run_number">): WorkflowRun {
    const record = this.writable(owner, name);
    const before = record.workflow_runs ?? [];
    const number = before.filter(({ path }) => path === run.path).length + 1;
    const recorded = { ...run, id: this.store.id("WorkflowRun"), run_number: number };
    record.workflow_runs = [...before, recorded];
    return recorded;
  }

  /** Newest first. 404 when the workflow never ran. @param file of the workflow, without its folder */
  list(owner: string, name: string, file: string, filter: RunFilter = {}): WorkflowRun[] {
    return this.call("GET", `/repos/${owner}/${name}/actions/workflows/${file}/runs`, "none", () => {
      const runs = (this.repo(owner, name).workflow_runs ?? []).filter(
        ({ path }) => path === `.github/workflows/${file}`,
      );
      found(runs, () => true);
      return runs.filter((run) => fits(run, filter)).reverse();
    });
  }

  jobs(owner: string, name: string, id: number): readonly WorkflowJobRun[] {
    return this.call("GET", `/repos/${owner}/${name}/actions/runs/${id}/jobs`, "none", () => {
      return found(this.repo(owner, name).workflow_runs ?? [], (run) => run.id === id).jobs;
    });
  }
}

function fits(run: WorkflowRun, { branch, event, status }: RunFilter): boolean {
  return (
    (branch === undefined || run.head_branch === branch) &&
    (event === undefined || run.event === event) &&
    (status === undefined || run.conclusion === status || run.status === status)
  );
}
