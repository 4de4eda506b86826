import type { GitHub } from "../../constructs/delivery-pipeline/tool/github";

/** As workflows/ names them. */
const WORKFLOW = "plan.yml";
const ARTIFACT = "plan-report";

/** Where the report is that was reviewed; or why there is none. */
export type ReviewedReport =
  | { readonly pull: number; readonly run: number; readonly artifact: number }
  | { readonly missing: string };

interface Pull {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
  readonly head: { readonly sha: string };
}

interface Run {
  readonly id: number;
  readonly head_repository: { readonly full_name: string } | null;
}

interface Artifact {
  readonly id: number;
  readonly expired: boolean;
}

/**
 * The report of the pull request that a commit merged. Only of runs of this repository's own pull requests: anybody can
 * open one from a fork, with the same last commit.
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
  for (const run of await successfulRuns(github, pull.head.sha)) {
    const artifact = await artifactOf(github, run);
    if (artifact !== undefined) return { pull: pull.number, run, artifact };
  }
  return {
    missing: `#${pull.number} has no report left of a ${WORKFLOW} that succeeded for ${pull.head.sha}`,
  };
}

/** Ids, newest first, as GitHub lists them. */
async function successfulRuns(github: GitHub, head: string): Promise<number[]> {
  const query = `head_sha=${encodeURIComponent(head)}&event=pull_request&status=success`;
  const runs = await github.list<Run>(
    `/actions/workflows/${WORKFLOW}/runs?${query}`,
    (body) => (body as { workflow_runs?: Run[] }).workflow_runs ?? [],
  );
  return runs
    .filter(({ head_repository }) => head_repository?.full_name === github.repository)
    .map(({ id }) => id);
}

async function artifactOf(github: GitHub, run: number): Promise<number | undefined> {
  const artifacts = await github.list<Artifact>(
    `/actions/runs/${run}/artifacts?name=${ARTIFACT}`,
    (body) => (body as { artifacts?: Artifact[] }).artifacts ?? [],
  );
  return artifacts.find(({ expired }) => !expired)?.id;
}
