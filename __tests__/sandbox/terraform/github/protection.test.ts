import type { Values } from "../../../../sandbox/terraform/resource-type";
import { Workbench } from "./harness";

const RULESET = "github_repository_ruleset";
const ENVIRONMENT = "github_repository_environment";

function ruleset(rules: Values, more: Values = {}): Values {
  const conditions = [{ ref_name: [{ include: ["~DEFAULT_BRANCH"], exclude: [] }] }];
  return { name: "main", target: "branch", enforcement: "active", conditions, rules: [rules], ...more };
}

describe("github_repository_ruleset", () => {
  test("reads back every rule, in zero values those that are not set", () => {
    const bench = new Workbench();
    const configured = {
      deletion: true,
      pull_request: [{ required_approving_review_count: 2 }],
      required_status_checks: [
        { required_check: [{ context: "a" }, { context: "b", integration_id: 15368 }] },
      ],
      required_code_scanning: [
        {
          required_code_scanning_tool: [
            { tool: "CodeQL", alerts_threshold: "errors", security_alerts_threshold: "all" },
          ],
        },
      ],
      required_deployments: [{ required_deployment_environments: ["staging"] }],
      branch_name_pattern: [{ operator: "starts_with", pattern: "x" }],
    };
    const state = bench.create(RULESET, ruleset(configured));
    expect(state).toMatchObject({ id: String(state.ruleset_id), bypass_actors: [] });
    expect((state.rules as Values[])[0]).toEqual({
      creation: false,
      deletion: true,
      non_fast_forward: false,
      required_linear_history: false,
      required_signatures: false,
      update: false,
      update_allows_fetch_and_merge: false,
      branch_name_pattern: [{ name: "", negate: false, operator: "starts_with", pattern: "x" }],
      tag_name_pattern: [],
      commit_message_pattern: [],
      commit_author_email_pattern: [],
      committer_email_pattern: [],
      pull_request: [
        {
          dismiss_stale_reviews_on_push: false,
          require_code_owner_review: false,
          require_last_push_approval: false,
          required_approving_review_count: 2,
          required_review_thread_resolution: false,
        },
      ],
      required_status_checks: [
        {
          required_check: [
            { context: "a", integration_id: 0 },
            { context: "b", integration_id: 15368 },
          ],
          strict_required_status_checks_policy: false,
          do_not_enforce_on_create: false,
        },
      ],
      required_code_scanning: configured.required_code_scanning,
      required_deployments: configured.required_deployments,
      merge_queue: [],
      file_path_restriction: [],
      file_extension_restriction: [],
      max_file_size: [],
      max_file_path_length: [],
    });
  });

  test("keeps the provider's noise: actor 1 of the organisation's admins, and update", () => {
    const bench = new Workbench();
    const bypass_actors = [{ actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "always" }];
    const state = bench.create(RULESET, ruleset({ update: true }, { bypass_actors }));
    expect(state.bypass_actors).toEqual([{ ...bypass_actors[0], actor_id: 0 }]);
    expect(state.rules).toMatchObject([{ update: true, update_allows_fetch_and_merge: true }]);
  });

  test("push rulesets have no conditions", () => {
    const bench = new Workbench();
    const rules = {
      max_file_size: [{ max_file_size: 5 }],
      file_extension_restriction: [{ restricted_file_extensions: ["*.exe"] }],
    };
    const state = bench.create(RULESET, {
      name: "push",
      target: "push",
      enforcement: "active",
      rules: [rules],
    });
    expect(state).toMatchObject({ conditions: [], rules: [rules] });
  });

  test("is updated, imported, and skipped on an archived repository", () => {
    const bench = new Workbench();
    const state = bench.create(RULESET, ruleset({ deletion: true }));
    const changed = bench.update(RULESET, state, { enforcement: "disabled" });
    expect(changed).toMatchObject({ id: state.id, enforcement: "disabled" });
    expect(bench.import(RULESET, `bot:${state.id}`)).toMatchObject({ repository: "bot", name: "main" });
    bench.github.repositories.update("acme", "bot", { archived: true });
    expect(() => bench.create(RULESET, ruleset({}, { name: "x" }))).toThrow(
      "cannot create ruleset on archived repository acme/bot",
    );
    expect(bench.update(RULESET, changed, { name: "y" }).name).toBe("y");
    bench.delete(RULESET, changed);
    expect(bench.github.rulesets.list("acme", "bot")).toHaveLength(1);
  });

  test("on plan free is refused in the API client's words", () => {
    const bench = new Workbench({ plan: "free" });
    expect(() => bench.create(RULESET, ruleset({ deletion: true }))).toThrow(
      "POST https://api.github.com/repos/acme/bot/rulesets: 403 Upgrade to GitHub Pro or make this repository public to enable this feature. []",
    );
  });
});

describe("github_repository_environment", () => {
  test("reviewers that are removed elsewhere are never seen, other drift is", () => {
    const bench = new Workbench();
    const user = bench.github.organizations.user("grace").id;
    const reviewers = [{ users: [user] }];
    const state = bench.create(ENVIRONMENT, {
      environment: "p",
      reviewers,
      wait_timer: 5,
      prevent_self_review: true,
    });
    expect(state).toMatchObject({ id: "bot:p", reviewers: [{ teams: [], users: [user] }], wait_timer: 5 });
    bench.github.environments.put("acme", "bot", "p", { can_admins_bypass: false });
    const read = bench.read(ENVIRONMENT, state);
    expect(read).toMatchObject({
      reviewers: state.reviewers,
      prevent_self_review: true,
      wait_timer: 0,
      can_admins_bypass: false,
    });
  });

  test("on plan team the branch policy alone is sent, unless reviewers or a wait are wanted", () => {
    const bench = new Workbench({ plan: "team" });
    const policy = {
      deployment_branch_policy: [{ protected_branches: false, custom_branch_policies: true }],
    };
    const state = bench.create(ENVIRONMENT, { environment: "p", can_admins_bypass: false, ...policy });
    expect(state).toMatchObject({ can_admins_bypass: true, ...policy });
    expect(() => bench.create(ENVIRONMENT, { environment: "q", wait_timer: 1 })).toThrow(
      /422 Failed to create the environment/,
    );
  });

  test("on plan free there is none", () => {
    const bench = new Workbench({ plan: "free" });
    expect(() => bench.create(ENVIRONMENT, { environment: "p" })).toThrow(
      "PUT https://api.github.com/repos/acme/bot/environments/p: 404 Not Found []",
    );
  });

  test("names with a slash are escaped in addresses and kept in ids", () => {
    const bench = new Workbench();
    const state = bench.create(ENVIRONMENT, { environment: "eu/prod" });
    expect(bench.update(ENVIRONMENT, state, { wait_timer: 3 })).toMatchObject({
      id: "bot:eu/prod",
      wait_timer: 3,
    });
    bench.delete(ENVIRONMENT, state);
    expect(bench.read(ENVIRONMENT, state)).toBeUndefined();
  });
});

describe("deployment policies", () => {
  const POLICY = "github_repository_environment_deployment_policy";

  function bench(): Workbench {
    const made = new Workbench();
    const policy = { protected_branches: false, custom_branch_policies: true };
    made.github.environments.put("acme", "bot", "p", { deployment_branch_policy: policy });
    return made;
  }

  test("hold one pattern, of a branch or of a tag", () => {
    const made = bench();
    const branch = made.create(POLICY, { environment: "p", branch_pattern: "main" });
    expect(branch).toMatchObject({ branch_pattern: "main", tag_pattern: null });
    expect(made.create(POLICY, { environment: "p", tag_pattern: "v*" })).toMatchObject({ tag_pattern: "v*" });
    expect(made.update(POLICY, branch, { branch_pattern: "release" })).toMatchObject({
      id: branch.id,
      branch_pattern: "release",
    });
    expect(() => made.create(POLICY, { environment: "p" })).toThrow(
      'exactly one of "branch_pattern" and "tag_pattern" must be specified',
    );
    made.delete(POLICY, branch);
    expect(made.read(POLICY, branch)).toBeUndefined();
  });

  test("an import loses repository and environment", () => {
    const made = bench();
    const { id } = made.create(POLICY, { environment: "p", branch_pattern: "main" });
    expect(made.import(POLICY, String(id))).toEqual({ id, branch_pattern: "main" });
  });

  test("the older resource keeps them", () => {
    const made = bench();
    const type = "github_repository_deployment_branch_policy";
    const state = made.create(type, { environment_name: "p", name: "main" });
    expect(made.import(type, `bot:p:${state.id}`)).toMatchObject({
      repository: "bot",
      environment_name: "p",
      name: "main",
    });
    expect(made.update(type, state, { name: "dev" }).name).toBe("dev");
    made.delete(type, state);
    expect(made.read(type, state)).toBeUndefined();
  });
});

describe("github_branch_protection", () => {
  test("is created by node id or name, updated, imported by pattern", () => {
    const type = "github_branch_protection";
    const bench = new Workbench();
    const reviews = [{ required_approving_review_count: 2, dismiss_stale_reviews: true }];
    const repository_id = bench.github.repositories.get("acme", "bot").node_id;
    const state = bench.create(type, {
      pattern: "main",
      repository_id,
      required_pull_request_reviews: reviews,
    });
    expect(state).toMatchObject({
      required_pull_request_reviews: reviews,
      required_status_checks: [],
      restrict_pushes: [],
    });
    expect(bench.update(type, state, { enforce_admins: true }).enforce_admins).toBe(true);
    expect(bench.import(type, "bot:main")).toMatchObject({
      id: state.id,
      repository_id,
      enforce_admins: true,
    });
    expect(() => bench.import(type, "bot:dev")).toThrow(
      "could not find a branch protection rule with the pattern 'dev'",
    );
    bench.delete(type, state);
    expect(bench.read(type, state)).toBeUndefined();
  });
});
