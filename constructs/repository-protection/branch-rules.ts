import type { BypassActor } from "./bypass-actor";
import type { RequiredCheck } from "./required-check";

/** Whether a ruleset blocks, only reports (`evaluate`), or rests. */
export type Enforcement = "active" | "evaluate" | "disabled";

/** Code scanning results that hold a merge back. */
export interface CodeScanningGate {
  /** The tool that must have reported. @default "CodeQL" */
  readonly tool?: string;
  /** Quality alerts that block. @default "errors" */
  readonly alerts?: "none" | "errors" | "errors_and_warnings" | "all";
  /** Security alerts that block. @default "high_or_higher" */
  readonly securityAlerts?: "none" | "critical" | "high_or_higher" | "medium_or_higher" | "all";
}

/** What must hold before a branch changes. The safe value is the default of every one. */
export interface BranchRules {
  /** Approvals that a pull request needs, 0 to 10. @default 1 */
  readonly approvals?: number;
  /** A new push takes back the approvals given before it. @default true */
  readonly dismissStaleApprovals?: boolean;
  /** Somebody else than the last pusher must have approved. @default true */
  readonly lastPushApproval?: boolean;
  /** The owners named in CODEOWNERS must have approved. @default false */
  readonly codeOwnerApproval?: boolean;
  /** Every review thread must be resolved. @default true */
  readonly resolvedThreads?: boolean;
  /** Commits must be signed and verified. @default false */
  readonly signedCommits?: boolean;
  /**
   * Only squash and rebase merges. Never on a branch that others are promoted into: without a merge commit, the
   * second promotion conflicts with the first.
   * @default false
   */
  readonly linearHistory?: boolean;
  /**
   * A pull request must hold the branch's newest commit before it merges. Cannot hold on a branch that others are
   * promoted into: its merge commits exist there alone.
   * @default - true with `linearHistory`, else false
   */
  readonly upToDate?: boolean;
  /** History may be rewritten. @default false */
  readonly allowForcePush?: boolean;
  /** The branch may be deleted. @default false */
  readonly allowDeletion?: boolean;
  /** Pull requests merge through a queue. Workflows then need `on: merge_group`. @default false */
  readonly mergeQueue?: boolean;
  /** Code scanning results that hold a merge back. @default - none */
  readonly codeScanning?: CodeScanningGate;
  /** Who may step around these rules. @default - nobody */
  readonly bypass?: readonly BypassActor[];
  /** Whether the rules block. @default "active" */
  readonly enforcement?: Enforcement;
}

/** A long-lived branch and its rules. */
export interface ProtectedBranch extends BranchRules {
  /** The branch's short name. */
  readonly name: string;
  /** The branch whose pull requests promote into this one, with merge commits. @default - none */
  readonly promotedFrom?: string;
  /** Checks that must have passed; more are added with `addRequiredCheck`. @default - none */
  readonly requiredChecks?: readonly RequiredCheck[];
  /** The name of its ruleset. @default - the branch's */
  readonly rulesetName?: string;
  /** Whether a ruleset guards the branch. @default true */
  readonly protected?: boolean;
}

/** develop is promoted into staging, staging into main; only develop has a linear history. */
export const LONG_LIVED_BRANCHES: readonly ProtectedBranch[] = [
  { name: "main", promotedFrom: "staging" },
  { name: "staging", promotedFrom: "develop" },
  { name: "develop", linearHistory: true },
];
