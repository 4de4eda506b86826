import type { ResourceType } from "../resource-type";
import {
  accessLevel,
  actionsPermissions,
  dependabotUpdates,
  oidcTemplate,
  workflowPermissions,
} from "./actions-settings";
import { branchProtection } from "./branch-protection";
import { branch, branchDefault } from "./branches";
import { collaborator, collaborators, teamRepository, topics } from "./collaborators";
import { deploymentBranchPolicy, deploymentPolicy, environment } from "./environment";
import { file } from "./file";
import { autolink, customProperty, deployKey, pullRequest, release, webhook } from "./integrations";
import { issue, issueLabel, issueLabels, milestone } from "./issues";
import { repository } from "./repository";
import { ruleset } from "./ruleset";
import { actionsSecret, dependabotSecret, environmentSecret } from "./secrets";
import { worded } from "./support";
import { membership, team, teamMembers, teamMembership, teamSettings } from "./teams";
import { actionsVariable, environmentVariable } from "./variables";

const TYPES: Readonly<Record<string, ResourceType>> = {
  github_actions_environment_secret: environmentSecret,
  github_actions_environment_variable: environmentVariable,
  github_actions_repository_access_level: accessLevel,
  github_actions_repository_oidc_subject_claim_customization_template: oidcTemplate,
  github_actions_repository_permissions: actionsPermissions,
  github_actions_secret: actionsSecret,
  github_actions_variable: actionsVariable,
  github_branch: branch,
  github_branch_default: branchDefault,
  github_branch_protection: branchProtection,
  github_dependabot_secret: dependabotSecret,
  github_issue: issue,
  github_issue_label: issueLabel,
  github_issue_labels: issueLabels,
  github_membership: membership,
  github_release: release,
  github_repository: repository,
  github_repository_autolink_reference: autolink,
  github_repository_collaborator: collaborator,
  github_repository_collaborators: collaborators,
  github_repository_custom_property: customProperty,
  github_repository_dependabot_security_updates: dependabotUpdates,
  github_repository_deploy_key: deployKey,
  github_repository_deployment_branch_policy: deploymentBranchPolicy,
  github_repository_environment: environment,
  github_repository_environment_deployment_policy: deploymentPolicy,
  github_repository_file: file,
  github_repository_milestone: milestone,
  github_repository_pull_request: pullRequest,
  github_repository_ruleset: ruleset,
  github_repository_topics: topics,
  github_repository_webhook: webhook,
  github_team: team,
  github_team_members: teamMembers,
  github_team_membership: teamMembership,
  github_team_repository: teamRepository,
  github_team_settings: teamSettings,
  github_workflow_repository_permissions: workflowPermissions,
};

/** The resources of the GitHub provider 6.9.0 that the sandbox serves, by type. */
export const githubResources: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  Object.entries(TYPES).map(([name, type]) => [name, worded(type)]),
);
