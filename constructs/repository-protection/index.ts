export type { AccessList, RepositoryPermission } from "./access";
export {
  type ActionsAccessLevel,
  type ActionsSettings,
  AllowedActions,
  type SelectedActions,
} from "./actions-policy";
export {
  type BranchRules,
  type CodeScanningGate,
  type Enforcement,
  LONG_LIVED_BRANCHES,
  type ProtectedBranch,
} from "./branch-rules";
export { BypassActor, type BypassMode, type BypassRole } from "./bypass-actor";
export { ExistingRepository, type ExistingRepositoryProps } from "./existing-repository";
export {
  type GitHubFeature,
  type GitHubPlan,
  type GitHubTier,
  hasFeature,
  type SecurityProduct,
  type Visibility,
} from "./github-plan";
export type { Label } from "./label";
export type { MergeSettings } from "./merge-settings";
export { RepositoryProtection, type RepositoryProtectionProps } from "./repository-protection";
export type { RepositorySettings } from "./repository-settings";
export { GITHUB_ACTIONS_APP_ID, type IWorkflowJob, RequiredCheck } from "./required-check";
export type { SecuritySettings } from "./security";
export type { SeedFile } from "./seed-file";
