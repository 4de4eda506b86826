import type { GitHub } from "../../constructs/delivery-pipeline/tool/github";
import { lastBaseChange, type Pull, rivalsOf } from "./reviewed-pull";

/** As workflows/ names them. */
const WORKFLOW = "plan.yml";
const WORKFLOW_PATH = `.github/workflows/${WORKFLOW}`;
const ARTIFACT = "plan-report";
/** GitHub tells no more files of a pull request. */
const MOST_FILES = 3_000;

/** Where the report is that was reviewed; or why there is none. */
export type ReviewedReport =
  | { readonly pull: number; readonly run: number; readonly artifact: number }
  | { readonly missing: string };

interface Run {
  readonly id: number;
  readonly created_at: string;
  readonly head_branch: string | null;
  readonly head_repository: { readonly full_name: string } | null;
  /** Often empty once the pull request is merged. */
  readonly pull_requests?: readonly { readonly number: number; readonly base: { readonly ref: string } }[];
}

interface Artifact {
  readonly id: number;
  readonly expired: boolean;
}

interface ChangedFile {
  readonly filename: string;
  readonly previous_filename?: string;
}

/**
 * The report of the pull request that a commit merged. A run is of the workflow as the merge of head and base has it, and
 * tells only the head. So it counts only when no other base can have brought its workflow: runs of this repository's own
 * branch, while it was the head of this pull request alone, into the branch, without a change of the workflow.
 * @throws ApiError
 */
export async function reviewedReport(
  github: GitHub,
  commit: string,
  branch: string,
): Promise<ReviewedReport> {
  const pulls = await github.list<Pull>(`/commits/${encodeURIComponent(commit)}/pulls`);
  const pull = pulls.find(
    ({ merged_at, merge_commit_sha, base }) =>
      merged_at !== null && merge_commit_sha === commit && base.ref === branch,
  );
  if (pull === undefined) return { missing: `no pull request was merged into ${branch} as ${commit}` };
  const doubt = await doubtAbout(github, pull);
  if (doubt !== undefined) return { missing: `#${pull.number} ${doubt}` };
  for (const run of await successfulRuns(github, pull)) {
    const artifact = await artifactOf(github, run);
    if (artifact !== undefined) return { pull: pull.number, run, artifact };
  }
  return {
    missing: `#${pull.number} has no report left of a ${WORKFLOW} that succeeded for ${pull.head.sha}`,
  };
}

/** Why no run of the pull request can be trusted; undefined when there is no reason. */
async function doubtAbout(github: GitHub, pull: Pull): Promise<string | undefined> {
  const rivals = await rivalsOf(github, pull);
  if (rivals.length > 0)
    return `shares its head with ${rivals.map(({ number }) => `#${number}`).join(", ")}, and a run does not tell which of them it is of`;
  const files = await github.list<ChangedFile>(`/pulls/${pull.number}/files`);
  if (files.length >= MOST_FILES) return `changes more files than GitHub tells, perhaps ${WORKFLOW_PATH}`;
  const changed = files.flatMap(({ filename, previous_filename }) => [filename, previous_filename]);
  return changed.includes(WORKFLOW_PATH)
    ? `changes ${WORKFLOW_PATH}, and so could have written any report`
    : undefined;
}

/** Ids, newest first, as GitHub lists them. */
async function successfulRuns(github: GitHub, pull: Pull): Promise<number[]> {
  const query = `head_sha=${encodeURIComponent(pull.head.sha)}&event=pull_request&status=success`;
  const runs = await github.list<Run>(
    `/actions/workflows/${WORKFLOW}/runs?${query}`,
    (body) => (body as { workflow_runs?: Run[] }).workflow_runs ?? [],
  );
  const since = await lastBaseChange(github, pull);
  return runs.filter((run) => isOf(run, pull, since, github.repository)).map(({ id }) => id);
}

/** Whether the run is of the pull request, and began while its base was the one that it was merged into. */
function isOf(run: Run, pull: Pull, since: number, repository: string): boolean {
  const begun = Date.parse(run.created_at);
  const { pull_requests = [] } = run;
  return (
    run.head_repository?.full_name === repository &&
    run.head_branch === pull.head.ref &&
    begun >= since &&
    begun <= Date.parse(pull.merged_at ?? "") &&
    pull_requests.every(({ number, base }) => number === pull.number && base.ref === pull.base.ref)
  );
}

/** The newest: what the pull request's code could put there under this name comes before the plan. */
async function artifactOf(github: GitHub, run: number): Promise<number | undefined> {
  const artifacts = await github.list<Artifact>(
    `/actions/runs/${run}/artifacts?name=${ARTIFACT}`,
    (body) => (body as { artifacts?: Artifact[] }).artifacts ?? [],
  );
  const ids = artifacts.filter(({ expired }) => !expired).map(({ id }) => id);
  return ids.length === 0 ? undefined : Math.max(...ids);
}
