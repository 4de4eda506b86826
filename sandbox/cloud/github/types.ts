/** The shapes of GitHub's REST API, as far as the sandbox answers with them. Field names are GitHub's. */

export type Visibility = "public" | "private" | "internal";
export type Permission = "pull" | "triage" | "push" | "maintain" | "admin";
export type OnOff = "enabled" | "disabled";

export interface User {
  readonly id: number;
  readonly node_id: string;
  readonly login: string;
  readonly type: "User" | "Organization" | "Bot";
  readonly created_at: string;
  readonly updated_at: string;
  readonly avatar_url: string;
  readonly html_url: string;
  readonly site_admin: boolean;
}

export interface Organization extends User {
  readonly plan: { readonly name: "free" | "team" | "enterprise" };
  readonly description: string;
}

export interface OrganizationMembership {
  readonly user: string;
  role: "member" | "admin";
  state: "active" | "pending";
}

export interface TeamMember {
  readonly login: string;
  role: "member" | "maintainer";
}

export interface ReviewDelegation {
  readonly algorithm: "ROUND_ROBIN" | "LOAD_BALANCE";
  readonly member_count: number;
  readonly notify: boolean;
}

export interface Team {
  readonly id: number;
  readonly node_id: string;
  readonly organization: string;
  name: string;
  slug: string;
  description: string;
  privacy: "secret" | "closed";
  parent: number | null;
  members: TeamMember[];
  review_delegation: ReviewDelegation | null;
}

export interface SecurityAndAnalysis {
  advanced_security?: { status: OnOff };
  secret_scanning?: { status: OnOff };
  secret_scanning_push_protection?: { status: OnOff };
  dependabot_security_updates?: { status: OnOff };
}

/** What can be changed with `PATCH /repos/{owner}/{repo}`. */
export interface RepositorySettings {
  name: string;
  description: string | null;
  homepage: string | null;
  visibility: Visibility;
  private: boolean;
  has_issues: boolean;
  has_projects: boolean;
  has_wiki: boolean;
  has_downloads: boolean;
  has_discussions: boolean;
  is_template: boolean;
  default_branch: string;
  allow_merge_commit: boolean;
  allow_squash_merge: boolean;
  allow_rebase_merge: boolean;
  allow_auto_merge: boolean;
  allow_update_branch: boolean;
  delete_branch_on_merge: boolean;
  squash_merge_commit_title: string;
  squash_merge_commit_message: string;
  merge_commit_title: string;
  merge_commit_message: string;
  web_commit_signoff_required: boolean;
  archived: boolean;
}

export interface Repository extends RepositorySettings {
  readonly id: number;
  readonly node_id: string;
  readonly owner: { readonly login: string };
  full_name: string;
  html_url: string;
  git_url: string;
  ssh_url: string;
  clone_url: string;
  svn_url: string;
  language: string | null;
  topics: string[];
  has_pages: boolean;
  fork: boolean;
  readonly parent: { readonly owner: string; readonly name: string } | null;
  readonly template_repository: { readonly owner: string; readonly name: string } | null;
  security_and_analysis: SecurityAndAnalysis;
  readonly created_at: string;
  updated_at: string;
  pushed_at: string;
}

/** Body of `POST /orgs/{org}/repos`. */
export interface NewRepository extends Partial<RepositorySettings> {
  readonly name: string;
  readonly auto_init?: boolean;
  readonly gitignore_template?: string;
  readonly license_template?: string;
}

/** Body of `PATCH /repos/{owner}/{repo}`; what is undefined stays. */
export interface RepositoryChange extends Partial<RepositorySettings> {
  readonly security_and_analysis?: SecurityAndAnalysis;
}

export interface Pages {
  build_type: "legacy" | "workflow";
  source: { branch: string; path: string } | null;
  cname: string | null;
  readonly custom_404: boolean;
  readonly html_url: string;
  readonly url: string;
  readonly status: string | null;
}

export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export interface GitCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** One file of a tree: its mode and the sha of its blob. */
export interface TreeFile {
  readonly mode: string;
  readonly sha: string;
}

export interface GitRef {
  readonly ref: string;
  readonly object: { readonly type: "commit"; readonly sha: string };
}

export interface Branch {
  readonly name: string;
  readonly commit: { readonly sha: string };
  readonly protected: boolean;
}

export interface FileContent {
  readonly type: "file";
  readonly path: string;
  readonly name: string;
  readonly sha: string;
  readonly size: number;
  readonly encoding: "base64";
  readonly content: string;
  readonly url: string;
}

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: "RepositoryRole" | "Team" | "Integration" | "OrganizationAdmin" | "DeployKey";
  readonly bypass_mode: "always" | "pull_request" | "exempt";
}

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Body of `POST /repos/{owner}/{repo}/rulesets`. */
export interface NewRuleset {
  readonly name: string;
  readonly target: "branch" | "tag" | "push";
  readonly enforcement: "disabled" | "active" | "evaluate";
  readonly bypass_actors?: readonly BypassActor[];
  readonly conditions?: { readonly ref_name: { readonly include: string[]; readonly exclude: string[] } };
  readonly rules: readonly Rule[];
}

export interface Ruleset extends NewRuleset {
  readonly id: number;
  readonly node_id: string;
  readonly source: string;
  readonly source_type: "Repository";
  readonly created_at: string;
  readonly updated_at: string;
}

export interface ReviewerRef {
  readonly type: "User" | "Team";
  readonly id: number;
}

export interface DeploymentBranchPolicySetting {
  readonly protected_branches: boolean;
  readonly custom_branch_policies: boolean;
}

/** Body of `PUT /repos/{owner}/{repo}/environments/{name}`; what is left out falls back to its default. */
export interface EnvironmentSettings {
  readonly wait_timer?: number;
  readonly reviewers?: readonly ReviewerRef[];
  readonly can_admins_bypass?: boolean;
  readonly prevent_self_review?: boolean;
  readonly deployment_branch_policy?: DeploymentBranchPolicySetting | null;
}

export type ProtectionRule =
  | { readonly id: number; readonly type: "wait_timer"; readonly wait_timer: number }
  | {
      readonly id: number;
      readonly type: "required_reviewers";
      readonly prevent_self_review: boolean;
      readonly reviewers: readonly {
        readonly type: "User" | "Team";
        readonly reviewer: { readonly id: number; readonly login?: string; readonly slug?: string };
      }[];
    }
  | { readonly id: number; readonly type: "branch_policy" };

export interface Environment {
  readonly id: number;
  readonly node_id: string;
  readonly name: string;
  readonly url: string;
  readonly html_url: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly can_admins_bypass: boolean;
  readonly protection_rules: readonly ProtectionRule[];
  readonly deployment_branch_policy: DeploymentBranchPolicySetting | null;
}

export interface DeploymentPolicy {
  readonly id: number;
  readonly node_id: string;
  readonly name: string;
  readonly type: "branch" | "tag";
}

/** A secret as GitHub shows it: never its value. */
export interface Secret {
  readonly name: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Variable extends Secret {
  readonly value: string;
}

export interface ActionsPermissions {
  readonly enabled: boolean;
  readonly allowed_actions: "all" | "local_only" | "selected";
}

export interface SelectedActions {
  readonly github_owned_allowed: boolean;
  readonly verified_allowed: boolean;
  readonly patterns_allowed: readonly string[];
}

export interface WorkflowPermissions {
  readonly default_workflow_permissions: "read" | "write";
  readonly can_approve_pull_request_reviews: boolean;
}

export interface OidcTemplate {
  readonly use_default: boolean;
  readonly include_claim_keys: readonly string[];
}

export interface Label {
  readonly id: number;
  readonly node_id: string;
  readonly url: string;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
  readonly default: boolean;
}

export interface Invitation {
  readonly id: number;
  readonly invitee: string;
  permissions: Permission;
}

export interface Milestone {
  readonly id: number;
  readonly number: number;
  title: string;
  description: string | null;
  state: "open" | "closed";
  due_on: string | null;
}

export interface Comment {
  readonly id: number;
  readonly user: string;
  body: string;
  readonly created_at: string;
  updated_at: string;
}

export interface CommitComment extends Comment {
  readonly commit_id: string;
}

export interface Issue {
  readonly id: number;
  readonly node_id: string;
  readonly number: number;
  readonly user: string;
  title: string;
  body: string | null;
  state: "open" | "closed";
  labels: string[];
  assignees: string[];
  milestone: number | null;
  readonly created_at: string;
  updated_at: string;
  readonly pull_request: boolean;
  comments: Comment[];
}

export interface Review {
  readonly id: number;
  readonly user: string;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly commit_id: string;
  readonly body: string;
  readonly submitted_at: string;
}

/** The part of a pull request beyond its issue. */
export interface PullRequestData {
  readonly number: number;
  readonly head_ref: string;
  head_sha: string;
  base_ref: string;
  base_sha: string;
  readonly draft: boolean;
  maintainer_can_modify: boolean;
  merged: boolean;
  merge_commit_sha: string | null;
  merged_at: string | null;
  reviews: Review[];
}

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly state: "open" | "closed";
  readonly title: string;
  readonly body: string | null;
  readonly user: { readonly login: string };
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string; readonly sha: string };
  readonly draft: boolean;
  readonly merged: boolean;
  readonly merge_commit_sha: string | null;
  readonly maintainer_can_modify: boolean;
  readonly labels: readonly { readonly name: string }[];
  readonly created_at: string;
  readonly updated_at: string;
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: "error" | "failure" | "inactive" | "in_progress" | "queued" | "pending" | "success";
  readonly description: string;
  readonly environment_url: string;
  readonly log_url: string;
  readonly creator: string;
  readonly created_at: string;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly creator: string;
  readonly created_at: string;
  updated_at: string;
  readonly statuses: DeploymentStatus[];
}

export interface CheckRun {
  readonly id: number;
  readonly head_sha: string;
  readonly name: string;
  readonly app: { readonly id: number };
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  readonly started_at: string;
  completed_at: string | null;
}

/** One run of a workflow, with what its jobs did. */
export interface WorkflowRun {
  readonly id: number;
  /** Counts the runs of one workflow; a run that is run again keeps it. */
  readonly run_number: number;
  /** The workflow's file: ".github/workflows/ci.yml". */
  readonly path: string;
  readonly event: string;
  /** A branch, or the tag that was pushed. */
  readonly head_branch: string;
  readonly head_sha: string;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly jobs: readonly WorkflowJobRun[];
}

export interface WorkflowJobRun {
  readonly name: string;
  readonly conclusion: string | null;
  readonly steps: readonly { readonly name: string; readonly conclusion: string | null }[];
}

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly description: string | null;
  readonly target_url: string | null;
  readonly creator: string;
  readonly created_at: string;
}

export interface Webhook {
  readonly id: number;
  readonly url: string;
  active: boolean;
  events: string[];
  config: {
    url: string;
    content_type: string;
    insecure_ssl: string;
    /** Shown as eight asterisks. */
    secret?: string;
  };
}

export interface DeployKey {
  readonly id: number;
  readonly title: string;
  readonly key: string;
  readonly read_only: boolean;
  readonly created_at: string;
}

export interface Autolink {
  readonly id: number;
  readonly key_prefix: string;
  readonly url_template: string;
  readonly is_alphanumeric: boolean;
}

export interface Release {
  readonly id: number;
  readonly node_id: string;
  readonly tag_name: string;
  readonly target_commitish: string;
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly created_at: string;
  readonly published_at: string | null;
  readonly html_url: string;
  readonly url: string;
  readonly assets_url: string;
  readonly upload_url: string;
  readonly tarball_url: string;
  readonly zipball_url: string;
  readonly discussion_category_name?: string;
}

/** A classic branch protection rule, as GraphQL's BranchProtectionRule has it; actors are node ids or "org/team". */
export interface BranchProtection {
  readonly id: string;
  readonly pattern: string;
  readonly allows_deletions: boolean;
  readonly allows_force_pushes: boolean;
  readonly force_push_bypassers: readonly string[];
  readonly enforce_admins: boolean;
  readonly lock_branch: boolean;
  readonly require_conversation_resolution: boolean;
  readonly require_signed_commits: boolean;
  readonly required_linear_history: boolean;
  readonly required_pull_request_reviews: Readonly<Record<string, unknown>> | null;
  readonly required_status_checks: { readonly strict: boolean; readonly contexts: readonly string[] } | null;
  readonly restrict_pushes: {
    readonly blocks_creations: boolean;
    readonly push_allowances: readonly string[];
  } | null;
}
