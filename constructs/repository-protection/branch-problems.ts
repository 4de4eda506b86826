import type { Problem } from "../errors";
import { branchProblems, duplicateProblems } from "../private/names";
import type { ProtectedBranch } from "./branch-rules";
import { type GitHubTier, missingFeature } from "./github-plan";
import type { MergeSettings } from "./merge-settings";
import type { RequiredCheck } from "./required-check";
import { requiresUpToDate } from "./ruleset-rendering";

/** Faults of one branch by itself, and of what the plan lacks for it. */
export function problemsOfBranch(branch: ProtectedBranch, tier: GitHubTier): Problem[] {
  const name = `branch "${branch.name}"`;
  return [
    ...branchProblems("a branch", branch.name),
    ...approvalProblems(branch),
    ...(branch.bypass ?? []).flatMap((actor) => actor._problems()),
    ...duplicateBypass(branch),
    ...(branch.enforcement === "evaluate" ? missingFeature("evaluate", tier, name) : []),
    ...(branch.mergeQueue === true ? missingFeature("merge-queue", tier, name) : []),
    ...(branch.codeScanning === undefined ? [] : missingFeature("code-scanning", tier, name)),
  ];
}

/** The fault of guarding anything on a plan without rulesets: one, whatever is guarded. */
export function rulesetProblems(
  branches: readonly ProtectedBranch[],
  releaseTags: readonly string[],
  tier: GitHubTier,
): Problem[] {
  const guarded = branches.filter((branch) => branch.protected !== false);
  const asked = guarded.map((branch) => `branch "${branch.name}"`);
  const ways = guarded.length === 0 ? [] : ["give each branch `protected: false`"];
  if (releaseTags.length > 0) {
    asked.push("release tags");
    ways.push("say `releaseTags: []`");
  }
  if (asked.length === 0) return [];
  return missingFeature("rulesets", tier, `protecting ${asked.join(" and ")}`, ways.join(" and "));
}

/** Faults of merging into the branch: what the rules ask for and the merge settings do not offer, or what breaks promotion. */
export function mergeProblems(
  branch: ProtectedBranch,
  merge: Required<MergeSettings>,
  defaultBranch: string,
): Problem[] {
  return [
    ...promotionProblems(branch, merge),
    ...linearProblems(branch, merge),
    // GitHub never deletes the default branch.
    ...(branch.name === defaultBranch ? [] : deletionProblems(branch, merge)),
  ];
}

/** Faults of the checks that a branch requires; run late, because a job's name may change until the end. */
export function checkProblems(branch: string, checks: readonly RequiredCheck[]): Problem[] {
  const contexts = checks.map((check) => check.context);
  const next = "require it once";
  return [
    ...checks.flatMap((check) => check._problems()),
    ...duplicateProblems(`a required check of branch "${branch}"`, contexts, next),
  ];
}

function approvalProblems(branch: ProtectedBranch): Problem[] {
  const { approvals } = branch;
  if (approvals === undefined || (Number.isInteger(approvals) && approvals >= 0 && approvals <= 10))
    return [];
  return [
    {
      fault: `branch "${branch.name}" asks for an impossible number of approvals`,
      got: approvals,
      allowed: "a whole number from 0 to 10",
      next: "change `approvals`",
    },
  ];
}

function duplicateBypass(branch: ProtectedBranch): Problem[] {
  const actors = (branch.bypass ?? []).map((actor) => actor.description);
  return duplicateProblems(`a bypass actor of branch "${branch.name}"`, actors, "name each actor once");
}

function promotionProblems(branch: ProtectedBranch, merge: Required<MergeSettings>): Problem[] {
  if (branch.promotedFrom === undefined) return [];
  const promotion = `branch "${branch.name}" is promoted into from "${branch.promotedFrom}"`;
  const problems: Problem[] = [];
  if (branch.linearHistory === true) {
    problems.push({
      fault: `${promotion}, but requires a linear history: without merge commits the second promotion conflicts with the first`,
      next: "drop `linearHistory` from it (the branch that developers merge into may keep it)",
    });
  }
  if (!merge.mergeCommits) {
    problems.push({
      fault: `${promotion}, which takes merge commits, but the repository allows none`,
      next: "set `merge.mergeCommits` to true, or drop `promotedFrom`",
    });
  }
  if (branch.linearHistory !== true && requiresUpToDate(branch)) {
    problems.push({
      fault: `${promotion}, but requires pull requests to be up to date: "${branch.promotedFrom}" can never hold the merge commits of earlier promotions`,
      next: "drop `upToDate` from it",
    });
  }
  return problems;
}

function linearProblems(branch: ProtectedBranch, merge: Required<MergeSettings>): Problem[] {
  if (branch.linearHistory !== true || merge.squash || merge.rebase) return [];
  return [
    {
      fault: `branch "${branch.name}" requires a linear history, but the repository allows neither squash nor rebase merges, so nothing could be merged`,
      next: "set `merge.squash` or `merge.rebase` to true, or drop `linearHistory`",
    },
  ];
}

function deletionProblems(branch: ProtectedBranch, merge: Required<MergeSettings>): Problem[] {
  const deletable = branch.allowDeletion === true || branch.protected === false;
  if (!deletable || !merge.deleteBranchOnMerge) return [];
  return [
    {
      fault: `branch "${branch.name}" may be deleted, and merged branches are deleted: promoting it would delete it`,
      next: "drop `allowDeletion` (or `protected: false`), or set `merge.deleteBranchOnMerge` to false",
    },
  ];
}

/** Faults of the branches as a set; run late, because branches can be added. */
export function branchSetProblems(branches: readonly ProtectedBranch[], defaultBranch: string): Problem[] {
  const names = branches.map((branch) => branch.name);
  const problems: Problem[] = branches.flatMap((branch) => {
    if (branch.promotedFrom === undefined || names.includes(branch.promotedFrom)) return [];
    return [
      {
        fault: `branch "${branch.name}" is promoted into from a branch that is not one of the repository's`,
        got: branch.promotedFrom,
        allowed: names.join(", "),
        next: "add that branch, or change `promotedFrom`",
      },
    ];
  });
  if (names.length > 0 && !names.includes(defaultBranch)) {
    problems.push({
      fault: "the default branch has no rules",
      got: defaultBranch,
      allowed: names.join(", "),
      next: "add it to `branches`, or make one of them the `defaultBranch`",
    });
  }
  return problems;
}
