import { mainRuleset, pullRequestRule } from "../../cloud/github/harness";
import { Workbench } from "./harness";

const FILE = "github_repository_file";

describe("github_repository_file", () => {
  test("is a commit by whom is configured, or by GitHub", () => {
    const bench = new Workbench();
    const author = { commit_author: "bot", commit_email: "bot@example.com" };
    const state = bench.create(FILE, {
      file: "a/b.txt",
      content: "1\n",
      branch: "main",
      commit_message: "ci",
      ...author,
    });
    expect(state).toMatchObject({ id: "bot/a/b.txt", ref: "main", commit_message: "ci", ...author });
    expect(bench.read(FILE, state)).toEqual(state);
    const plain = bench.create(FILE, { file: "c.txt", content: "1\n" });
    expect(plain).toMatchObject({ commit_message: "Add c.txt", commit_author: null, ref: "main" });
    expect(bench.update(FILE, plain, { content: "2\n" })).toMatchObject({
      commit_message: "Update c.txt",
      content: "2\n",
    });
    expect(() => bench.create(FILE, { file: "d", content: "", commit_author: "x" })).toThrow(
      "cannot set commit_author without setting commit_email",
    );
    expect(() => bench.create(FILE, { file: "d", content: "", commit_email: "x" })).toThrow(
      "cannot set commit_email without setting commit_author",
    );
  });

  test("does not overwrite unless it may, and goes with a commit", () => {
    const bench = new Workbench();
    const config = { file: "README.md", content: "new" };
    expect(() => bench.create(FILE, config)).toThrow(
      "refusing to overwrite existing file: configure `overwrite_on_create` to `true` to override",
    );
    const state = bench.create(FILE, { ...config, overwrite_on_create: true });
    bench.delete(FILE, state);
    expect(bench.read(FILE, state)).toBeUndefined();
    expect(bench.github.git.commit("acme", "bot", "main").message).toBe("Delete README.md");
  });

  test("a ruleset without bypass blocks it", () => {
    const bench = new Workbench();
    const state = bench.create(FILE, { file: "ci.yml", content: "1" });
    bench.github.rulesets.create("acme", "bot", mainRuleset([pullRequestRule]));
    expect(() => bench.update(FILE, state, { content: "2" })).toThrow(
      "PUT https://api.github.com/repos/acme/bot/contents/ci.yml: 409 Repository rule violations found\n\nChanges must be made through a pull request.\n\n []",
    );
  });

  test("makes its branch where that is wanted, and is gone with it", () => {
    const bench = new Workbench();
    const config = { file: "x", content: "1", branch: "dev" };
    expect(() => bench.create(FILE, config)).toThrow(/404 Branch not found/);
    const state = bench.create(FILE, { ...config, autocreate_branch: true });
    expect(state.autocreate_branch_source_sha).toMatch(/^[0-9a-f]{40}$/);
    bench.github.git.deleteRef("acme", "bot", "heads/dev");
    expect(bench.read(FILE, { ...state, autocreate_branch: false })).toBeUndefined();
  });

  test("is imported with or without its branch", () => {
    const bench = new Workbench();
    expect(bench.import(FILE, "bot/README.md")).toMatchObject({
      content: "# bot\n",
      commit_message: "Initial commit",
    });
    expect(bench.import(FILE, "bot/README.md:main")).toMatchObject({ branch: "main" });
    expect(() => bench.import(FILE, "bot/x:y:z")).toThrow(/^invalid ID specified/);
    expect(() => bench.import(FILE, "bot/none")).toThrow(/404 Not Found/);
  });
});

describe("labels and issues", () => {
  test("github_issue_labels is all labels: GitHub's own go", () => {
    const type = "github_issue_labels";
    const bench = new Workbench();
    const label = [
      { name: "bug", color: "000000" },
      { name: "size/S", color: "00ff00", description: "small" },
    ];
    const state = bench.create(type, { label });
    expect(bench.github.issues.labels("acme", "bot").map((each) => each.name)).toEqual(["bug", "size/S"]);
    expect(bench.read(type, state)?.label).toMatchObject([
      { color: "000000", description: "" },
      { description: "small" },
    ]);
    expect(() => bench.create(type, { label: [label[0] ?? {}, label[0] ?? {}] })).toThrow(
      "duplicate set label: bug",
    );
    bench.delete(type, state);
    expect(bench.import(type, "bot")?.label).toEqual([]);
  });

  test("github_issue_label takes over what is there", () => {
    const type = "github_issue_label";
    const bench = new Workbench();
    const state = bench.create(type, { name: "bug", color: "111111" });
    const renamed = bench.update(type, state, { name: "defect" });
    expect(renamed).toMatchObject({ id: "bot:defect", color: "111111" });
    expect(bench.create(type, { name: "new", color: "222222" }).description).toBe("");
    bench.delete(type, renamed);
    expect(bench.read(type, renamed)).toBeUndefined();
  });

  test("github_issue and github_repository_milestone", () => {
    const bench = new Workbench();
    const mile = bench.create("github_repository_milestone", {
      owner: "acme",
      title: "1.0",
      due_date: "2026-02-01",
    });
    expect(mile).toMatchObject({ id: "acme/bot/1", number: 1, due_date: "2026-02-01", description: "" });
    expect(bench.update("github_repository_milestone", mile, { state: "closed" }).state).toBe("closed");
    const issue = bench.create("github_issue", {
      title: "x",
      labels: ["bug"],
      assignees: ["grace"],
      milestone_number: 1,
    });
    expect(issue).toMatchObject({
      id: "bot:1",
      labels: ["bug"],
      assignees: ["grace"],
      milestone_number: 1,
      body: "",
    });
    expect(bench.update("github_issue", issue, { title: "y", body: "b" })).toMatchObject({
      title: "y",
      body: "b",
    });
    bench.delete("github_issue", issue);
    expect(bench.github.issues.get("acme", "bot", 1).state).toBe("closed");
    expect(bench.import("github_repository_milestone", "acme/bot/1")).toMatchObject({ title: "1.0" });
    expect(() => bench.import("github_repository_milestone", "bot/1")).toThrow(
      /must be provided as OWNER\/REPOSITORY\/NUMBER/,
    );
    bench.delete("github_repository_milestone", mile);
    expect(bench.read("github_repository_milestone", mile)).toBeUndefined();
  });
});

describe("integrations", () => {
  test("github_repository_webhook keeps its secret", () => {
    const type = "github_repository_webhook";
    const bench = new Workbench();
    const configuration = [{ url: "https://x", content_type: "json", secret: "s3cret" }];
    const state = bench.create(type, { events: ["push"], configuration });
    expect(state).toMatchObject({ configuration: [{ secret: "s3cret", insecure_ssl: false }], active: true });
    expect(bench.update(type, state, { active: false }).active).toBe(false);
    expect(bench.import(type, `bot/${state.id}`)).toMatchObject({ configuration: [{ secret: "********" }] });
    expect(() => bench.import(type, "1")).toThrow(/must be written as <repository>\/<webhook_id>/);
    bench.delete(type, state);
    expect(bench.read(type, state)).toBeUndefined();
  });

  test("github_repository_deploy_key loses its comment, github_repository_autolink_reference is found by prefix", () => {
    const bench = new Workbench();
    const key = bench.create("github_repository_deploy_key", { title: "t", key: "ssh-ed25519 AAAA me" });
    expect(key).toMatchObject({ key: "ssh-ed25519 AAAA", read_only: true });
    bench.delete("github_repository_deploy_key", key);
    expect(bench.read("github_repository_deploy_key", key)).toBeUndefined();
    const type = "github_repository_autolink_reference";
    const link = bench.create(type, { key_prefix: "LQ-", target_url_template: "https://x/<num>" });
    expect(bench.import(type, "bot/LQ-")).toMatchObject({ id: link.id, is_alphanumeric: true });
    expect(() => bench.import(type, "bot/ZZ-")).toThrow(
      "cannot find autolink reference ZZ- in repository bot",
    );
    expect(() => bench.import(type, "bot")).toThrow(
      /must be written as <repository>\/<autolink_reference_id>/,
    );
    bench.delete(type, link);
    expect(bench.read(type, link)).toBeUndefined();
  });

  test("github_release, github_repository_pull_request and github_repository_custom_property", () => {
    const bench = new Workbench();
    const release = bench.create("github_release", { tag_name: "v1" });
    expect(release).toMatchObject({ draft: true, name: "", published_at: "0001-01-01 00:00:00 +0000 UTC" });
    expect(bench.update("github_release", release, { body: "notes" }).body).toBe("notes");
    expect(bench.import("github_release", `bot:${release.id}`)).toMatchObject({ tag_name: "v1" });
    bench.delete("github_release", release);
    expect(bench.read("github_release", release)).toBeUndefined();

    bench.create(FILE, { file: "x", content: "1", branch: "dev", autocreate_branch: true });
    const pull = "github_repository_pull_request";
    const state = bench.create(pull, {
      base_repository: "bot",
      base_ref: "main",
      head_ref: "dev",
      title: "t",
    });
    expect(state).toMatchObject({ id: "acme:bot:1", state: "open", opened_by: "ada", labels: [], body: "" });
    expect(bench.update(pull, state, { title: "u" }).title).toBe("u");
    expect(bench.import(pull, "acme:bot:1")).toMatchObject({ base_repository: "bot" });
    bench.delete(pull, state);
    expect(bench.read(pull, state)?.state).toBe("closed");

    const property = "github_repository_custom_property";
    const value = bench.create(property, {
      property_name: "tier",
      property_type: "string",
      property_value: ["1"],
    });
    expect(bench.import(property, String(value.id))).toMatchObject({
      property_value: ["1"],
      repository: "bot",
    });
    bench.delete(property, value);
    expect(bench.read(property, value)).toBeUndefined();
  });
});
