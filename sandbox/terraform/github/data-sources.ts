import { CloudError } from "../../cloud/cloud-error";
import { etag, type User } from "../../cloud/github";
import facts from "../../facts/github-data-sources-6.9.0.json";
import type { ProviderFacts, ResourceFacts } from "../facts";
import type { Context, DataSourceType, Values } from "../resource-type";
import { describe, mergeSettings, pagesBlock } from "./repository-state";
import { readEndpoint } from "./rest-reads";
import { api, flag, goTime, owner, text, wordedSource } from "./support";

/** Provider 6.9.0 crashes on a missing repository or branch: it loses the refusal before it looks at its status. */
const CRASH =
  "Plugin did not respond: the provider crashed (invalid memory address or nil pointer dereference)";

function orCrash<R>(what: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    throw new Error(
      `${CRASH} because GitHub answered ${error.status} for ${what}. Provider 6.9.1 mends this.`,
    );
  }
}

function repositoryName(context: Context, config: Values): [string, string] {
  const fullName = text(config.full_name);
  const [first = "", second] = fullName.split("/");
  if (fullName !== "" && second === undefined) {
    throw new Error(`unexpected full name format ("${fullName}"), expected owner/repo_name`);
  }
  const name = text(config.name) || (second ?? "");
  if (name === "") throw new Error('one of "full_name" or "name" has to be provided');
  return [fullName === "" ? owner(context) : first, name];
}

function readRepository(context: Context, config: Values): Values {
  const [login, name] = repositoryName(context, config);
  const { repositories } = api(context);
  const found = orCrash(`repository ${login}/${name}`, () => repositories.get(login, name));
  const { web_commit_signoff_required: _, ...settings } = mergeSettings(found);
  const template = found.template_repository;
  return {
    ...describe(found),
    ...settings,
    id: name,
    name: found.name,
    fork: found.fork,
    pages: found.has_pages ? pagesBlock(repositories.pages(login, name)) : [],
    repository_license: [],
    template: template === null ? [] : [{ owner: template.owner, repository: template.name }],
  };
}

function readBranch(context: Context, config: Values): Values {
  const [name, branch] = [text(config.repository), text(config.branch)];
  const ref = orCrash(`branch ${branch} of ${owner(context)}/${name}`, () =>
    api(context).git.ref(owner(context), name, `heads/${branch}`),
  );
  return { ...config, id: `${name}:${branch}`, etag: etag(ref), ref: ref.ref, sha: ref.object.sha };
}

function readBranches(context: Context, config: Values): Values {
  const name = text(config.repository);
  const wanted = flag(config.only_protected_branches) !== flag(config.only_non_protected_branches);
  const branches = api(context).git.branches(owner(context), name);
  return {
    ...config,
    id: name,
    branches: branches
      .filter((each) => !wanted || each.protected === flag(config.only_protected_branches))
      .map((each) => ({ name: each.name, protected: each.protected })),
  };
}

function readRepositoryTeams(context: Context, config: Values): Values {
  const [login, name] = repositoryName(context, config);
  const teams = api(context).access.teams(login, name);
  return {
    ...config,
    id: name,
    name: config.name ?? null,
    full_name: config.full_name ?? null,
    teams: teams.map(({ team, permission }) => ({ name: team.name, slug: team.slug, permission })),
  };
}

function readUser(context: Context, config: Values): Values {
  const user = api(context).organizations.user(text(config.username));
  return { ...config, ...userValues(user) };
}

function userValues(user: User): Values {
  const unset = Object.fromEntries(
    ["gravatar_id", "name", "company", "blog", "location", "email", "bio"].map((name) => [name, ""]),
  );
  const { login, avatar_url, site_admin, node_id } = user;
  return {
    ...unset,
    id: String(user.id),
    login,
    avatar_url,
    site_admin,
    node_id,
    gpg_keys: [],
    ssh_keys: [],
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: goTime(user.created_at),
    updated_at: goTime(user.updated_at),
    suspended_at: "0001-01-01 00:00:00 +0000 UTC",
  };
}

function readTeam(context: Context, config: Values): Values {
  const { organizations } = api(context);
  const team = organizations.team(owner(context), text(config.slug));
  const isFull = !flag(config.summary_only);
  const repositories = isFull ? organizations.teamRepositories(team.id) : [];
  return {
    ...config,
    id: String(team.id),
    name: team.name,
    description: team.description,
    privacy: team.privacy,
    permission: "pull",
    node_id: team.node_id,
    members: isFull ? team.members.map((each) => each.login) : [],
    repositories: repositories.map((each) => each.repository.name),
    repositories_detailed: repositories.map(({ repository, permission }) => ({
      repo_id: repository.id,
      repo_name: repository.name,
      role_name: { pull: "read", push: "write" }[permission] ?? permission,
    })),
  };
}

/** Settings of organisations that the sandbox does not model, as a new organisation has them. */
const ORGANIZATION_SETTINGS: Values = {
  default_repository_permission: "read",
  members_can_create_repositories: true,
  two_factor_requirement_enabled: false,
  members_allowed_repository_creation_type: "all",
  members_can_create_public_repositories: true,
  members_can_create_private_repositories: true,
  members_can_create_internal_repositories: false,
  members_can_create_pages: true,
  members_can_create_public_pages: true,
  members_can_create_private_pages: true,
  members_can_fork_private_repositories: true,
  web_commit_signoff_required: false,
  advanced_security_enabled_for_new_repositories: false,
  dependabot_alerts_enabled_for_new_repositories: false,
  dependabot_security_updates_enabled_for_new_repositories: false,
  dependency_graph_enabled_for_new_repositories: false,
  secret_scanning_enabled_for_new_repositories: false,
  secret_scanning_push_protection_enabled_for_new_repositories: false,
};

function readOrganization(context: Context, config: Values): Values {
  const found = api(context).organizations.organization(text(config.name));
  const details = flag(config.summary_only) ? {} : organizationDetails(context, config);
  return {
    ...config,
    ...details,
    id: String(found.id),
    login: found.login,
    name: found.login,
    orgname: text(config.name),
    node_id: found.node_id,
    description: found.description,
    plan: found.plan.name,
  };
}

function organizationDetails(context: Context, config: Values): Values {
  const { repositories, organizations } = api(context);
  const name = text(config.name);
  const listed = repositories
    .list(name)
    .filter((each) => !flag(config.ignore_archived_repos) || !each.archived);
  const people = organizations.memberships(name).filter((each) => each.state === "active");
  return {
    ...ORGANIZATION_SETTINGS,
    repositories: listed.map((each) => each.full_name),
    members: people.map((each) => each.user),
    users: people.map((each) => ({
      id: organizations.user(each.user).node_id,
      login: each.user,
      email: "",
      role: each.role.toUpperCase(),
    })),
  };
}

/** Of the search language: `org:`, `user:` and `repo:`, `archived:`, and words of the name. */
function readRepositories(context: Context, config: Values): Values {
  const terms = text(config.query)
    .split(/\s+/)
    .filter((term) => term !== "");
  const qualifier = (key: string) => terms.find((term) => term.startsWith(`${key}:`))?.slice(key.length + 1);
  const repo = qualifier("repo");
  const login = qualifier("org") ?? qualifier("user") ?? repo?.split("/")[0] ?? owner(context);
  const words = terms.filter((term) => !term.includes(":")).map((term) => term.toLowerCase());
  const archived = qualifier("archived");
  const found = api(context)
    .repositories.list(login)
    .filter((each) => repo === undefined || each.full_name.toLowerCase() === repo.toLowerCase())
    .filter((each) => archived === undefined || String(each.archived) === archived)
    .filter((each) => words.every((word) => each.name.toLowerCase().includes(word)));
  return {
    ...config,
    id: text(config.query),
    full_names: found.map((each) => each.full_name),
    names: found.map((each) => each.name),
    repo_ids: flag(config.include_repo_id) ? found.map((each) => each.id) : [],
  };
}

function readLabels(context: Context, config: Values): Values {
  const name = text(config.repository);
  const labels = api(context).issues.labels(owner(context), name);
  const shown = labels.map(({ name: label, color, description, url }) => ({
    name: label,
    color,
    description: description ?? "",
    url,
  }));
  return { ...config, id: name, labels: shown };
}

function readEnvironments(context: Context, config: Values): Values {
  const name = text(config.repository);
  const environments = api(context).environments.list(owner(context), name);
  return {
    ...config,
    id: name,
    environments: environments.map((each) => ({ name: each.name, node_id: each.node_id })),
  };
}

const SCHEMAS = (facts as unknown as ProviderFacts).data_sources ?? {};

const READERS: Readonly<Record<string, DataSourceType["read"]>> = {
  github_branch: readBranch,
  github_issue_labels: readLabels,
  github_organization: readOrganization,
  github_repositories: readRepositories,
  github_repository: readRepository,
  github_repository_branches: readBranches,
  github_repository_environments: readEnvironments,
  github_repository_teams: readRepositoryTeams,
  github_rest_api: (context, config) => ({ ...config, ...readEndpoint(context, text(config.endpoint)) }),
  github_team: readTeam,
  github_user: readUser,
};

/** The data sources of the GitHub provider 6.9.0 that the sandbox serves, by type. */
export const githubDataSources: Readonly<Record<string, DataSourceType>> = Object.fromEntries(
  Object.entries(READERS).map(([name, read]) => [
    name,
    wordedSource({ schema: SCHEMAS[name] as ResourceFacts, read }),
  ]),
);
