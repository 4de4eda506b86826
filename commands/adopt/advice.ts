import type { ResourceChange } from "../../report";

interface Advice {
  readonly type: string;
  /** Attribute, as the report writes it. */
  readonly path: RegExp;
  readonly setting: string;
}

/** Which setting says what an attribute is, the first that fits. */
const ADVICE: readonly Advice[] = [
  { type: "digitalocean_app", path: /instance_size_slug/, setting: "size" },
  { type: "digitalocean_app", path: /instance_count|autoscaling/, setting: "scaling" },
  { type: "digitalocean_app", path: /\.env\b.*\.scope$/, setting: "variableScope" },
  { type: "digitalocean_app", path: /^spec\.env/, setting: "secrets" },
  { type: "digitalocean_app", path: /\.env\b/, setting: "variables" },
  { type: "digitalocean_app", path: /http_port/, setting: "port" },
  { type: "digitalocean_app", path: /health_check/, setting: "healthCheck" },
  { type: "digitalocean_app", path: /run_command/, setting: "runCommand" },
  { type: "digitalocean_app", path: /termination/, setting: "termination" },
  { type: "digitalocean_app", path: /log_destination/, setting: "logDestinations" },
  { type: "digitalocean_app", path: /alert/, setting: "alerts" },
  { type: "digitalocean_app", path: /domain/, setting: "domains" },
  { type: "digitalocean_app", path: /image/, setting: "image" },
  { type: "digitalocean_app", path: /region/, setting: "region" },
  { type: "digitalocean_app", path: /^spec\.name$/, setting: "appName" },
  { type: "digitalocean_app", path: /maintenance/, setting: "maintenance" },
  { type: "digitalocean_app", path: /egress/, setting: "egress" },
  { type: "digitalocean_app", path: /vpc/, setting: "vpc" },
  { type: "digitalocean_project", path: /./, setting: "project" },
  { type: "digitalocean_uptime_check", path: /./, setting: "uptime" },
  { type: "digitalocean_uptime_alert", path: /./, setting: "uptime.alerts, or notify" },
  {
    type: "github_repository",
    path: /^has_(issues|wiki|projects|discussions)$/,
    setting: "github.issues, wiki, projects, discussions",
  },
  { type: "github_repository", path: /merge|squash|update_branch/, setting: "github.merge" },
  { type: "github_repository", path: /security|vulnerability/, setting: "github.security" },
  {
    type: "github_repository",
    path: /^(description|topics|visibility)/,
    setting: "github.description, topics, visibility",
  },
  { type: "github_repository", path: /^homepage_url$/, setting: "github.homepageUrl" },
  { type: "github_branch_default", path: /./, setting: "github.defaultBranch" },
  { type: "github_repository_ruleset", path: /./, setting: "github.branches" },
  {
    type: "github_repository_dependabot_security_updates",
    path: /./,
    setting: "github.security.dependabotUpdates",
  },
  { type: "github_actions_repository_permissions", path: /./, setting: "github.actions.allowed" },
  { type: "github_workflow_repository_permissions", path: /./, setting: "github.actions" },
  { type: "github_issue_labels", path: /./, setting: "github.labels" },
  { type: "github_repository_collaborators", path: /./, setting: "github.teams and github.collaborators" },
  {
    type: "github_repository_environment",
    path: /reviewers|self_review/,
    setting: "approval and deployment",
  },
  { type: "github_repository_environment", path: /./, setting: "deployment" },
  {
    type: "github_repository_environment_deployment_policy",
    path: /./,
    setting: "branch and deployment.moreBranches",
  },
  { type: "github_actions_environment_variable", path: /./, setting: "deployment.variables" },
];

/** How a thing that would be made is done without, by its type. */
const WITHOUT: Readonly<Record<string, string>> = {
  digitalocean_project: 'say project: "unmanaged"',
  digitalocean_uptime_check: 'say uptime: "none"',
  digitalocean_uptime_alert: "name the alerts that exist in uptime.alerts",
  github_actions_environment_variable:
    "say deployment: { pipelineEntries: false }, or take it out of deployment.variables",
  github_branch: "take it out of github.branches",
  github_repository_ruleset: "give the branch protected: false, or say releaseTags: []",
  github_issue_labels: "take github.labels out",
  github_repository_collaborators: "take github.teams and github.collaborators out",
};

/** What a person does about a difference between what exists and the settings. */
export function adviceOn(type: string, path: string, kind: ResourceChange["kind"]): string {
  if (kind === "create")
    return `it does not exist; make it by hand first, or ${WITHOUT[type] ?? "take it out of the settings"}`;
  const setting = ADVICE.find((each) => each.type === type && each.path.test(path))?.setting;
  if (setting === undefined) return "no setting says this; change it in the cloud first, then adopt again";
  return `set ${setting} to what exists; where that cannot be said, change it in the cloud first`;
}
