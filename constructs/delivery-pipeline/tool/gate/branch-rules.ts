import type { PlatformConfig } from "../../platform-config";
import type { EnvironmentConfig } from "../config";
import { compareCodeScanning } from "./code-scanning";
import { type Finding, unless } from "./finding";

type Check = PlatformConfig["requiredCheck"];
type BranchRules = NonNullable<NonNullable<EnvironmentConfig["protection"]>["branchRules"]>;

/** One entry of `GET /repos/{owner}/{repo}/rules/branches/{branch}`: rules in force, of all rulesets together. */
export interface LiveRule {
  readonly type: string;
  readonly ruleset_id?: number;
  readonly ruleset_source_type?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

const FLAGS = [
  ["dismissStaleReviews", "dismiss_stale_reviews_on_push"],
  ["lastPushApproval", "require_last_push_approval"],
  ["codeOwnerReview", "require_code_owner_review"],
  ["resolvedThreads", "required_review_thread_resolution"],
] as const;

/** Rules that are there or not, as GitHub calls them. */
const PRESENCE = [
  ["noForcePush", "non_fast_forward", "force pushes blocked"],
  ["noDeletion", "deletion", "deletion blocked"],
  ["signedCommits", "required_signatures", "signed commits"],
  ["linearHistory", "required_linear_history", "linear history"],
  ["mergeQueue", "merge_queue", "merge queue"],
] as const;

/** Where the rules in force protect the branch less than was synthesized. */
export function compareBranchRules(
  wanted: BranchRules,
  check: Check,
  live: readonly LiveRule[],
): readonly Finding[] {
  const has = (type: string) => live.some((rule) => rule.type === type);
  return [
    ...compareReviews(wanted, parametersOf(live, "pull_request")),
    ...compareChecks(wanted, check, parametersOf(live, "required_status_checks")),
    ...PRESENCE.flatMap(([ours, theirs, what]) => unless(!wanted[ours] || has(theirs), what, true, false)),
    ...compareCodeScanning(wanted.codeScanning, parametersOf(live, "code_scanning")),
  ];
}

/** Several rulesets add up: the strictest one counts. */
function compareReviews(
  wanted: BranchRules,
  reviews: readonly Readonly<Record<string, unknown>>[],
): readonly Finding[] {
  if (reviews.length === 0) return [{ what: "pull request required", wanted: true, live: false }];
  const approvals = Math.max(...reviews.map((each) => Number(each.required_approving_review_count ?? 0)));
  return [
    ...unless(
      approvals >= wanted.requiredApprovals,
      "required approvals",
      wanted.requiredApprovals,
      approvals,
    ),
    ...FLAGS.flatMap(([ours, theirs]) =>
      unless(!wanted[ours] || reviews.some((each) => each[theirs] === true), theirs, true, false),
    ),
  ];
}

function compareChecks(
  wanted: BranchRules,
  check: Check,
  rules: readonly Readonly<Record<string, unknown>>[],
): readonly Finding[] {
  const live = rules.flatMap(({ required_status_checks: checks }) =>
    Array.isArray(checks) ? (checks as { context: string; integration_id?: number }[]) : [],
  );
  const missing = [check, ...wanted.requiredChecks].filter(
    ({ context, integrationId }) =>
      !live.some((each) => each.context === context && each.integration_id === integrationId),
  );
  const strict = rules.some((each) => each.strict_required_status_checks_policy === true);
  return [
    ...missing.map(({ context, integrationId }) => ({
      what: "required check",
      wanted: { context, integration_id: integrationId },
      live,
    })),
    ...unless(!wanted.strictChecks || strict, "branch up to date before merging", true, false),
  ];
}

function parametersOf(
  rules: readonly LiveRule[],
  type: string,
): readonly Readonly<Record<string, unknown>>[] {
  return rules.filter((rule) => rule.type === type).map((rule) => rule.parameters ?? {});
}
