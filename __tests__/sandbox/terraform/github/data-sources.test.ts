import facts from "../../../../sandbox/facts/github-6.9.0.json";
import sources from "../../../../sandbox/facts/github-data-sources-6.9.0.json";
import { readData } from "../../../../sandbox/terraform/engine/calls";
import { buildDataSource } from "../../../../sandbox/terraform/engine/resource";
import { githubDataSources, githubResources } from "../../../../sandbox/terraform/github";
import type { DataSourceType } from "../../../../sandbox/terraform/resource-type";
import { Workbench } from "./harness";

test("every resource of the facts is served, every data source has a schema", () => {
  expect(Object.keys(githubResources).sort()).toEqual(Object.keys(facts.resources).sort());
  expect(Object.keys(githubDataSources).sort()).toEqual(Object.keys(sources.data_sources).sort());
});

describe("data sources", () => {
  test.each([
    [
      "github_repositories",
      { query: "org:acme" },
      { sort: "updated", include_repo_id: false, results_per_page: 100 },
    ],
    ["github_repositories", { query: "org:acme", sort: "stars" }, { sort: "stars" }],
    ["github_organization", { name: "acme" }, { summary_only: false, ignore_archived_repos: false }],
    [
      "github_repository_branches",
      { repository: "bot" },
      { only_protected_branches: false, only_non_protected_branches: false },
    ],
  ])("%s of %j shows the defaults of what is left out", async (type, config, defaults) => {
    const { context } = new Workbench();
    const source = buildDataSource(type, githubDataSources[type] as DataSourceType);
    const left = Object.keys(source.fields).map((name) => [name, null] as const);
    const { state, diagnostics } = await readData(
      source,
      { ...Object.fromEntries(left), ...config },
      context,
    );
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject(defaults);
  });

  test("github_repository tells what is there, and crashes as provider 6.9.0 does on what is not", () => {
    const bench = new Workbench();
    const found = bench.data("github_repository", { full_name: "acme/bot" });
    expect(found).toMatchObject({
      id: "bot",
      name: "bot",
      default_branch: "main",
      visibility: "private",
      fork: false,
    });
    expect(() => bench.data("github_repository", { name: "ghost" })).toThrow(
      /^Plugin did not respond: the provider crashed .* because GitHub answered 404 for repository acme\/ghost\. Provider 6\.9\.1 mends this\.$/,
    );
    expect(() => bench.data("github_repository", {})).toThrow(
      'one of "full_name" or "name" has to be provided',
    );
    expect(() => bench.data("github_repository", { full_name: "bot" })).toThrow("expected owner/repo_name");
  });

  test("github_branch and github_repository_branches", () => {
    const bench = new Workbench();
    expect(bench.data("github_branch", { repository: "bot", branch: "main" })).toMatchObject({
      id: "bot:main",
      ref: "refs/heads/main",
    });
    expect(() => bench.data("github_branch", { repository: "bot", branch: "x" })).toThrow(
      /crashed.*branch x of acme\/bot/,
    );
    const branches = (more = {}) =>
      bench.data("github_repository_branches", { repository: "bot", ...more }).branches;
    expect(branches()).toEqual([{ name: "main", protected: false }]);
    expect(branches({ only_protected_branches: true })).toEqual([]);
    expect(branches({ only_non_protected_branches: true })).toHaveLength(1);
  });

  test("github_rest_api answers with the object as JSON, and with 404 for what is missing", () => {
    const bench = new Workbench();
    const read = (endpoint: string) => bench.data("github_rest_api", { endpoint });
    const found = read("repos/acme/bot");
    expect(found).toMatchObject({ code: 200, status: "200 OK" });
    expect(JSON.parse(String(found.body))).toMatchObject({ name: "bot", full_name: "acme/bot" });
    expect(JSON.parse(String(found.headers))).toHaveProperty("Content-Type");
    expect(read("/repos/acme/ghost")).toMatchObject({ code: 404, status: "404 Not Found" });
    expect(JSON.parse(String(read("repos/acme/ghost").body)).message).toBe("Not Found");
    expect(JSON.parse(String(read("repos/acme/bot/rules/branches/main?per_page=1").body))).toEqual([]);
    for (const endpoint of [
      "orgs/acme",
      "users/ada",
      "repos/acme/bot/branches/main",
      "repos/acme/bot/environments",
    ]) {
      expect(read(endpoint).code).toBe(200);
    }
    expect(JSON.parse(String(read("repos/acme/bot/teams").body))).toEqual([]);
    expect(() => read("emojis")).toThrow(
      /^The sandbox does not serve GET \/emojis: github_rest_api reads orgs\/ORG/,
    );
    bench.cloud.faults.failCalls({ cloud: "github", status: 403, message: "no" });
    expect(() => read("orgs/acme")).toThrow("GET https://api.github.com/orgs/acme: 403 no []");
  });

  test("github_team, github_user and github_repository_teams", () => {
    const bench = new Workbench();
    const { id } = bench.github.organizations.team("acme", "platform-team");
    bench.github.access.setTeamPermission(id, "acme", "bot", "push");
    expect(bench.data("github_team", { slug: "platform-team" })).toMatchObject({
      id: String(id),
      members: ["ada", "grace"],
      repositories_detailed: [{ repo_name: "bot", role_name: "write" }],
    });
    expect(bench.data("github_team", { slug: "platform-team", summary_only: true }).members).toEqual([]);
    expect(() => bench.data("github_team", { slug: "nope" })).toThrow(
      "GET https://api.github.com/orgs/acme/teams/nope: 404 Not Found []",
    );
    expect(bench.data("github_user", { username: "grace" })).toMatchObject({
      login: "grace",
      id: expect.stringMatching(/^\d+$/),
    });
    expect(() => bench.data("github_user", { username: "ghost" })).toThrow("404 Not Found");
    expect(bench.data("github_repository_teams", { name: "bot" }).teams).toEqual([
      { name: "Platform Team", slug: "platform-team", permission: "push" },
    ]);
  });

  test("github_organization and github_repositories", () => {
    const bench = new Workbench();
    expect(bench.data("github_organization", { name: "acme" })).toMatchObject({
      login: "acme",
      plan: "enterprise",
      repositories: ["acme/bot"],
      members: ["ada", "grace"],
      users: [
        { login: "ada", role: "ADMIN" },
        { login: "grace", role: "MEMBER" },
      ],
    });
    expect(bench.data("github_organization", { name: "acme", summary_only: true }).repositories).toBeNull();
    const search = (query: string) => bench.data("github_repositories", { query }).full_names;
    expect([
      search("org:acme bo"),
      search("repo:acme/bot"),
      search("org:acme archived:true"),
      search("org:acme zzz"),
    ]).toEqual([["acme/bot"], ["acme/bot"], [], []]);
  });

  test("github_issue_labels and github_repository_environments", () => {
    const bench = new Workbench();
    bench.github.environments.put("acme", "bot", "p", {});
    expect(bench.data("github_issue_labels", { repository: "bot" }).labels).toHaveLength(9);
    expect(bench.data("github_repository_environments", { repository: "bot" }).environments).toMatchObject([
      { name: "p" },
    ]);
  });
});
