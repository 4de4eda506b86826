import type * as T from "./types";

/** A secret with what GitHub keeps to itself. */
export interface StoredSecret extends T.Secret {
  /** What was sent: readable by workflows only. */
  readonly value: string;
}

export type Secrets = Record<string, StoredSecret>;
export type Variables = Record<string, T.Variable>;

/** One environment with what hangs on it. */
export interface EnvironmentRecord {
  readonly id: number;
  readonly name: string;
  readonly created_at: string;
  updated_at: string;
  settings: Required<T.EnvironmentSettings>;
  policies: T.DeploymentPolicy[];
  secrets: Secrets;
  variables: Variables;
}

/** The git repository: objects by sha, refs by full name. */
export interface GitData {
  readonly refs: Record<string, string>;
  readonly commits: Record<string, T.GitCommit>;
  /** Files of a root tree by path. */
  readonly trees: Record<string, Record<string, T.TreeFile>>;
  /** Contents of blobs in base64. */
  readonly blobs: Record<string, string>;
}

/** One repository with everything in it. */
export interface RepositoryRecord {
  readonly repository: T.Repository;
  /** Lower-case "owner/name" under which it could be found before; GitHub redirects these. */
  readonly formerNames: string[];
  readonly git: GitData;
  vulnerability_alerts: boolean;
  automated_security_fixes: boolean;
  pages: T.Pages | null;
  labels: T.Label[];
  rulesets: T.Ruleset[];
  branch_protections: T.BranchProtection[];
  environments: EnvironmentRecord[];
  actions: {
    permissions: T.ActionsPermissions;
    selected: T.SelectedActions;
    workflow: T.WorkflowPermissions;
    access_level: string;
    oidc: T.OidcTemplate;
    secrets: Secrets;
    variables: Variables;
  };
  dependabot_secrets: Secrets;
  /** Permission of each team by its id. */
  teams: Record<string, T.Permission>;
  /** Permission of each direct collaborator by login. */
  collaborators: Record<string, T.Permission>;
  invitations: T.Invitation[];
  custom_properties: Record<string, string[]>;
  /** Last number given to an issue or pull request. */
  last_number: number;
  issues: T.Issue[];
  pulls: T.PullRequestData[];
  milestones: T.Milestone[];
  releases: T.Release[];
  webhooks: T.Webhook[];
  keys: T.DeployKey[];
  autolinks: T.Autolink[];
  deployments: T.Deployment[];
  check_runs: T.CheckRun[];
  statuses: T.CommitStatus[];
  commit_comments: T.CommitComment[];
  workflow_runs?: T.WorkflowRun[];
}

/** One organisation with its people. */
export interface OrganizationRecord {
  readonly organization: T.Organization;
  readonly secret_protection: boolean;
  readonly code_security: boolean;
  memberships: T.OrganizationMembership[];
  teams: T.Team[];
}

/** All that GitHub holds. */
export interface GitHubData {
  /** By lower-case login. */
  readonly organizations: Record<string, OrganizationRecord>;
  /** By lower-case login. */
  readonly users: Record<string, T.User>;
  /** By id. */
  readonly repositories: Record<string, RepositoryRecord>;
  readonly token_owner: string;
}
