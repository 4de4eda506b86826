import { literalOf } from "../../configuration";
import type { Finder, Search } from "./finder";

/** A setting that every repository has, imported by the repository's name. */
const ofRepository: Finder = async (_resource, search) =>
  (await search.clouds.github.has(path(search))) ? [search.repository.repository] : [];

/** Import ids of what the stacks have at GitHub. Source: provider 6.9.0, the importers of its resources. */
export const GITHUB_FINDERS: Readonly<Record<string, Finder>> = {
  github_repository: ofRepository,
  github_branch_default: ofRepository,
  github_repository_dependabot_security_updates: ofRepository,
  github_actions_repository_permissions: ofRepository,
  github_workflow_repository_permissions: ofRepository,
  github_issue_labels: ofRepository,
  github_repository_collaborators: ofRepository,
  github_branch: async ({ values }, search) => {
    const { branch, source_branch: source } = values;
    const exists = await search.clouds.github.has(`${path(search)}/branches/${branch}`);
    return exists ? [`${search.repository.repository}:${branch}:${source}`] : [];
  },
  github_repository_file: async ({ values }, search) => {
    const exists = await search.clouds.github.has(`${path(search)}/contents/${values.file}`);
    return exists ? [`${search.repository.repository}/${values.file}`] : [];
  },
  github_repository_ruleset: async ({ values }, search) => {
    const rulesets = await listed<{ id: number; name: string }>(search, "/rulesets");
    return rulesets
      .filter(({ name }) => name === values.name)
      .map(({ id }) => `${search.repository.repository}:${id}`);
  },
  github_repository_environment: async ({ values }, search) => {
    const exists = await search.clouds.github.has(environmentPath(search, values.environment));
    return exists ? [environmentId(search, values.environment)] : [];
  },
  github_repository_environment_deployment_policy: async ({ values }, search) => {
    const environment = literalOf(search.stack, values.environment);
    const [type, name] = values.branch_pattern
      ? ["branch", values.branch_pattern]
      : ["tag", values.tag_pattern];
    const policies = await ofEnvironment<{ id: number; name: string; type?: string }>(
      search,
      environment,
      "deployment-branch-policies",
      "branch_policies",
    );
    return policies
      .filter((each) => each.name === name && (each.type ?? "branch") === type)
      .map(({ id }) => `${environmentId(search, environment)}:${id}`);
  },
  github_actions_variable: async ({ values }, search) => {
    const wanted = String(values.variable_name);
    const variables = await listed<{ name: string }>(search, "/actions/variables", "variables");
    return variables
      .filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
      .map(() => `${search.repository.repository}:${wanted}`);
  },
  github_actions_environment_variable: async ({ values }, search) => {
    const environment = literalOf(search.stack, values.environment);
    const variables = await ofEnvironment<{ name: string }>(search, environment, "variables", "variables");
    const wanted = String(values.variable_name);
    return variables
      .filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
      .map(() => `${search.repository.repository}:${environment}:${wanted}`);
  },
};

function path({ repository: { owner, repository } }: Search): string {
  return `/repos/${owner}/${repository}`;
}

function environmentPath(search: Search, environment: unknown): string {
  return `${path(search)}/environments/${encodeURIComponent(String(environment))}`;
}

function environmentId({ repository }: Search, environment: unknown): string {
  return `${repository.repository}:${encodeURIComponent(String(environment))}`;
}

async function listed<T>(search: Search, below: string, name?: string): Promise<T[]> {
  if (!(await search.clouds.github.has(path(search)))) return [];
  return search.clouds.github.list<T>(`${path(search)}${below}`, name);
}

async function ofEnvironment<T>(
  search: Search,
  environment: string,
  below: string,
  name: string,
): Promise<T[]> {
  const { github } = search.clouds;
  if (!(await github.has(environmentPath(search, environment)))) return [];
  return github.list<T>(`${environmentPath(search, environment)}/${below}`, name);
}
