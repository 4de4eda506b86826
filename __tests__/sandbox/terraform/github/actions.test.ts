import { Workbench } from "./harness";

const SECRETS = [
  ["github_actions_secret", {}, "bot:TOKEN"],
  ["github_dependabot_secret", {}, "bot:TOKEN"],
  ["github_actions_environment_secret", { environment: "p" }, "bot:p:TOKEN"],
] as const;

function withEnvironment(): Workbench {
  const bench = new Workbench();
  bench.github.environments.put("acme", "bot", "p", {});
  return bench;
}

describe.each(SECRETS)("%s", (type, where, id) => {
  const config = { ...where, secret_name: "TOKEN", plaintext_value: "s3cret" };

  test("keeps what was configured, and GitHub's times", () => {
    const bench = withEnvironment();
    const state = bench.create(type, config);
    expect(state).toMatchObject({ id, plaintext_value: "s3cret", encrypted_value: "" });
    expect(state.created_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC$/);
    expect(bench.read(type, state)).toEqual(state);
    bench.delete(type, state);
    expect(bench.read(type, state)).toBeUndefined();
  });

  test("sees when somebody else wrote it", () => {
    const bench = withEnvironment();
    const state = bench.create(type, config);
    const place = { owner: "acme", repository: "bot", ...where, dependabot: type.includes("dependabot") };
    bench.github.secrets.put(place, "TOKEN", "other");
    const read = bench.read(type, state);
    if (type !== "github_actions_environment_secret") expect(read).toBeUndefined();
    else expect(read).toEqual({ ...state, plaintext_value: "", encrypted_value: "" });
  });
});

describe("secrets of Actions", () => {
  test("without destroy_on_drift the values are cleared", () => {
    const bench = new Workbench();
    const state = bench.create("github_actions_secret", {
      secret_name: "A",
      plaintext_value: "x",
      destroy_on_drift: false,
    });
    bench.github.secrets.put({ owner: "acme", repository: "bot" }, "A", "y");
    const read = bench.read("github_actions_secret", state);
    expect(read).toMatchObject({ plaintext_value: "", encrypted_value: "" });
    expect(read?.updated_at).not.toBe(state.updated_at);
  });

  test("are imported by repository and name, without a value; those of environments are not", () => {
    const bench = new Workbench();
    bench.github.secrets.put({ owner: "acme", repository: "bot" }, "A", "y");
    expect(bench.import("github_actions_secret", "bot/A")).toMatchObject({
      id: "bot:A",
      plaintext_value: "",
    });
    expect(() => bench.import("github_actions_secret", "bot:A")).toThrow(
      "invalid ID specified: supplied ID must be written as <repository>/<secret_name>",
    );
    expect(() => bench.import("github_actions_environment_secret", "x")).toThrow("cannot be imported");
  });
});

describe.each([
  ["github_actions_variable", {}, "bot:URL"],
  ["github_actions_environment_variable", { environment: "p" }, "bot:p:URL"],
] as const)("%s", (type, where, id) => {
  test("is created, updated, imported and deleted", () => {
    const bench = withEnvironment();
    const state = bench.create(type, { ...where, variable_name: "URL", value: "1" });
    expect(state).toMatchObject({ id, value: "1" });
    const changed = bench.update(type, state, { value: "2" });
    expect(changed).toMatchObject({ value: "2", created_at: state.created_at });
    expect(bench.import(type, id)).toMatchObject({ variable_name: "URL", repository: "bot", ...where });
    bench.delete(type, changed);
    expect(bench.read(type, changed)).toBeUndefined();
  });

  test("is not taken over when it exists", () => {
    const bench = withEnvironment();
    bench.create(type, { ...where, variable_name: "URL", value: "1" });
    expect(() => bench.create(type, { ...where, variable_name: "URL", value: "1" })).toThrow(
      /^POST https:.*: 409 Already exists - Variable already exists \[\]$/,
    );
  });
});

describe("settings of Actions", () => {
  const TYPE = "github_actions_repository_permissions";

  test("selected actions are read only where they are configured", () => {
    const bench = new Workbench();
    const allowed_actions_config = [{ github_owned_allowed: true, patterns_allowed: ["docker/*"] }];
    const state = bench.create(TYPE, { allowed_actions: "selected", allowed_actions_config });
    expect(state.allowed_actions_config).toEqual([
      { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ["docker/*"] },
    ]);
    const without = bench.update(TYPE, state, { allowed_actions_config: [] });
    expect(without.allowed_actions_config).toEqual([]);
    expect(bench.import(TYPE, "bot")?.allowed_actions_config).toHaveLength(1);
    bench.delete(TYPE, without);
    expect(bench.github.actions.permissions("acme", "bot")).toEqual({
      enabled: true,
      allowed_actions: "all",
    });
  });

  test("switched off, nothing is said of allowed actions", () => {
    const bench = new Workbench();
    const state = bench.create(TYPE, { enabled: false });
    expect(state).toMatchObject({ id: "bot", enabled: false, allowed_actions: "" });
    expect(bench.read(TYPE, state)).toEqual(state);
  });

  test("workflow permissions fall back to reading", () => {
    const type = "github_workflow_repository_permissions";
    const bench = new Workbench();
    const state = bench.create(type, {
      default_workflow_permissions: "write",
      can_approve_pull_request_reviews: true,
    });
    expect(bench.update(type, state, { can_approve_pull_request_reviews: false })).toMatchObject({
      default_workflow_permissions: "write",
      can_approve_pull_request_reviews: false,
    });
    bench.delete(type, state);
    expect(bench.import(type, "bot")).toMatchObject({ default_workflow_permissions: "read" });
  });

  test("access level, token claims and Dependabot's updates", () => {
    const bench = new Workbench();
    const level = bench.create("github_actions_repository_access_level", { access_level: "organization" });
    expect(bench.read("github_actions_repository_access_level", level)?.access_level).toBe("organization");
    bench.delete("github_actions_repository_access_level", level);
    expect(bench.github.actions.accessLevel("acme", "bot")).toBe("none");
    const claims = "github_actions_repository_oidc_subject_claim_customization_template";
    const template = bench.create(claims, { use_default: false, include_claim_keys: ["repo", "ref"] });
    expect(bench.import(claims, "bot")?.include_claim_keys).toEqual(["repo", "ref"]);
    bench.delete(claims, template);
    expect(bench.read(claims, template)?.use_default).toBe(true);
    const updates = "github_repository_dependabot_security_updates";
    expect(() => bench.create(updates, { enabled: true })).toThrow(
      /422 Vulnerability alerts must be enabled/,
    );
    bench.github.repositories.setVulnerabilityAlerts("acme", "bot", true);
    const on = bench.create(updates, { enabled: true });
    expect(bench.import(updates, "bot")?.enabled).toBe(true);
    bench.delete(updates, on);
    expect(bench.read(updates, on)?.enabled).toBe(false);
  });
});
