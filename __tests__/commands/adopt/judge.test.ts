import { judge } from "../../../commands/adopt/judge";
import { reportOf } from "../../../report";
import type { PlanJson, ResourceChangeJson } from "../../../report/plan-json";
import { plan, resource, update } from "../../report/plans";

const KNOWLEDGE = { domains: {}, mayRedeploy: false };
const TEAMS = new Map([["7", "platform"]]);
const IMPORTING = { importing: { id: "some-id" } };

function verdictOn(
  changes: readonly ResourceChangeJson[],
  knowledge = KNOWLEDGE,
  more: Partial<PlanJson> = {},
) {
  return judge(reportOf([{ name: "staging", plan: plan(changes, more), teams: TEAMS }]), knowledge);
}

const NOTHING = { stateOnly: [], secrets: [], redeployed: [], differences: [] };
const access = (team: string, permission = "push") => ({ team: [{ team_id: team, permission }] });

describe("is no change in the clouds", () => {
  test("an import that changes nothing", () => {
    expect(verdictOn([resource("github_branch.a", ["no-op"], IMPORTING)])).toEqual(NOTHING);
  });

  test.each([
    ["digitalocean_app.a", { deployment_per_page: null }, { deployment_per_page: 20 }, "deployment_per_page"],
    ["github_repository.a", { auto_init: false }, { auto_init: true }, "auto_init"],
    ["github_repository_file.a", { commit_author: null }, { commit_author: "ada" }, "commit_author"],
    ["github_repository_collaborators.a", access("7"), access("platform"), "team.team_id"],
  ])("what the state of %s alone has", (address, before, after, paths) => {
    expect(verdictOn([update(address, before, after, IMPORTING)])).toEqual({
      ...NOTHING,
      stateOnly: [`staging: ${address}: ${paths}`],
    });
  });

  test("a secret that no cloud tells", () => {
    const after = { secret_name: "KEY", environment: "staging", plaintext_value: "x" };
    const sensitive = { after_sensitive: { plaintext_value: true } };
    expect(
      verdictOn([resource("github_actions_environment_secret.a", ["create"], { after, ...sensitive })]),
    ).toEqual({
      ...NOTHING,
      secrets: ["KEY of environment staging"],
    });
  });
});

describe("is a difference", () => {
  const differences = (changes: readonly ResourceChangeJson[], more: Partial<PlanJson> = {}) =>
    verdictOn(changes, KNOWLEDGE, more).differences;

  test("a team with another permission, or another team", () => {
    const on = (before: object, after: object) =>
      differences([update("github_repository_collaborators.a", before as never, after as never, IMPORTING)]);
    const advice =
      "set github.teams and github.collaborators to what exists; where that cannot be said, change it in the cloud first";
    expect(on(access("7"), access("platform", "admin")).at(-1)).toContain(advice);
    expect(on(access("8"), access("platform"))).toEqual([
      `staging: github_repository_collaborators.a: team.team_id is 8, the settings make it platform: ${advice}`,
    ]);
  });

  test("a value, beside what the state alone has", () => {
    const before = { deployment_per_page: null, spec: [{ region: "fra" }] };
    const after = { deployment_per_page: 20, spec: [{ region: "nyc" }] };
    expect(differences([update("digitalocean_app.a", before, after, IMPORTING)])).toEqual([
      "staging: digitalocean_app.a: spec.region is fra, the settings make it nyc: set region to what exists; where that cannot be said, change it in the cloud first",
    ]);
  });

  test("a value that no setting says", () => {
    expect(
      differences([update("github_repository.a", { archived: true }, { archived: false }, IMPORTING)]),
    ).toEqual([
      "staging: github_repository.a: archived is true, the settings make it false: no setting says this; change it in the cloud first, then adopt again",
    ]);
  });

  test("a replacement and a destruction", () => {
    const replaced = resource("github_branch.a", ["delete", "create"], {
      before: { branch: "a" },
      after: { branch: "b" },
      replace_paths: [["branch"]],
    });
    expect(differences([replaced])).toEqual([
      "staging: github_branch.a (replace): branch is a, the settings make it b: no setting says this; change it in the cloud first, then adopt again",
    ]);
    expect(differences([resource("github_branch.a", ["delete"], { before: {} })])).toEqual([
      "staging: github_branch.a (destroy): no setting says this; change it in the cloud first, then adopt again",
    ]);
  });

  test.each([
    ["digitalocean_uptime_check", 'it does not exist; make it by hand first, or say uptime: "none"'],
    ["digitalocean_app", "it does not exist; make it by hand first, or take it out of the settings"],
  ])("a new %s", (type, advice) => {
    expect(differences([resource(`${type}.a`, ["create"], { after: { name: "x" } })])).toEqual([
      `staging: ${type}.a would be created: ${advice}`,
    ]);
  });

  test("a domain, unless the app has just that and may be deployed once more", () => {
    const domain = { name: "a.example", type: "PRIMARY", wildcard: false, zone: "" };
    const changes = [
      update("digitalocean_app.a", { spec: [{ domain: [] }] }, { spec: [{ domain: [domain] }] }, IMPORTING),
    ];
    const having = (live: string, mayRedeploy: boolean) =>
      verdictOn(changes, {
        ...KNOWLEDGE,
        mayRedeploy,
        domains: { staging: [{ domain: live, type: "PRIMARY" }] },
      } as never);
    expect(having("a.example", true)).toEqual({ ...NOTHING, redeployed: ["staging: digitalocean_app.a"] });
    expect(having("a.example", false).differences).toEqual([
      expect.stringContaining("say --redeploy to have that"),
    ]);
    expect(having("b.example", true).differences).toEqual([
      expect.stringContaining("set domains to what exists"),
    ]);
  });

  test("what keeps Terraform from planning", () => {
    const report = reportOf([
      {
        name: "staging",
        plan: {
          ...plan([]),
          errored: true,
          checks: [
            {
              address: { to_display: "digitalocean_app.a" },
              status: "fail",
              instances: [{ problems: [{ message: "not so" }] }],
            },
          ],
          deferred_changes: [
            { reason: "provider_config_unknown", resource_change: resource("github_branch.b", ["create"]) },
          ],
        },
        diagnostics: [
          { severity: "error", summary: "no such thing", detail: "look again" },
          { severity: "warning", summary: "old" },
        ],
      },
    ]);
    const found = judge(report, KNOWLEDGE).differences;
    expect(found).toContain("staging: no such thing: look again");
    expect(found).toContain("staging: digitalocean_app.a: not so");
    expect(found).toContainEqual(expect.stringContaining("staging: github_branch.b could not be planned: "));
    expect(found.join()).not.toContain("old");
  });
});
