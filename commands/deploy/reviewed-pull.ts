import type { GitHub } from "../../constructs/delivery-pipeline/tool/github";

/** A pull request, as GitHub lists it. */
export interface Pull {
  readonly number: number;
  readonly created_at: string;
  readonly closed_at: string | null;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
  readonly head: { readonly ref: string; readonly sha: string };
}

/**
 * Other pull requests for which a workflow can have run with the same head: another base means another workflow, and no
 * approval is asked for one that names no environment. Of the same last commit; or of the same branch at the same
 * time, for the commit of an open one moves with its branch.
 * @throws ApiError
 */
export async function rivalsOf(github: GitHub, pull: Pull): Promise<Pull[]> {
  const head = `${github.owner}:${pull.head.ref}`;
  const ofBranch = await github.list<Pull>(`/pulls?state=all&head=${encodeURIComponent(head)}`);
  const ofCommit = await github.list<Pull>(`/commits/${encodeURIComponent(pull.head.sha)}/pulls`);
  const rivals = [
    ...ofBranch.filter((other) => other.head.ref === pull.head.ref && overlap(other, pull)),
    ...[...ofBranch, ...ofCommit].filter(({ head: { sha } }) => sha === pull.head.sha),
  ];
  const others = new Map(rivals.map((each) => [each.number, each]));
  others.delete(pull.number);
  return [...others.values()].sort((a, b) => a.number - b.number);
}

/** Whether both were open at some time before the merge. */
function overlap(other: Pull, pull: Pull): boolean {
  const closed = other.closed_at === null ? Number.POSITIVE_INFINITY : Date.parse(other.closed_at);
  return (
    Date.parse(other.created_at) <= Date.parse(pull.merged_at ?? "") && closed >= Date.parse(pull.created_at)
  );
}

/**
 * Since when the pull request has the base that it was merged into, in milliseconds.
 * @throws ApiError
 */
export async function lastBaseChange(github: GitHub, pull: Pull): Promise<number> {
  const events = await github.list<{ readonly event: string; readonly created_at: string }>(
    `/issues/${pull.number}/events`,
  );
  const changes = events.filter(
    ({ event }) => event === "base_ref_changed" || event === "automatic_base_change_succeeded",
  );
  return Math.max(Date.parse(pull.created_at), ...changes.map(({ created_at }) => Date.parse(created_at)));
}
