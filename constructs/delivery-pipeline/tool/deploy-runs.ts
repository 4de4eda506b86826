import type { GitHub } from "./github";
import { deployFile } from "./verified-step";

/** A run of a workflow, as GitHub has it on record. */
export interface DeployRun {
  readonly id: number;
  /** Counts the runs of the workflow; a run that is run again keeps it. */
  readonly run_number: number;
  readonly path: string;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly conclusion: string | null;
}

/** An environment and the branch that deploys to it. */
export interface Place {
  readonly environment: string;
  readonly branch: string;
}

/** Most items that GitHub puts on one page. */
export const MOST = 100;

/** The newest successful runs for pushes to the environment's branch, newest first. */
export async function successfulRuns(
  github: GitHub,
  { environment, branch }: Place,
): Promise<readonly DeployRun[]> {
  const file = deployFile(environment);
  const query = `branch=${encodeURIComponent(branch)}&event=push&status=success&per_page=${MOST}`;
  const path = `/actions/workflows/${encodeURIComponent(file)}/runs?${query}`;
  const answer = await github.find<{ workflow_runs?: readonly DeployRun[] }>(path);
  return (answer?.workflow_runs ?? []).filter(
    (run) =>
      run.path.split("@", 1)[0] === `.github/workflows/${file}` &&
      run.event === "push" &&
      run.head_branch === branch &&
      run.conclusion === "success",
  );
}
