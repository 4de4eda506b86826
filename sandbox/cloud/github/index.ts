export { GitHubApi } from "./api";
export { type Access as CallerAccess, anonymous, type Caller, workflowToken } from "./caller";
export type { EnvironmentRecord, GitHubData, OrganizationRecord, RepositoryRecord } from "./data";
export { GitHub } from "./github";
export { newGitHub } from "./new-github";
export { globToRegExp } from "./ruleset-match";
export type { SecretPlace } from "./secrets";
export { etag } from "./store";
export type * from "./types";
export {
  type GitHubPlanName,
  type GitHubWorld,
  lingobotGitHub,
  type OrganizationWorld,
  type TeamWorld,
} from "./world";
