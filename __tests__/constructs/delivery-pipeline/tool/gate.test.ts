import { compareBranchRules } from "../../../../constructs/delivery-pipeline/tool/gate/branch-rules";
import {
  compareBranches,
  compareEnvironment,
} from "../../../../constructs/delivery-pipeline/tool/gate/environment";
import { sandboxTokens } from "../../../../sandbox/rest";
import { platformConfig, runTool, withProduction } from "./run-tool";
import { RULES, type World, worldForEachTest } from "./world";

const GATE = ["gate", "--environment", "production"];

let world: World;

worldForEachTest((made) => {
  world = made;
});

function github() {
  return world.cloud.github.as(world.cloud.github.tokenOwner);
}

function record() {
  const [found] = Object.values(world.cloud.github.data.repositories);
  if (found === undefined) throw new Error("the world has no repository");
  return found;
}

function teamId(slug: string): number {
  return github().organizations.team("lingobot", slug).id;
}

function setEnvironment(change: object): void {
  const { settings } = record().environments[0] ?? {};
  github().environments.put("lingobot", "lingobot", "production", { ...settings, ...change });
}

function setRules(rules: readonly object[]): void {
  const [ruleset] = record().rulesets;
  github().rulesets.update("lingobot", "lingobot", ruleset?.id ?? 0, { rules: rules as never });
}

/** What the comparison finds in the live protection, without the tool around it. */
function findings(): readonly string[] {
  const { protection } = platformConfig.environments.production;
  const api = github();
  const where = ["lingobot", "lingobot"] as const;
  const found = [
    ...compareEnvironment(protection, api.environments.get(...where, "production")),
    ...compareBranches(protection, api.environments.policies(...where, "production")),
    ...compareBranchRules(
      protection.branchRules,
      platformConfig.requiredCheck,
      api.rulesets.forBranch(...where, "main"),
    ),
  ];
  return found.map(
    ({ what, wanted, live }) =>
      `${what}: synthesized ${JSON.stringify(wanted)}, live ${JSON.stringify(live)}`,
  );
}

/** The ruleset with one parameter of one rule changed. */
function setParameter(type: string, change: object): void {
  setRules(
    RULES.map((rule) =>
      rule.type === type && "parameters" in rule
        ? { ...rule, parameters: { ...rule.parameters, ...change } }
        : rule,
    ),
  );
}

test("green when the live protection is what was synthesized; says that bypass actors were not compared", async () => {
  const run = await runTool(GATE, world.env);
  expect(run.log).toContain("production is protected as it was synthesized");
  expect(run.log).toMatch(
    /::notice::Who may bypass the rules was not compared: .* The platform's own App compares it/,
  );
  expect(run.code).toBe(0);
});

test("stricter than synthesized is fine", async () => {
  setEnvironment({ wait_timer: 30 });
  setParameter("pull_request", { required_approving_review_count: 3 });
  expect((await runTool(GATE, world.env)).code).toBe(0);
});

test.each<[string, () => void, string]>([
  [
    "no reviewers",
    () => setEnvironment({ reviewers: [] }),
    'required reviewers: synthesized ["team platform"], live []',
  ],
  [
    "self-review allowed",
    () => setEnvironment({ prevent_self_review: false }),
    "self-review prevented: synthesized true, live false",
  ],
  ["no wait", () => setEnvironment({ wait_timer: 0 }), "wait timer, minutes: synthesized 5, live 0"],
  [
    "administrators bypass",
    () => setEnvironment({ can_admins_bypass: true }),
    "administrators can bypass: synthesized false, live true",
  ],
  [
    "every branch deploys",
    () => setEnvironment({ deployment_branch_policy: null }),
    'deployment branches: synthesized ["main"], live "every branch"',
  ],
  [
    "one more branch deploys",
    () =>
      github().environments.addPolicy("lingobot", "lingobot", "production", {
        name: "hotfix/*",
        type: "branch",
      }),
    'deployment branches: synthesized ["main"], live ["hotfix/*","main"]',
  ],
  [
    "one more reviewer",
    () => {
      github().access.setTeamPermission(teamId("developers"), "lingobot", "lingobot", "push");
      const reviewers = ["platform", "developers"].map((slug) => ({ type: "Team", id: teamId(slug) }));
      setEnvironment({ reviewers });
    },
    'required reviewers: synthesized ["team platform"], live ["team platform","team developers"]',
  ],
  ["no rules", () => setRules([]), "pull request required: synthesized true, live false"],
  [
    "force pushes",
    () => setRules(RULES.filter(({ type }) => type !== "non_fast_forward")),
    "force pushes blocked: synthesized true, live false",
  ],
  [
    "deletion",
    () => setRules(RULES.filter(({ type }) => type !== "deletion")),
    "deletion blocked: synthesized true, live false",
  ],
  [
    "no approval",
    () => setParameter("pull_request", { required_approving_review_count: 0 }),
    "required approvals: synthesized 1, live 0",
  ],
  [
    "stale reviews",
    () => setParameter("pull_request", { dismiss_stale_reviews_on_push: false }),
    "dismiss_stale_reviews_on_push: synthesized true",
  ],
  [
    "last push",
    () => setParameter("pull_request", { require_last_push_approval: false }),
    "require_last_push_approval: synthesized true",
  ],
  [
    "open threads",
    () => setParameter("pull_request", { required_review_thread_resolution: false }),
    "required_review_thread_resolution",
  ],
  [
    "another check",
    () =>
      setParameter("required_status_checks", {
        required_status_checks: [{ context: "Lint", integration_id: 15368 }],
      }),
    'required check: synthesized {"context":"All Pass","integration_id":15368}',
  ],
  [
    "one of the checks is gone",
    () =>
      setParameter("required_status_checks", {
        required_status_checks: [{ context: "All Pass", integration_id: 15368 }],
      }),
    'required check: synthesized {"context":"Licenses","integration_id":57789}',
  ],
  [
    "unsigned commits",
    () => setRules(RULES.filter(({ type }) => type !== "required_signatures")),
    "signed commits: synthesized true, live false",
  ],
  [
    "no code scanning",
    () => setRules(RULES.filter(({ type }) => type !== "code_scanning")),
    'code scanning: synthesized {"tool":"CodeQL","alerts_threshold":"errors",' +
      '"security_alerts_threshold":"high_or_higher"}, live []',
  ],
  [
    "a check that anybody may report",
    () => setParameter("required_status_checks", { required_status_checks: [{ context: "All Pass" }] }),
    "required check: synthesized",
  ],
  [
    "branches behind main",
    () => setParameter("required_status_checks", { strict_required_status_checks_policy: false }),
    "branch up to date before merging: synthesized true",
  ],
  [
    "ruleset switched off",
    () =>
      github().rulesets.update("lingobot", "lingobot", record().rulesets[0]?.id ?? 0, {
        enforcement: "disabled",
      }),
    "pull request required: synthesized true, live false",
  ],
])("weaker: %s", (_name, weaken, finding) => {
  weaken();
  expect(findings().join("\n")).toContain(finding);
});

test("weaker is red: all weaknesses are told at once, with what to run", async () => {
  expect(findings()).toEqual([]);
  setEnvironment({ wait_timer: 0, reviewers: [], prevent_self_review: false });
  setRules([]);
  const { code, log } = await runTool(GATE, world.env);
  expect(code).toBe(1);
  expect(log).toContain("its live protection is weaker than what was synthesized");
  expect(log).toContain("npx cdktf deploy repository production");
  expect(findings()).toHaveLength(11);
  for (const finding of findings()) expect(log).toContain(finding);
});

test("one more branch that may deploy is red", async () => {
  const policy = { name: "hotfix/*", type: "branch" } as const;
  github().environments.addPolicy("lingobot", "lingobot", "production", policy);
  const { code, log } = await runTool(GATE, world.env);
  expect(code).toBe(1);
  expect(log).toContain('deployment branches: synthesized ["main"], live ["hotfix/*","main"]');
});

test.each([403, 404, 500])("closed when the protection cannot be read: %i", async (status) => {
  world.cloud.faults.failCalls({ cloud: "github", status, path: "/rules/branches/main", times: 5 });
  const run = await runTool(GATE, world.env);
  expect(run.code).toBe(1);
  expect(run.log).toContain("its live protection cannot be read, so it counts as missing");
});

test("closed when the environment does not exist", async () => {
  github().environments.delete("lingobot", "lingobot", "production");
  const run = await runTool(GATE, world.env);
  expect(run.code).toBe(1);
  expect(run.log).toContain("its live protection cannot be read");
});

test("closed when GitHub does not know the token", async () => {
  const run = await runTool(GATE, { ...world.env, GITHUB_TOKEN: "ghs_unknown" });
  expect(run.code).toBe(1);
  expect(run.log).toContain("401 Bad credentials");
});

describe("with the App's token", () => {
  const asApp = () => ({ ...world.env, PLATFORM_APP_TOKEN: sandboxTokens.app });

  test("bypass actors are compared", async () => {
    const run = await runTool(GATE, asApp());
    expect(run.log).not.toContain("was not compared");
    expect(run.code).toBe(0);
  });

  test("one more bypass actor is weaker, and so is the same actor in another mode", async () => {
    const [ruleset] = record().rulesets;
    const actor = { actor_id: teamId("platform"), actor_type: "Team", bypass_mode: "always" } as const;
    github().rulesets.update("lingobot", "lingobot", ruleset?.id ?? 0, { bypass_actors: [actor] });
    const run = await runTool(GATE, asApp());
    expect(run.code).toBe(1);
    expect(run.log).toContain(
      `bypass actors of ruleset "main": synthesized ["Team:${teamId("platform")}:pull_request"]`,
    );
    expect(run.log).toContain(`live ["Team:${teamId("platform")}:always"]`);
  });

  test("organization administrators as bypass actors are found", async () => {
    const [ruleset] = record().rulesets;
    const actor = { actor_id: null, actor_type: "OrganizationAdmin", bypass_mode: "always" } as const;
    github().rulesets.update("lingobot", "lingobot", ruleset?.id ?? 0, { bypass_actors: [actor] });
    expect((await runTool(GATE, asApp())).log).toContain('live ["OrganizationAdmin:always"]');
  });

  test("a token that is not told of bypass actors does not pass for one that is", async () => {
    const run = await runTool(GATE, { ...world.env, PLATFORM_APP_TOKEN: sandboxTokens.workflow });
    expect(run.code).toBe(1);
    expect(run.log).toContain("not told to this token");
  });
});

test("an environment without protection has no gate", async () => {
  const run = await runTool(GATE, world.env, withProduction({ protection: undefined }));
  expect(run.code).toBe(2);
  expect(run.log).toContain("platform.json says nothing of its protection");
});

test("branch rules that were not synthesized are not compared", async () => {
  setRules([]);
  const { branchRules: _none, ...protection } = platformConfig.environments.production.protection;
  expect((await runTool(GATE, world.env, withProduction({ protection }))).code).toBe(0);
});
