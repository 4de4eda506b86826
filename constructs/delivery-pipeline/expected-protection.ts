import type { DeploymentEnvironmentProps } from "../deployment-environment";
import type { BypassActor, ProtectedBranch } from "../repository-protection";
import { hasFeature } from "../repository-protection/github-plan";
import { codeScanningThresholds, requiresUpToDate } from "../repository-protection/ruleset-rendering";
import type { ExpectedBranchRules, ExpectedProtection } from "./platform-config";

/** What of a GitHub environment decides who may deploy: the same values that DeploymentEnvironment was given. */
export type EnvironmentGate = Pick<
  DeploymentEnvironmentProps,
  | "plan"
  | "visibility"
  | "securityProducts"
  | "branches"
  | "reviewers"
  | "preventSelfReview"
  | "waitTimerMinutes"
  | "adminsMayBypass"
>;

/**
 * The protection that DeploymentEnvironment and RepositoryProtection synthesize for these values, as the deploy tool
 * compares it with the live one.
 * @param branch the branch that deploys; left out, its rules are not compared
 */
export function expectedProtection(gate: EnvironmentGate, branch?: ProtectedBranch): ExpectedProtection {
  const { teams = [], users = [] } = gate.reviewers ?? {};
  const guarded =
    branch !== undefined && branch.protected !== false && (branch.enforcement ?? "active") === "active";
  return {
    reviewers: { teams, users },
    preventSelfReview: gate.preventSelfReview ?? teams.length + users.length > 0,
    adminsCanBypass: gate.adminsMayBypass ?? !hasFeature("no-admin-bypass", gate),
    waitTimerMinutes: gate.waitTimerMinutes ?? 0,
    branches: [...new Set(gate.branches)],
    ...(guarded
      ? { branchRules: branchRules(branch), bypassActors: (branch.bypass ?? []).map(actorName) }
      : {}),
  };
}

function branchRules(branch: ProtectedBranch): ExpectedBranchRules {
  return {
    requiredApprovals: branch.approvals ?? 1,
    dismissStaleReviews: branch.dismissStaleApprovals ?? true,
    lastPushApproval: branch.lastPushApproval ?? true,
    codeOwnerReview: branch.codeOwnerApproval ?? false,
    resolvedThreads: branch.resolvedThreads ?? true,
    strictChecks: requiresUpToDate(branch),
    noForcePush: !(branch.allowForcePush ?? false),
    noDeletion: !(branch.allowDeletion ?? false),
    signedCommits: branch.signedCommits ?? false,
    linearHistory: branch.linearHistory ?? false,
    mergeQueue: branch.mergeQueue ?? false,
    ...(branch.codeScanning === undefined
      ? {}
      : { codeScanning: codeScanningThresholds(branch.codeScanning) }),
    requiredChecks: (branch.requiredChecks ?? []).map(({ context, appId }) => ({
      context,
      integrationId: appId,
    })),
  };
}

/** GitHub's type of each kind of actor, by how BypassActor describes it. */
const ACTOR_TYPES: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/^organization admins$/, () => "OrganizationAdmin"],
  [/^team (.+)$/, (slug) => `Team:${slug}`],
  [/^app (\d+)$/, (id) => `Integration:${id}`],
  [/^role (maintain)$/, () => "RepositoryRole:2"],
  [/^role (write)$/, () => "RepositoryRole:4"],
  [/^role (admin)$/, () => "RepositoryRole:5"],
];

/** An actor as the tool names it: GitHub's type and id, a team by its slug. */
function actorName(actor: BypassActor): string {
  for (const [pattern, name] of ACTOR_TYPES) {
    const match = pattern.exec(actor.description);
    if (match !== null) return name(match[1] ?? "");
  }
  return actor.description;
}
