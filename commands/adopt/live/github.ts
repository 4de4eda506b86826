import type { GitHub } from "../../clouds/github";
import { CloudError, expectJson, expectStatus } from "../../clouds/http";
import { type LiveTeam, teamsWithAccess } from "../../clouds/teams";

/** A repository, as GitHub's API shows it. */
export interface LiveRepository {
  readonly full_name: string;
  readonly name: string;
  readonly private: boolean;
  readonly archived: boolean;
  readonly description: string | null;
  readonly homepage: string | null;
  readonly topics?: readonly string[];
  readonly default_branch: string;
  readonly has_issues: boolean;
  readonly has_wiki: boolean;
  readonly has_projects: boolean;
  readonly has_discussions: boolean;
  readonly has_downloads?: boolean;
  readonly allow_merge_commit?: boolean;
  readonly allow_squash_merge?: boolean;
  readonly allow_rebase_merge?: boolean;
  readonly allow_auto_merge?: boolean;
  readonly allow_update_branch?: boolean;
  readonly delete_branch_on_merge?: boolean;
  readonly squash_merge_commit_title?: string;
  readonly squash_merge_commit_message?: string;
  readonly security_and_analysis?: Readonly<Record<string, { readonly status: string } | undefined>>;
}

/** A rule of a ruleset. */
export interface LiveRule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Who may step around a ruleset. */
export interface LiveActor {
  readonly actor_id: number | null;
  readonly actor_type: string;
  readonly bypass_mode: string;
}

/** A ruleset of a repository. */
export interface LiveRuleset {
  readonly id: number;
  readonly name: string;
  readonly target?: string;
  readonly enforcement: string;
  readonly source_type?: string;
  readonly conditions?: { readonly ref_name?: { readonly include: string[]; readonly exclude: string[] } };
  readonly bypass_actors?: readonly LiveActor[];
  readonly rules: readonly LiveRule[];
}

/** All that is read of a repository. */
export interface RepositoryReading {
  readonly repository: LiveRepository;
  /** GitHub's plan of the owner. @default - GitHub does not tell */
  readonly plan?: string;
  readonly dependabotAlerts: boolean;
  readonly dependabotUpdates: boolean;
  readonly labels: readonly {
    readonly name: string;
    readonly color: string;
    readonly description?: string | null;
  }[];
  readonly teams: readonly LiveTeam[];
  readonly people: readonly { readonly login: string; readonly role_name: string }[];
  readonly rulesets: readonly LiveRuleset[];
  readonly actions: { readonly enabled: boolean; readonly allowed_actions?: string };
  readonly selected?: {
    readonly github_owned_allowed: boolean;
    readonly verified_allowed: boolean;
    readonly patterns_allowed?: readonly string[];
  };
  readonly workflow: {
    readonly default_workflow_permissions: string;
    readonly can_approve_pull_request_reviews: boolean;
  };
}

/** Reads a repository; undefined when there is none, or the token may not see it. @throws CloudError */
export async function readRepository(
  github: GitHub,
  owner: string,
  name: string,
): Promise<RepositoryReading | undefined> {
  const path = `/repos/${owner}/${name}`;
  const repository = await github.find<LiveRepository>(path);
  if (repository === undefined) return undefined;
  const get = async <T>(below: string): Promise<T> =>
    expectJson(await github.get(path + below), `GitHub's GET ${path}${below}`, 200).body as T;
  const actions = await get<RepositoryReading["actions"]>("/actions/permissions");
  const plan = (await github.account(owner))?.plan?.name;
  return {
    repository,
    ...(plan === undefined ? {} : { plan }),
    dependabotAlerts: await hasAlerts(github, path),
    dependabotUpdates: await hasUpdates(github, path),
    labels: await github.list(`${path}/labels`),
    teams: await teamsWithAccess(github, path),
    people: await peopleOf(github, path),
    rulesets: await rulesetsOf(github, path),
    actions,
    ...(actions.allowed_actions === "selected"
      ? {
          selected: await get<NonNullable<RepositoryReading["selected"]>>(
            "/actions/permissions/selected-actions",
          ),
        }
      : {}),
    workflow: await get<RepositoryReading["workflow"]>("/actions/permissions/workflow"),
  };
}

async function hasAlerts(github: GitHub, path: string): Promise<boolean> {
  const what = `${path}/vulnerability-alerts`;
  return expectStatus(await github.get(what), `GitHub's GET ${what}`, 204, 404).status === 204;
}

/** GitHub says 404 where they are off. */
async function hasUpdates(github: GitHub, path: string): Promise<boolean> {
  const what = `${path}/automated-security-fixes`;
  return (await github.find<{ readonly enabled: boolean }>(what))?.enabled ?? false;
}

/** Access of their own, invited people included: the provider reads both. */
async function peopleOf(github: GitHub, path: string): Promise<{ login: string; role_name: string }[]> {
  const people = await github.list<{ login: string; role_name: string }>(
    `${path}/collaborators?affiliation=direct`,
  );
  const invited = await github.list<{ invitee: { login: string } | null; permissions: string }>(
    `${path}/invitations`,
  );
  return [
    ...people.map(({ login, role_name }) => ({ login, role_name: PERMISSIONS[role_name] ?? role_name })),
    ...invited.flatMap(({ invitee, permissions }) =>
      invitee === null ? [] : [{ login: invitee.login, role_name: PERMISSIONS[permissions] ?? permissions }],
    ),
  ];
}

/** GitHub says "read" and "write" where it takes "pull" and "push". */
const PERMISSIONS: Readonly<Record<string, string>> = { read: "pull", write: "push" };

async function rulesetsOf(github: GitHub, path: string): Promise<LiveRuleset[]> {
  if (await needsUpgrade(github, `${path}/rulesets`)) return [];
  const all = await github.list<{ id: number; source_type?: string }>(
    `${path}/rulesets?includes_parents=false`,
  );
  const rulesets: LiveRuleset[] = [];
  for (const { id } of all) {
    const reply = await github.get(`${path}/rulesets/${id}`);
    const ruleset = expectJson(reply, `GitHub's GET ${path}/rulesets/${id}`, 200).body as LiveRuleset;
    if (ruleset.bypass_actors === undefined)
      throw new CloudError(
        `GitHub does not show who may bypass ruleset ${ruleset.name}: the token must administer the repository`,
        403,
      );
    rulesets.push(ruleset);
  }
  return rulesets;
}

/** GitHub's answer to what the owner's plan has not. */
async function needsUpgrade(github: GitHub, path: string): Promise<boolean> {
  const { status, body } = await github.get(path);
  return status === 403 && /upgrade/i.test(String((body as { message?: unknown } | undefined)?.message));
}

/** An environment of a repository, as GitHub's API shows it. */
export interface LiveEnvironment {
  readonly name: string;
  readonly can_admins_bypass?: boolean;
  readonly protection_rules?: readonly LiveProtectionRule[];
  readonly deployment_branch_policy: {
    readonly protected_branches: boolean;
    readonly custom_branch_policies: boolean;
  } | null;
}

/** A protection rule of an environment. */
export interface LiveProtectionRule {
  readonly type: string;
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly {
    readonly type: string;
    readonly reviewer: { readonly login?: string; readonly slug?: string };
  }[];
}

/** All that is read of an environment. */
export interface EnvironmentReading {
  readonly environment: LiveEnvironment;
  readonly policies: readonly { readonly name: string; readonly type?: string }[];
  readonly secrets: readonly { readonly name: string }[];
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** Reads an environment; undefined when there is none. @throws CloudError */
export async function readEnvironment(
  github: GitHub,
  repository: string,
  name: string,
): Promise<EnvironmentReading | undefined> {
  const path = `/repos/${repository}/environments/${encodeURIComponent(name)}`;
  const environment = await github.find<LiveEnvironment>(path);
  if (environment === undefined) return undefined;
  const isCustom = environment.deployment_branch_policy?.custom_branch_policies === true;
  return {
    environment,
    policies: isCustom ? await github.list(`${path}/deployment-branch-policies`, "branch_policies") : [],
    secrets: await github.list(`${path}/secrets`, "secrets"),
    variables: await github.list(`${path}/variables`, "variables"),
  };
}
