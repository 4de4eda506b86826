import { PartialState } from "../../../../sandbox/terraform/resource-type";
import { Workbench } from "./harness";

const TYPE = "github_repository";

describe("github_repository", () => {
  test("is created, changed, renamed and deleted", () => {
    const bench = new Workbench();
    const state = bench.create(TYPE, {
      name: "app",
      visibility: "private",
      topics: ["python"],
      vulnerability_alerts: true,
    });
    expect(state).toMatchObject({
      id: "app",
      full_name: "acme/app",
      topics: ["python"],
      vulnerability_alerts: true,
    });
    expect(state.etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    const renamed = bench.update(TYPE, state, {
      name: "api",
      description: "d",
      topics: [],
    });
    expect(renamed).toMatchObject({ id: "api", name: "api", description: "d", topics: [] });
    bench.delete(TYPE, renamed);
    expect(bench.read(TYPE, renamed)).toBeUndefined();
  });

  test("without an owner the provider works for whom its token belongs to", () => {
    const bench = new Workbench({}, { owner: null });
    const state = bench.create(TYPE, { name: "mine" });
    expect(state).toMatchObject({ full_name: "ada/mine" });
    expect(bench.read(TYPE, state)).toMatchObject({ full_name: "ada/mine" });
  });

  test("alerts that are not asked for are switched off, public or not", () => {
    const bench = new Workbench();
    expect(bench.create(TYPE, { name: "open" }).vulnerability_alerts).toBe(false);
  });

  test("archive_on_destroy archives, and an archived repository is left alone", () => {
    const bench = new Workbench();
    const state = bench.create(TYPE, { name: "app", archive_on_destroy: true });
    bench.delete(TYPE, state);
    const archived = bench.read(TYPE, state);
    expect(archived).toMatchObject({ archived: true });
    expect(bench.update(TYPE, archived ?? {}, { description: "x" }).description).toBe("x");
    expect(bench.github.repositories.get("acme", "app").description).not.toBe("x");
    bench.delete(TYPE, archived ?? {});
  });

  test("secret scanning without the product leaves a tainted repository", () => {
    const bench = new Workbench({ products: false });
    const security_and_analysis = [{ secret_scanning: [{ status: "enabled" }] }];
    const create = () => bench.create(TYPE, { name: "app", visibility: "private", security_and_analysis });
    const url = "PATCH https://api.github.com/repos/acme/app";
    expect(create).toThrow(PartialState);
    bench.github.repositories.delete("acme", "app");
    expect(create).toThrow(`${url}: 422 Secret scanning is not available for this repository. []`);
    expect(bench.github.repositories.get("acme", "app").name).toBe("app");
  });

  test("a taken name and a default branch are refused as the provider words it", () => {
    const bench = new Workbench();
    expect(() => bench.create(TYPE, { name: "bot" })).toThrow(
      "POST https://api.github.com/orgs/acme/repos: 422 Repository creation failed. " +
        "[{Resource:Repository Field:name Code:custom Message:name already exists on this account}]",
    );
    expect(() => bench.create(TYPE, { name: "x", default_branch: "trunk" })).toThrow(
      "cannot set the default branch on a new repository to something other than 'main'",
    );
  });

  test("code_security is neither sent nor read", () => {
    const bench = new Workbench();
    const security_and_analysis = [{ code_security: [{ status: "enabled" }] }];
    const state = bench.create(TYPE, { name: "app", visibility: "private", security_and_analysis });
    expect(state.security_and_analysis).toMatchObject([
      { code_security: [], advanced_security: [{ status: "disabled" }] },
    ]);
  });

  test("comes from a template or a fork", () => {
    const bench = new Workbench();
    bench.github.repositories.update("acme", "bot", { is_template: true });
    const template = [{ owner: "acme", repository: "bot" }];
    expect(bench.create(TYPE, { name: "made", template }).template).toMatchObject(template);
    const source = { source_owner: "acme", source_repo: "bot" };
    expect(bench.create(TYPE, { name: "forked", fork: "true", ...source })).toMatchObject({
      fork: "true",
      ...source,
    });
    expect(() => bench.create(TYPE, { name: "x", fork: "true" })).toThrow(
      "source_owner and source_repo must be provided",
    );
  });

  test("has pages", () => {
    const bench = new Workbench();
    const pages = [{ build_type: "workflow", source: [] }];
    const state = bench.create(TYPE, { name: "site", auto_init: true, pages });
    expect(state.pages).toMatchObject([{ build_type: "workflow", html_url: "https://acme.github.io/site/" }]);
    expect(bench.update(TYPE, state, { pages: [] }).pages).toEqual([]);
    expect(bench.github.repositories.get("acme", "site").has_pages).toBe(false);
  });

  test("is imported by its name", () => {
    expect(new Workbench().import(TYPE, "bot")).toMatchObject({
      id: "bot",
      auto_init: false,
      visibility: "private",
    });
  });

  test("without a token nothing is written", () => {
    const bench = new Workbench({}, { authenticated: false });
    expect(() => bench.create(TYPE, { name: "app" })).toThrow("401 Requires authentication");
    expect(bench.read(TYPE, { id: "bot" })).toBeUndefined();
  });
});

describe("branches", () => {
  test("a branch starts at its source, follows it to a new name, and is taken over when it exists", () => {
    const bench = new Workbench();
    const state = bench.create("github_branch", { branch: "staging" });
    const sha = bench.github.git.branch("acme", "bot", "main").commit.sha;
    expect(state).toMatchObject({
      id: "bot:staging",
      ref: "refs/heads/staging",
      sha,
      source_sha: sha,
      source_branch: "main",
    });
    expect(bench.create("github_branch", { branch: "staging" }).id).toBe("bot:staging");
    const renamed = bench.update("github_branch", state, { branch: "stage" });
    expect(renamed).toMatchObject({ id: "bot:stage", branch: "stage" });
    bench.delete("github_branch", renamed);
    expect(bench.read("github_branch", renamed)).toBeUndefined();
  });

  test("missing sources and the default branch are refused with the intent", () => {
    const bench = new Workbench();
    expect(() => bench.create("github_branch", { branch: "x", source_branch: "nope" })).toThrow(
      "error querying GitHub branch reference acme/bot (refs/heads/nope): GET https://api.github.com/repos/acme/bot/git/ref/heads/nope: 404 Not Found []",
    );
    const main = bench.create("github_branch", { branch: "main" });
    expect(() => bench.delete("github_branch", main)).toThrow(
      "error deleting GitHub branch reference acme/bot (refs/heads/main): DELETE https://api.github.com/repos/acme/bot/git/refs/heads/main: 422 Cannot delete the default branch []",
    );
    expect(() => bench.create("github_branch", { branch: "y", source_sha: "f".repeat(40) })).toThrow(
      /^error creating GitHub branch reference acme\/bot \(refs\/heads\/y\): POST .*422 Object does not exist \[\]$/,
    );
    expect(() => bench.import("github_branch", "bot:nope")).toThrow(
      "repository bot does not have a branch named nope",
    );
    expect(bench.import("github_branch", "bot:main:other")).toMatchObject({
      branch: "main",
      source_branch: "other",
    });
  });

  test("the default branch is chosen or renamed, and stays when the resource goes", () => {
    const bench = new Workbench();
    bench.create("github_branch", { branch: "trunk" });
    const state = bench.create("github_branch_default", { branch: "trunk" });
    expect(state).toMatchObject({ id: "bot", branch: "trunk" });
    const renamed = bench.update("github_branch_default", state, { branch: "stem", rename: true });
    expect(renamed.branch).toBe("stem");
    bench.delete("github_branch_default", renamed);
    expect(bench.github.repositories.get("acme", "bot").default_branch).toBe("stem");
  });
});
