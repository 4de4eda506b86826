import { refusalOf, withRepository } from "./harness";

const custom = { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } };

/** A world whose team may read the repository, so that it can review. */
function withReviewers(options: Parameters<typeof withRepository>[0] = {}) {
  const world = withRepository(options);
  const team = world.github.organizations.team("acme", "platform-team").id;
  world.github.access.setTeamPermission(team, ...world.bot, "push");
  return { ...world, reviewers: [{ type: "Team", id: team }] as const, team };
}

describe("an environment", () => {
  test("shows its protection rules, and forgets what a later PUT leaves out", () => {
    const { github, bot, reviewers, team } = withReviewers();
    const body = { wait_timer: 5, reviewers, prevent_self_review: true, can_admins_bypass: false, ...custom };
    const made = github.environments.put(...bot, "production", body);
    expect(made).toMatchObject({
      name: "production",
      can_admins_bypass: false,
      deployment_branch_policy: custom.deployment_branch_policy,
      protection_rules: [
        { type: "wait_timer", wait_timer: 5 },
        {
          type: "required_reviewers",
          prevent_self_review: true,
          reviewers: [{ type: "Team", reviewer: { id: team, slug: "platform-team" } }],
        },
        { type: "branch_policy" },
      ],
    });
    expect(github.environments.put(...bot, "PRODUCTION", {})).toMatchObject({
      id: made.id,
      can_admins_bypass: true,
      protection_rules: [],
      deployment_branch_policy: null,
    });
    expect(github.environments.list(...bot)).toHaveLength(1);
  });

  test.each([
    ["free", {}, 404, "Not Found"],
    ["team", { wait_timer: 1 }, 422, /supports the wait timer protection rule/],
    ["team", { prevent_self_review: true }, 422, /supports the required reviewers protection rule/],
    ["team", { can_admins_bypass: false }, 422, /supports the admin bypass protection rule/],
  ] as const)("of a private repository on plan %s with %j: %s", (plan, body, status, reason) => {
    const { github, bot } = withRepository({ plan });
    const refusal = refusalOf(() => github.environments.put(...bot, "production", body));
    expect(refusal.status).toBe(status);
    expect(refusal.reason).toMatch(reason);
  });

  test("of a private repository on plan team needs enterprise for reviewers; a public one does not", () => {
    const { github, bot, reviewers } = withReviewers({ plan: "team" });
    expect(refusalOf(() => github.environments.put(...bot, "p", { reviewers })).reason).toMatch(
      /required reviewers/,
    );
    expect(github.environments.put(...bot, "p", custom).name).toBe("p");
    const open = withReviewers({ plan: "free", isPrivate: false });
    const shown = open.github.environments.put(...open.bot, "p", {
      reviewers: open.reviewers,
      wait_timer: 1,
    });
    expect(shown.protection_rules).toHaveLength(2);
  });

  test("refuses what GitHub refuses", () => {
    const { github, bot, reviewers } = withReviewers();
    const reason = (body: Parameters<typeof github.environments.put>[3]) =>
      refusalOf(() => github.environments.put(...bot, "p", body)).reason;
    expect(reason({ wait_timer: 43_201 })).toBe("Wait timer must be an integer between 0 and 43200.");
    expect(reason({ reviewers: Array(7).fill(reviewers[0]) })).toMatch(/at most 6 are allowed/);
    expect(reason({ reviewers: [{ type: "Team", id: 5 }] })).toMatch(
      /Team 5 does not exist or has no access/,
    );
    const stranger = github.organizations.user("octocat").id;
    expect(reason({ reviewers: [{ type: "User", id: stranger }] })).toMatch(
      /has no access to the repository/,
    );
    expect(
      reason({ deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } }),
    ).toBe("protected_branches and custom_branch_policies cannot have the same value");
    const member = github.organizations.user("grace").id;
    expect(
      github.environments.put(...bot, "p", { reviewers: [{ type: "User", id: member }] }).protection_rules,
    ).toHaveLength(1);
  });
});

describe("branch policies", () => {
  test("exist only with custom policies and go with them", () => {
    const { github, bot } = withRepository();
    github.environments.put(...bot, "p", {});
    expect(
      refusalOf(() => github.environments.addPolicy(...bot, "p", { name: "main", type: "branch" })).status,
    ).toBe(404);
    github.environments.put(...bot, "p", custom);
    const policy = github.environments.addPolicy(...bot, "p", { name: "main", type: "branch" });
    expect(github.environments.addPolicy(...bot, "p", { name: "main", type: "branch" }).id).toBe(policy.id);
    github.environments.addPolicy(...bot, "p", { name: "v*", type: "tag" });
    expect(github.environments.updatePolicy(...bot, "p", policy.id, "release/*").name).toBe("release/*");
    expect(github.environments.policies(...bot, "p").map((each) => each.name)).toEqual(["release/*", "v*"]);
    github.environments.deletePolicy(...bot, "p", policy.id);
    expect(refusalOf(() => github.environments.policy(...bot, "p", policy.id)).status).toBe(404);
    github.environments.put(...bot, "p", {});
    expect(github.environments.policies(...bot, "p")).toEqual([]);
  });
});

describe("secrets and variables", () => {
  const places = [{}, { environment: "p" }, { dependabot: true }];

  test.each(places)("secrets at %j are never shown again", (where) => {
    const { cloud, github, bot } = withRepository();
    github.environments.put(...bot, "p", {});
    const place = { owner: "acme", repository: "bot", ...where };
    const first = github.secrets.put(place, "do_access_token", "very secret");
    expect(first).toEqual({
      name: "DO_ACCESS_TOKEN",
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(github.secrets.list(place)).toEqual([first]);
    cloud.clock.tick();
    const second = github.secrets.put(place, "DO_ACCESS_TOKEN", "other");
    expect(second.created_at).toBe(first.created_at);
    expect(second.updated_at > first.updated_at).toBe(true);
    expect(github.secrets.reveal(place, "DO_ACCESS_TOKEN")).toBe("other");
    github.secrets.delete(place, "DO_ACCESS_TOKEN");
    expect(refusalOf(() => github.secrets.get(place, "DO_ACCESS_TOKEN")).status).toBe(404);
    expect(refusalOf(() => github.secrets.delete(place, "DO_ACCESS_TOKEN")).status).toBe(404);
  });

  test("names follow GitHub's rule", () => {
    const { github } = withRepository();
    const place = { owner: "acme", repository: "bot" };
    for (const name of ["1A", "a-b", "GITHUB_X"]) {
      expect(refusalOf(() => github.secrets.put(place, name, "x")).reason).toMatch(
        /^Secret names can only contain/,
      );
      expect(refusalOf(() => github.variables.create(place, name, "x")).reason).toMatch(
        /^Variable names can only contain/,
      );
    }
  });

  test("a variable is created once, and its environment must exist", () => {
    const { github } = withRepository();
    const place = { owner: "acme", repository: "bot" };
    github.variables.create(place, "URL", "1");
    expect(refusalOf(() => github.variables.create(place, "url", "2"))).toMatchObject({
      status: 409,
      reason: "Already exists - Variable already exists",
    });
    expect(github.variables.update(place, "URL", "3").value).toBe("3");
    expect(github.variables.list(place).map((each) => each.name)).toEqual(["URL"]);
    expect(refusalOf(() => github.variables.create({ ...place, environment: "no" }, "A", "1")).status).toBe(
      404,
    );
    expect(refusalOf(() => github.variables.create(place, "BIG", "x".repeat(49_153))).reason).toMatch(
      /at most 48 KB/,
    );
    github.variables.delete(place, "URL");
    expect(refusalOf(() => github.variables.update(place, "URL", "4")).status).toBe(404);
  });

  test("secrets of an environment go with it", () => {
    const { github, bot } = withRepository();
    github.environments.put(...bot, "p", {});
    const place = { owner: "acme", repository: "bot", environment: "p" };
    github.secrets.put(place, "A", "x");
    github.environments.delete(...bot, "p");
    expect(refusalOf(() => github.secrets.list(place)).status).toBe(404);
  });
});

describe("settings of Actions", () => {
  test("selected actions are set only where actions are selected", () => {
    const { github, bot } = withRepository();
    const selected = { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ["docker/*"] };
    expect(github.actions.permissions(...bot)).toEqual({ enabled: true, allowed_actions: "all" });
    expect(refusalOf(() => github.actions.setSelected(...bot, selected)).status).toBe(409);
    github.actions.setPermissions(...bot, { enabled: true, allowed_actions: "selected" });
    github.actions.setSelected(...bot, selected);
    expect(github.actions.selected(...bot)).toEqual(selected);
    const wrong = { enabled: true, allowed_actions: "" as "all" };
    expect(refusalOf(() => github.actions.setPermissions(...bot, wrong)).reason).toContain(
      "not a valid allowed_actions policy",
    );
  });

  test("workflow tokens read by default; access from outside is for private repositories", () => {
    const { github, bot } = withRepository();
    expect(github.actions.workflow(...bot).default_workflow_permissions).toBe("read");
    github.actions.setWorkflow(...bot, { default_workflow_permissions: "write" });
    expect(github.actions.workflow(...bot)).toEqual({
      default_workflow_permissions: "write",
      can_approve_pull_request_reviews: false,
    });
    github.actions.setAccessLevel(...bot, "organization");
    expect(github.actions.accessLevel(...bot)).toBe("organization");
    github.repositories.update(...bot, { visibility: "public" });
    expect(refusalOf(() => github.actions.accessLevel(...bot)).reason).toBe(
      "Access policy only applies to internal and private repositories.",
    );
  });
});
