import { CloudError } from "../../cloud/cloud-error";
import type { GitHubApi } from "../../cloud/github";
import type { Context, Values } from "../resource-type";
import { api } from "./support";

type Read = (github: GitHubApi, owner: string, name: string, rest: string) => unknown;

/** What can be asked for by its address: paths below a repository, the longest first. */
const REPOSITORY_READS: readonly (readonly [RegExp, Read])[] = [
  [/^$/, (github, owner, name) => github.repositories.get(owner, name)],
  [/^branches$/, (github, owner, name) => github.git.branches(owner, name)],
  [/^branches\/(.+)$/, (github, owner, name, branch) => github.git.branch(owner, name, branch)],
  [/^git\/ref\/(.+)$/, (github, owner, name, ref) => github.git.ref(owner, name, ref)],
  [/^contents\/(.+)$/, (github, owner, name, path) => github.contents.get(owner, name, path)],
  [/^environments$/, (github, owner, name) => listed("environments", github.environments.list(owner, name))],
  [
    /^environments\/([^/]+)$/,
    (github, owner, name, each) => github.environments.get(owner, name, decodeURIComponent(each)),
  ],
  [/^rulesets$/, (github, owner, name) => github.rulesets.list(owner, name)],
  [/^rulesets\/(\d+)$/, (github, owner, name, id) => github.rulesets.get(owner, name, Number(id))],
  [
    /^rules\/branches\/(.+)$/,
    (github, owner, name, branch) => github.rulesets.forBranch(owner, name, branch),
  ],
  [/^labels$/, (github, owner, name) => github.issues.labels(owner, name)],
  [
    /^teams$/,
    (github, owner, name) =>
      github.access.teams(owner, name).map(({ team, permission }) => ({ ...team, permission })),
  ],
  [/^actions\/permissions$/, (github, owner, name) => github.actions.permissions(owner, name)],
];

/** github_rest_api: any GET by its address; 404 is an answer like others, every other refusal fails. */
export function readEndpoint(context: Context, endpoint: string): Values {
  const path = endpoint.replace(/^\//, "").replace(/\?.*$/, "");
  try {
    return answer(200, "200 OK", read(api(context), path), path);
  } catch (error) {
    if (!(error instanceof CloudError) || error.status !== 404) throw error;
    const body = { message: error.reason, documentation_url: "https://docs.github.com/rest", status: "404" };
    return answer(404, "404 Not Found", body, path);
  }
}

function read(github: GitHubApi, path: string): unknown {
  const [area, first = "", second = "", ...rest] = path.split("/");
  if (area === "orgs" && second === "") return github.organizations.organization(first);
  if (area === "users" && second === "") return github.organizations.user(first);
  if (area === "repos") {
    const below = rest.join("/");
    for (const [pattern, work] of REPOSITORY_READS) {
      const match = pattern.exec(below);
      if (match !== null) return work(github, first, second, match[1] ?? "");
    }
  }
  throw new Error(
    `The sandbox does not serve GET /${path}: github_rest_api reads orgs/ORG, users/USER and, below repos/OWNER/NAME, ` +
      "the repository itself, branches, git/ref, contents, environments, rulesets, rules/branches, labels, teams and actions/permissions.",
  );
}

function listed(name: string, values: readonly unknown[]): unknown {
  return { total_count: values.length, [name]: values };
}

function answer(code: number, status: string, body: unknown, path: string): Values {
  const headers = { "Content-Type": ["application/json; charset=utf-8"] };
  return {
    id: `sandbox:${path}`,
    code,
    status,
    headers: JSON.stringify(headers),
    body: JSON.stringify(body),
  };
}
