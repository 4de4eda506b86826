import { comparePlans } from "../../../commands/deploy/danger";
import { reportOf } from "../../../report";
import type { ResourceChangeJson } from "../../../report/plan-json";
import { plan, reported, resource, update } from "../../report/plans";

const address = "test_thing.a";
const before = { id: "i-1", name: "a", size: 1 };
const after = { id: "i-1", name: "b", size: 1 };

function compare(now: readonly ResourceChangeJson[], reviewed?: readonly ResourceChangeJson[]) {
  const report = reviewed === undefined ? undefined : reported(plan(reviewed)).report;
  return comparePlans(reported(plan(now)).report, report);
}

const destroyed = resource(address, ["delete"], { before });
const forgotten = resource(address, ["forget"], { before });
const strange = resource(address, ["update", "read"], { before, after });
const replaced = (...paths: string[]) =>
  resource(address, ["delete", "create"], {
    before,
    after: { ...after, size: 2 },
    replace_paths: paths.map((path) => [path]),
  });
const app = (size: number, level: string) =>
  update(
    "digitalocean_app.App",
    { spec: [{ name: "a", service: [{ name: "api", instance_count: 1, env: [] }] }] },
    {
      spec: [
        {
          name: "a",
          service: [{ name: "api", instance_count: size, env: [{ key: "LEVEL", value: level }] }],
        },
      ],
    },
  );

const created = resource(address, ["create"], { after });
const updated = update(address, before, after);
const moved = resource(address, ["no-op"], { before, after: before }, { previous_address: "test_thing.old" });
const imported = resource(address, ["no-op"], { before, after: before, importing: { id: "i-1" } });

const REPOSITORY = "github_repository.Repository";
const opened = update(
  REPOSITORY,
  { name: "lingobot", visibility: "private" },
  { name: "lingobot", visibility: "public" },
);

describe("without a reviewed plan", () => {
  test.each([
    ["destroy", destroyed, "stack test_thing.a: destroy"],
    ["forget", forgotten, "stack test_thing.a: forget"],
    ["replace", replaced("name"), "stack test_thing.a: replace forced by name"],
    ["redeploy", app(1, "INFO"), "stack digitalocean_app.App: redeploy"],
    ["what is not known", strange, "stack test_thing.a: unrecognised"],
    ["create", created, "stack test_thing.a: create"],
    ["update", updated, "stack test_thing.a: update"],
  ])("%s stops", (_, change, told) => {
    expect(compare([change])).toEqual({ stops: [told], passes: [] });
  });

  test.each([
    ["the repository is opened", opened, "visibility: more people can read the repository"],
    [
      "a ruleset is disabled",
      update("github_repository_ruleset.main", { enforcement: "active" }, { enforcement: "disabled" }),
      "enforcement: its rules are not enforced any more",
    ],
    [
      "reviewers are taken away",
      update(
        "github_repository_environment.e",
        { reviewers: [{ teams: [1], users: [] }] },
        { reviewers: [] },
      ),
      "reviewers: somebody cannot approve any more, or nobody has to",
    ],
    [
      "the token of workflows may write",
      update(
        "github_workflow_repository_permissions.p",
        { default_workflow_permissions: "read" },
        { default_workflow_permissions: "write" },
      ),
      "default_workflow_permissions: the token of every workflow may write",
    ],
  ])("%s: what it weakens is told, and stops a person too", (_, change, weakens) => {
    const { stops } = compare([change]);
    expect(stops).toEqual([`stack ${change.address}: update; it weakens a guard: ${weakens}`]);
    const { report } = reported(plan([change]));
    expect(comparePlans(report, undefined, true)).toEqual({ stops, passes: [] });
  });

  test("a key that can push is told as one", () => {
    const key = resource("github_repository_deploy_key.k", ["create"], {
      after: { key: "ssh-ed25519 A", read_only: false },
    });
    expect(compare([key]).stops).toEqual([
      expect.stringContaining("read_only: whoever has the key can push"),
    ]);
  });

  test("what changes Terraform's state alone passes, and is told", () => {
    expect(compare([moved])).toEqual({ stops: [], passes: ["stack test_thing.a: move"] });
    expect(compare([imported])).toEqual({ stops: [], passes: ["stack test_thing.a: import"] });
    const keeper = resource("terraform_data.a", ["delete"], { before });
    expect(compare([keeper])).toEqual({ stops: [], passes: ["stack terraform_data.a: destroy"] });
    const { report } = reported(plan([keeper]));
    expect(comparePlans(report, undefined, true).stops).toEqual([]);
  });

  test("by hand nothing may be lost; an app may start anew and things may be made, which is told", () => {
    const others = [app(1, "INFO"), resource("test_thing.b", ["create"], { after }), moved];
    const { report } = reported(plan([...others, resource("test_thing.c", ["delete"], { before })]));
    expect(comparePlans(report, undefined, true)).toEqual({
      stops: ["stack test_thing.c: destroy"],
      passes: ["stack: passes by hand, without a review: 1 redeploy, 1 create, 1 move"],
    });
  });

  test("creating anew what Terraform knows and does not find is: it may be there, and hidden from the token", () => {
    const gone = resource(address, ["delete"], { before });
    const { report } = reported(plan([resource(address, ["create"], { after })], { resource_drift: [gone] }));
    for (const byHand of [true, false])
      expect(comparePlans(report, undefined, byHand).stops).toEqual([
        "stack test_thing.a: create of what was in the state and is not found",
      ]);
  });
});

describe("with a reviewed plan", () => {
  test.each([
    ["destroy", destroyed],
    ["replace", replaced("name")],
    ["redeploy", app(2, "INFO")],
    ["create", created],
    ["update", updated],
    ["a guard that is weakened", opened],
  ])("%s in the same form passes", (_, change) => {
    expect(compare([change], [change])).toEqual({ stops: [], passes: [] });
  });

  test("all differences are told at once", () => {
    const other = resource("test_thing.b", ["delete"], { before });
    const { stops } = compare([replaced("size"), other], [replaced("name")]);
    expect([...stops].sort()).toEqual([
      "stack test_thing.a: replace forced by size, and not as reviewed in name, size",
      "stack test_thing.b: destroy, which the reviewed plan does not have",
    ]);
  });

  test("what was reviewed as something milder does not pass", () => {
    expect(compare([destroyed], [update(address, before, after)]).stops).toEqual([
      "stack test_thing.a: destroy, where the reviewed plan has update",
    ]);
  });

  test("a redeployment that changes more, or to something else, does not pass; one that changes less does", () => {
    expect(compare([app(2, "INFO")], [app(1, "INFO")]).stops).toEqual([
      "stack digitalocean_app.App: redeploy, and not as reviewed in spec.service[api].instance_count",
    ]);
    expect(compare([app(1, "DEBUG")], [app(1, "INFO")]).stops).toHaveLength(1);
    expect(compare([app(1, "INFO")], [app(2, "INFO")])).toEqual({ stops: [], passes: [] });
  });

  test("an update of more, of something else, or to something else does not pass", () => {
    const more = update(address, before, { ...after, size: 2 });
    expect(compare([more], [updated]).stops).toEqual([
      "stack test_thing.a: update, and not as reviewed in size",
    ]);
    expect(compare([update(address, before, { ...before, name: "c" })], [updated]).stops).toHaveLength(1);
    expect(compare([created], [app(1, "INFO")]).stops).toEqual([
      "stack test_thing.a: create, which the reviewed plan does not have",
    ]);
  });

  test("a guard that is weakened beside what was reviewed is told", () => {
    const reviewed = update(
      REPOSITORY,
      { has_wiki: true, visibility: "private" },
      { has_wiki: false, visibility: "private" },
    );
    const now = update(
      REPOSITORY,
      { has_wiki: true, visibility: "private" },
      { has_wiki: false, visibility: "public" },
    );
    expect(compare([now], [reviewed]).stops).toEqual([
      `stack ${REPOSITORY}: update, and not as reviewed in visibility; it weakens a guard: visibility: more people can read the repository`,
    ]);
  });

  test("what is made without a part of what was reviewed does not pass", () => {
    const at = "github_repository_environment.Eu";
    const replaced = (wait_timer: number) =>
      resource(at, ["delete", "create"], {
        before: { environment: "old", wait_timer: 0 },
        after: { environment: "eu", wait_timer },
        replace_paths: [["environment"]],
      });
    expect(compare([replaced(0)], [replaced(30)]).stops).toEqual([
      `stack ${at}: replace forced by environment, without what was reviewed of wait_timer`,
    ]);
    const reviewers = [{ teams: [8] }];
    const created = (after: object) => resource(at, ["create"], { after: { environment: "eu", ...after } });
    expect(compare([created({})], [created({ reviewers })]).stops).toEqual([
      `stack ${at}: create, without what was reviewed of reviewers`,
    ]);
  });

  test("an update that weakens a guard passes only with all that was reviewed beside it", () => {
    const teams = (...ids: readonly number[]) => ({ environment: "eu", reviewers: [{ teams: ids }] });
    const address = "github_repository_environment.Eu";
    const reviewed = update(address, teams(7), teams(8));
    const now = update(address, teams(7, 8), teams(8));
    expect(compare([now], [reviewed]).stops).toEqual([
      `stack ${address}: update, without what was reviewed of reviewers.teams; it weakens a guard: reviewers.teams: somebody cannot approve any more, or nobody has to`,
    ]);
    expect(compare([reviewed], [reviewed]).stops).toEqual([]);
  });

  test("a replacement in another order, or that destroys what was to stay, does not pass", () => {
    const replacing = (...actions: readonly string[]) =>
      resource(address, actions, { before, after, replace_paths: [["name"]] });
    expect(compare([replacing("delete", "create")], [replacing("create", "forget")]).stops).toEqual([
      "stack test_thing.a: replace forced by name, by delete and create where create and forget was reviewed",
    ]);
    expect(compare([replacing("delete", "create")], [replacing("create", "delete")]).stops).toHaveLength(1);
  });

  test("an update of another object that is imported does not pass", () => {
    const importing = (id: string) => update(address, before, after, { importing: { id } });
    expect(compare([importing("i-2")], [importing("i-1")]).stops).toEqual([
      "stack test_thing.a: update, of the imported i-2, which was not reviewed",
    ]);
    expect(compare([importing("i-1")], [importing("i-1")]).stops).toEqual([]);
    expect(compare([updated], [importing("i-1")]).stops).toEqual([]);
  });

  test("a creation of what is in the state and was not found since does not pass", () => {
    const vanished = { resource_drift: [resource(address, ["delete"], { before })] };
    const now = reported(plan([created], vanished)).report;
    expect(comparePlans(now, reported(plan([created])).report).stops).toEqual([
      "stack test_thing.a: create of what was in the state and is not found, which was there when it was reviewed",
    ]);
    expect(comparePlans(now, now).stops).toEqual([]);
  });

  test("moves and imports, and what is not due any more, pass and are told", () => {
    expect(compare([moved], [app(2, "INFO")])).toEqual({
      stops: [],
      passes: [
        "stack test_thing.a: move, which the reviewed plan does not have",
        "stack digitalocean_app.App: the reviewed redeploy is not due any more",
      ],
    });
  });
});

describe("a team that an import reads by its id", () => {
  const access = (team_id: string, ...users: string[]) => ({
    team: [{ team_id, permission: "push" }],
    user: users.map((username) => ({ username, permission: "pull" })),
  });
  const adopted = (...users: string[]) =>
    update("github_repository_collaborators.c", access("7"), access("developers", ...users), {
      importing: { id: "lingobot" },
    });
  const on = (change: ResourceChangeJson, teams?: ReadonlyMap<string, string>) =>
    reportOf([{ name: "stack", plan: plan([change]), ...(teams === undefined ? {} : { teams }) }]);
  const KNOWN = new Map([["7", "developers"]]);

  test("is no new access by hand, where its slug is known", () => {
    expect(comparePlans(on(adopted(), KNOWN), undefined, true)).toEqual({
      stops: [],
      passes: ["stack: passes by hand, without a review: 1 update"],
    });
  });

  test("stops where it is not known, or is another", () => {
    expect(comparePlans(on(adopted()), undefined, true).stops).toEqual([
      expect.stringContaining("unless it is team 7 under its other name"),
    ]);
    expect(comparePlans(on(adopted(), new Map([["7", "designers"]])), undefined, true).stops).toEqual([
      expect.stringContaining("it weakens a guard: team.team_id: somebody gets access to the repository"),
    ]);
  });

  test("does not hide somebody who gets access beside it", () => {
    expect(comparePlans(on(adopted("eve"), KNOWN), undefined, true).stops).toEqual([
      "stack github_repository_collaborators.c: update; it weakens a guard: user: somebody gets access to the repository",
    ]);
  });

  test("passes as reviewed, whether or not its slug was known then, and stops when nothing was", () => {
    for (const reviewed of [on(adopted(), KNOWN), on(adopted())])
      expect(comparePlans(on(adopted(), KNOWN), reviewed)).toEqual({ stops: [], passes: [] });
    expect(comparePlans(on(adopted(), KNOWN), on(created)).stops).toEqual([
      "stack github_repository_collaborators.c: update, which the reviewed plan does not have",
    ]);
  });
});

test.each([
  ["github_repository.r", { auto_init: false }, { auto_init: true }],
  ["digitalocean_app.a", { deployment_per_page: null }, { deployment_per_page: 20 }],
  ["github_repository_file.f", { commit_author: null }, { commit_author: "ada" }],
])(
  "what an import leaves empty in the state of %s passes by hand and as reviewed",
  (address, before, after) => {
    const adopted = update(address, before, after, { importing: { id: "x" } });
    const { report } = reported(plan([adopted]));
    expect(comparePlans(report, undefined, true).stops).toEqual([]);
    expect(comparePlans(report, report)).toEqual({ stops: [], passes: [] });
  },
);
