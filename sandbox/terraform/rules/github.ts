import { isDeepStrictEqual } from "node:util";
import type { ResourceDiff } from "../resource-type";
import type { PlannedData, SuppressText, Validator } from "../schema/field";
import type { PlanningRules } from "../schema/rules";
import { always, ignoreCase } from "./suppressions";

/** The etag is whatever the service said first: neither a plan nor a refresh shows another. */
const hiddenEtag: PlanningRules = { suppress: { etag: always }, suppressOnRefresh: ["etag"] };

/** A refusal whose summary is only "Error", as the provider words those of its own checks. */
const refusal = (text: string) => [`Error\n${text}`];

const secretName: Validator = (value) => {
  const faults: string[] = [];
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(String(value))) {
    const rule =
      "secret names can only contain alphanumeric characters or underscores and must not start with a number";
    faults.push(...refusal(rule));
  }
  if (String(value).toUpperCase().startsWith("GITHUB_")) {
    faults.push(...refusal("secret names must not start with the GITHUB_ prefix"));
  }
  return faults;
};

const oneOf =
  (...allowed: readonly string[]): Validator =>
  (value, key) =>
    allowed.includes(String(value))
      ? []
      : refusal(`${value} is an invalid value for argument ${goPath(key)}`);

/** Go's notation of a path, as the provider prints it. */
function goPath(key: string): string {
  const steps = key
    .split(".")
    .map((part) => (/^\d+$/.test(part) ? `{{} %!s(cty.Value=${part})}` : `{{} ${part}}`));
  return `[${steps.join(" ")}]`;
}

/** Bypass actors are a list to Terraform and a set to GitHub: the order is no difference. */
const bypassActorOrder: SuppressText = (key, old, next, data) => {
  if (key === "bypass_actors.#") return old === next;
  return isDeepStrictEqual(byActor(data.getOld("bypass_actors")), byActor(data.get("bypass_actors")));
};

function byActor(list: unknown): Record<string, unknown>[] {
  const actors = Array.isArray(list) ? (list as Record<string, unknown>[]) : [];
  return [...actors].sort((left, right) => Number(right.actor_id) - Number(left.actor_id));
}

/** The comment of a public key is not kept by GitHub. */
const ignoreKeyComment: SuppressText = (_key, old, next) =>
  old === next.trim().replace(/^([a-z0-9-]+ [^\s]+)( [^\s]+)?$/, "$1");

const ignoreUnlessAutocreate: SuppressText = (_key, _old, _next, data) =>
  data.get("autocreate_branch") !== true;

const roleNotKnownToGithub: SuppressText = (_key, _old, next, data) =>
  data.get("permission_diff_suppression") === true && (next === "triage" || next === "maintain");

/** A parent team is given by id or by slug. */
const parentTeam: SuppressText = (_key, _old, _next, data: PlannedData) => {
  const parent = data.get("parent_team_id");
  return parent === data.get("parent_team_read_id") || parent === data.get("parent_team_read_slug");
};

function repositoryDiff(diff: ResourceDiff): void {
  if (diff.hasChange("name")) diff.setNewComputed("full_name");
  for (const attribute of ["fork", "source_repo", "source_owner"]) {
    const old = diff.getOld(attribute) ?? "";
    if (old !== "" && old !== (diff.getNew(attribute) ?? "") && diff.hasChange(attribute))
      diff.forceNew(attribute);
  }
}

/** Branch patterns and tag patterns are different policies: changing from one to the other replaces. */
function deploymentPolicyDiff(diff: ResourceDiff): void {
  for (const attribute of ["branch_pattern", "tag_pattern"]) {
    const old = diff.getOld(attribute) ?? "";
    const next = diff.getNew(attribute) ?? "";
    if ((old === "") !== (next === "")) diff.forceNew(attribute);
  }
}

const secret: PlanningRules = { validators: { secret_name: secretName } };
const variable: PlanningRules = { validators: { variable_name: secretName } };

/** Planning rules of the GitHub provider, by resource type. */
export const githubRules: Readonly<Record<string, PlanningRules>> = {
  github_actions_environment_secret: secret,
  github_actions_environment_variable: variable,
  github_actions_secret: secret,
  github_actions_variable: variable,
  github_branch: hiddenEtag,
  github_branch_default: hiddenEtag,
  github_dependabot_secret: secret,
  github_issue_label: hiddenEtag,
  github_membership: { suppress: { username: ignoreCase }, validators: { role: oneOf("member", "admin") } },
  github_repository: {
    ...hiddenEtag,
    validators: { "pages.build_type": oneOf("legacy", "workflow") },
    deprecations: {
      private: "Use visibility instead.",
      default_branch: "Use github_branch_default instead.",
    },
    customizeDiff: repositoryDiff,
  },
  github_repository_collaborator: { suppress: { permission: roleNotKnownToGithub, username: ignoreCase } },
  github_repository_collaborators: {
    suppress: { "user.username": ignoreCase },
    customizeDiff: (diff) => {
      if (diff.hasChange("user")) diff.setNewComputed("invitation_ids");
    },
  },
  github_repository_deploy_key: { suppress: { key: ignoreKeyComment } },
  github_repository_deployment_branch_policy: {
    ...hiddenEtag,
    deprecated: "Use github_repository_environment_deployment_policy instead.",
  },
  github_repository_environment_deployment_policy: { customizeDiff: deploymentPolicyDiff },
  github_repository_file: {
    suppress: {
      autocreate_branch: ignoreUnlessAutocreate,
      autocreate_branch_source_branch: ignoreUnlessAutocreate,
      autocreate_branch_source_sha: ignoreUnlessAutocreate,
    },
  },
  github_repository_ruleset: { suppress: { bypass_actors: bypassActorOrder } },
  github_repository_webhook: hiddenEtag,
  github_team: {
    suppress: { parent_team_id: parentTeam },
    validators: { privacy: oneOf("secret", "closed") },
    customizeDiff: (diff) => {
      if (diff.hasChange("name")) diff.setNewComputed("slug");
    },
  },
  github_team_members: {
    suppress: { "members.username": ignoreCase },
    validators: { "members.role": oneOf("member", "maintainer") },
  },
  github_team_membership: {
    suppress: { username: ignoreCase },
    validators: { role: oneOf("member", "maintainer") },
  },
};
