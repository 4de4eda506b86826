import type { RepositoryRecord } from "./data";
import { filesAt, history } from "./git-writes";
import { failedChecks } from "./rule-checks";
import type { PullRequestData, Rule } from "./types";

/** What a rule has against merging. */
export function mergeFaults(
  record: RepositoryRecord,
  pull: PullRequestData,
  rule: Rule,
  method: string,
): string[] {
  const head = liveHead(record, pull);
  switch (rule.type) {
    case "required_status_checks":
      return failedChecks(record, rule, head).map(
        (context) => `Required status check "${context}" is expected.`,
      );
    case "pull_request":
      return approvalFaults(record, pull, rule);
    case "required_linear_history":
      return method === "merge" ? ["This branch must not contain merge commits."] : [];
    case "update":
      return ["Cannot update this protected ref."];
    default:
      return [];
  }
}

function approvalFaults(record: RepositoryRecord, pull: PullRequestData, rule: Rule): string[] {
  const parameters = rule.parameters ?? {};
  const head = liveHead(record, pull);
  const stale =
    parameters.dismiss_stale_reviews_on_push === true || parameters.require_last_push_approval === true;
  const last = new Map(
    pull.reviews.filter((each) => each.state !== "COMMENTED").map((each) => [each.user, each]),
  );
  const approvals = [...last.values()].filter(
    (each) => each.state === "APPROVED" && (!stale || each.commit_id === head),
  );
  const wanted = Number(parameters.required_approving_review_count ?? 0);
  const missing = wanted - approvals.length;
  const changes = [...last.values()].some((each) => each.state === "CHANGES_REQUESTED");
  return [
    ...(missing > 0
      ? [
          `At least ${wanted} approving review${wanted === 1 ? " is" : "s are"} required by reviewers with write access.`,
        ]
      : []),
    ...(changes && wanted > 0 ? ["Changes have been requested."] : []),
  ];
}

/** Files that differ between two commits, with their new content; null where one is gone. */
export function changesOf(
  record: RepositoryRecord,
  from: string | undefined,
  to: string,
): Record<string, Buffer | null> {
  const before = filesAt(record, from);
  const after = filesAt(record, to);
  const changed = Object.entries(after).filter(([path, file]) => before[path]?.sha !== file.sha);
  const removed = Object.keys(before).filter((path) => after[path] === undefined);
  return {
    ...Object.fromEntries(
      changed.map(([path, file]) => [path, Buffer.from(record.git.blobs[file.sha] ?? "", "base64")]),
    ),
    ...Object.fromEntries(removed.map((path) => [path, null])),
  };
}

/** Whether both sides changed the same file differently. */
export function conflicts(record: RepositoryRecord, pull: PullRequestData): boolean {
  const root = mergeBase(record, pull);
  const base = record.git.refs[`refs/heads/${pull.base_ref}`] ?? "";
  const theirs = filesAt(record, liveHead(record, pull));
  const ours = filesAt(record, base);
  const mine = Object.keys(changesOf(record, root, base));
  return Object.keys(changesOf(record, root, liveHead(record, pull))).some(
    (path) => mine.includes(path) && ours[path]?.sha !== theirs[path]?.sha,
  );
}

/** The last commit that both sides have. */
export function mergeBase(record: RepositoryRecord, pull: PullRequestData): string | undefined {
  const base = record.git.refs[`refs/heads/${pull.base_ref}`] ?? pull.base_sha;
  const known = new Set(history(record, base).map((each) => each.sha));
  return history(record, liveHead(record, pull)).find((each) => known.has(each.sha))?.sha;
}

/** The commit that would be merged: where the branch is now. */
export function liveHead(record: RepositoryRecord, pull: PullRequestData): string {
  return pull.merged ? pull.head_sha : (record.git.refs[`refs/heads/${pull.head_ref}`] ?? pull.head_sha);
}
