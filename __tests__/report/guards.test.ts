import { weakensGuard } from "../../report";
import type { ChangeJson, Json } from "../../report/plan-json";
import { plan, reported, resource, update } from "./plans";
import { GUARDS } from "./weakened";

/** What the report says of one update of a resource of this type. */
function weakened(type: string, before: Json, after: Json, change: Partial<ChangeJson> = {}) {
  return sentences([update(`${type}.a`, before, after, change)]);
}

function created(type: string, after: Json, ...more: ReturnType<typeof resource>[]) {
  return sentences([resource(`${type}.a`, ["create"], { after }), ...more]);
}

function sentences(changes: ReturnType<typeof resource>[]) {
  const { report } = reported(plan(changes));
  return report.changes.flatMap((change) => weakensGuard(change, report.changes));
}

describe("a guard that is weakened", () => {
  test.each(GUARDS)("%s of %s", (path, type, before, after, means) => {
    const found = weakened(type, before, after);
    expect(found).toHaveLength(1);
    expect(found[0]?.startsWith(`${path}: `)).toBe(true);
    expect(found[0]).toContain(means);
  });
});

/** Of these the way back is another choice of the same kind, and is told as well. */
const BOTH_WAYS = ["target", "branch_pattern", "configuration.url", "branch", "spec.name"];

describe("a guard that is made stronger", () => {
  test.each(GUARDS.filter(([path]) => !BOTH_WAYS.includes(path)))(
    "%s of %s is not told",
    (_, type, after, before) => {
      expect(weakened(type, before, after)).toEqual([]);
    },
  );
});

test.each([
  [
    "github_repository_deploy_key",
    { key: "k", read_only: false },
    ["key: whoever has the key can read the repository", "read_only: whoever has the key can push"],
  ],
  [
    "github_repository_webhook",
    { events: ["push"] },
    ["events: somebody outside learns what happens in the repository"],
  ],
  [
    "github_team_membership",
    { username: "octo", role: "maintainer" },
    ["role: somebody may manage the members", "username: somebody gets what the members may do"],
  ],
  [
    "github_workflow_repository_permissions",
    { default_workflow_permissions: "write" },
    ["default_workflow_permissions: the token of every workflow may write"],
  ],
  [
    "github_actions_repository_permissions",
    { allowed_actions: "all" },
    ["allowed_actions: workflows may use more actions of others"],
  ],
  ["github_repository", { visibility: "public" }, ["visibility: more people can read the repository"]],
  ["github_repository_environment", { can_admins_bypass: true, prevent_self_review: false }, []],
  ["github_actions_repository_permissions", { allowed_actions: "selected" }, []],
  ["github_repository_ruleset", { enforcement: "disabled" }, []],
  ["github_repository", { visibility: "private" }, []],
])("a new %s with %j", (type, after, expected) => {
  expect(created(type, after)).toEqual(expected);
});

describe("what is granted in something that is new itself", () => {
  const policy = { repository: "r", environment: "production", branch_pattern: "main" };
  const access = { repository: "r", username: "octo", permission: "push" };
  const made = (address: string, after: Json) => resource(address, ["create"], { after });

  test("weakens nothing, and does where the owner is there already or is another", () => {
    const environment = { repository: "r", environment: "production" };
    const type = "github_repository_environment_deployment_policy";
    expect(created(type, policy, made("github_repository_environment.e", environment))).toEqual([]);
    const other = { ...environment, environment: "staging" };
    const told = ["branch_pattern: another branch or tag may deploy"];
    expect(created(type, policy, made("github_repository_environment.e", other))).toEqual(told);
    expect(created(type, policy)).toEqual(told);
    expect(
      created("github_repository_collaborator", access, made("github_repository.r", { name: "r" })),
    ).toEqual([]);
    expect(created("github_repository_collaborator", access)).toHaveLength(2);
  });
});

test("a guard that is destroyed, and an object that guards nothing", () => {
  const gone = (type: string) => sentences([resource(`${type}.a`, ["delete"], { before: { name: "a" } })]);
  expect(gone("github_repository_ruleset")).toEqual(["what it protected is unprotected"]);
  expect(gone("github_repository_environment")).toEqual(["nobody has to approve any more"]);
  expect(gone("github_issue_label")).toEqual([]);
});

test("what is known only after the apply is taken for the weakest", () => {
  const later = (type: string, before: Json, name: string) =>
    weakened(type, before, {}, { after_unknown: { [name]: true } });
  expect(later("github_repository", { visibility: "private" }, "visibility")).toHaveLength(1);
  expect(
    later("github_repository_environment", { can_admins_bypass: false }, "can_admins_bypass"),
  ).toHaveLength(1);
  expect(later("github_repository_environment", { wait_timer: 5 }, "wait_timer")).toHaveLength(1);
  expect(later("github_repository", { etag: "a" }, "etag")).toEqual([]);
});

test("a sensitive destination that goes is told without being shown", () => {
  const slack = { channel: "#a", url: "https://hooks.slack.com/services/T/B/x" };
  const found = weakened("digitalocean_uptime_alert", { notifications: [{ slack: [slack] }] }, {});
  expect(found).toEqual(["notifications: somebody is not told any more"]);
});

test("a list in another order weakens nothing", () => {
  const at = (...include: string[]) => ({ conditions: [{ ref_name: [{ include }] }] });
  expect(weakened("github_repository_ruleset", at("a", "b"), at("b", "a"))).toEqual([]);
});

test("how a merge queue works is no guard, and that there is one is", () => {
  const queue = (...merge_queue: Json[]) => ({ rules: [{ deletion: true, merge_queue }] });
  const method = (merge_method: string) => ({ merge_method, max_entries_to_build: 5 });
  expect(weakened("github_repository_ruleset", queue(method("SQUASH")), queue(method("MERGE")))).toEqual([]);
  expect(weakened("github_repository_ruleset", queue(method("SQUASH")), queue())).toHaveLength(1);
});

test("fewer actions than all, with a list of them, weaken nothing", () => {
  const selected = { allowed_actions: "selected", allowed_actions_config: [{ patterns_allowed: ["a/*"] }] };
  expect(weakened("github_actions_repository_permissions", { allowed_actions: "all" }, selected)).toEqual([]);
});
