import type {
  RepositoryRulesetBypassActors,
  RepositoryRulesetRules,
} from "@cdktf/provider-github/lib/repository-ruleset";
import { Lazy } from "cdktf";
import type { Construct } from "constructs";
import type { BranchRules, CodeScanningGate, ProtectedBranch } from "./branch-rules";
import type { BypassActor } from "./bypass-actor";
import type { RequiredCheck } from "./required-check";

/** Whether the branch asks for a pull request to hold the branch's newest commit. */
export function requiresUpToDate(rules: BranchRules): boolean {
  return rules.upToDate ?? rules.linearHistory ?? false;
}

/** The gate with every default filled in. */
export function codeScanningThresholds({
  tool = "CodeQL",
  alerts = "errors",
  securityAlerts = "high_or_higher",
}: CodeScanningGate): Required<CodeScanningGate> {
  return { tool, alerts, securityAlerts };
}

/**
 * The rules of a branch. `update` is never used: provider 6.9.0 sends another rule with it that GitHub does not echo
 * (integrations/terraform-provider-github#2463).
 */
export function toBranchRules(
  branch: ProtectedBranch,
  checks: readonly RequiredCheck[],
): RepositoryRulesetRules {
  return {
    deletion: !(branch.allowDeletion ?? false),
    nonFastForward: !(branch.allowForcePush ?? false),
    requiredLinearHistory: branch.linearHistory ?? false,
    requiredSignatures: branch.signedCommits ?? false,
    pullRequest: toPullRequest(branch),
    ...(checks.length === 0 ? {} : { requiredStatusChecks: toStatusChecks(branch, checks) }),
    ...(branch.codeScanning === undefined
      ? {}
      : { requiredCodeScanning: toCodeScanning(branch.codeScanning) }),
    ...(branch.mergeQueue === true
      ? { mergeQueue: { mergeMethod: branch.linearHistory === true ? "SQUASH" : "MERGE" } }
      : {}),
  };
}

/** The rules of release tags: they are neither moved back nor deleted. */
export function toTagRules(): RepositoryRulesetRules {
  return { deletion: true, nonFastForward: true };
}

/** The actors in the order given: the provider compares them as a list (integrations/terraform-provider-github#2504). */
export function toBypassActors(
  scope: Construct,
  actors: readonly BypassActor[],
): RepositoryRulesetBypassActors[] {
  return actors.map((actor) => actor._toActor(scope));
}

function toPullRequest(rules: BranchRules): NonNullable<RepositoryRulesetRules["pullRequest"]> {
  return {
    requiredApprovingReviewCount: rules.approvals ?? 1,
    dismissStaleReviewsOnPush: rules.dismissStaleApprovals ?? true,
    requireLastPushApproval: rules.lastPushApproval ?? true,
    requireCodeOwnerReview: rules.codeOwnerApproval ?? false,
    requiredReviewThreadResolution: rules.resolvedThreads ?? true,
  };
}

function toStatusChecks(
  rules: BranchRules,
  checks: readonly RequiredCheck[],
): NonNullable<RepositoryRulesetRules["requiredStatusChecks"]> {
  return {
    strictRequiredStatusChecksPolicy: requiresUpToDate(rules),
    requiredCheck: checks.map((check) => ({
      context: Lazy.stringValue({ produce: () => check.context }),
      integrationId: check.appId,
    })),
  };
}

function toCodeScanning(gate: CodeScanningGate): NonNullable<RepositoryRulesetRules["requiredCodeScanning"]> {
  const { tool, alerts, securityAlerts } = codeScanningThresholds(gate);
  return {
    requiredCodeScanningTool: [{ tool, alertsThreshold: alerts, securityAlertsThreshold: securityAlerts }],
  };
}
