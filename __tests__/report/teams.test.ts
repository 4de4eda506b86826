import { markdown, reportOf } from "../../report";
import type { Json } from "../../report/plan-json";
import { plan, resource, update } from "./plans";

const KNOWN = new Map([
  ["7", "platform"],
  ["8", "developers"],
]);
const ACCESS = "somebody gets access to the repository";
const COLLABORATORS = "github_repository_collaborators.c";

const teams = (...all: readonly (readonly [string, string])[]): Json => ({
  repository: "shop",
  team: all.map(([team_id, permission]) => ({ team_id, permission })),
});

function reportOn(before: Json, after: Json, known: ReadonlyMap<string, string> = KNOWN) {
  const importing = { importing: { id: "shop" } };
  return reportOf([
    { name: "repository", plan: plan([update(COLLABORATORS, before, after, importing)]), teams: known },
  ]);
}

function weakened(before: Json, after: Json, known?: ReadonlyMap<string, string>) {
  return reportOn(before, after, known).changes.flatMap(({ weakens }) => weakens ?? []);
}

describe("a team that is read by its id, and has its slug in the code", () => {
  test("gets no access, and is told under both names", () => {
    const report = reportOn(teams(["7", "push"]), teams(["platform", "push"]));
    expect(report.changes).toHaveLength(1);
    expect(report.changes[0]).not.toHaveProperty("weakens");
    expect(report.changes[0]?.attributes).toEqual([
      {
        path: "team.team_id",
        before: { kind: "value", value: "7" },
        after: { kind: "value", value: "platform" },
        sameTeam: true,
      },
    ]);
    expect(markdown(report)).toContain('`team.team_id`: `"7"` → `"platform"` — the same team');
  });

  test("is found among others, whichever side has the slug", () => {
    const [ids, slugs] = [
      teams(["7", "push"], ["8", "pull"]),
      teams(["developers", "pull"], ["platform", "push"]),
    ];
    for (const [before, after] of [
      [ids, slugs],
      [slugs, ids],
    ] as const) {
      const [change] = reportOn(before, after).changes;
      expect(change).not.toHaveProperty("weakens");
      expect(change?.attributes.map(({ sameTeam }) => sameTeam)).toEqual([true, true]);
    }
    expect(
      reportOn(ids, slugs)
        .changes[0]?.attributes.map(({ path }) => path)
        .sort(),
    ).toEqual(["team[developers].team_id", "team[platform].team_id"]);
  });

  test("may do more when its permission rises, and nothing is said when it falls", () => {
    expect(weakened(teams(["7", "push"]), teams(["platform", "admin"]))).toEqual([
      "team.permission: somebody may do more in the repository",
    ]);
    expect(weakened(teams(["7", "push"], ["8", "pull"]), teams(["platform", "pull"]))).toEqual([]);
  });

  test("is another team than one that gets access beside it", () => {
    expect(weakened(teams(["7", "push"]), teams(["platform", "push"], ["developers", "push"]))).toEqual([
      `team[developers]: ${ACCESS}`,
      "team[developers]: somebody may do more in the repository",
    ]);
    expect(weakened(teams(["8", "push"]), teams(["platform", "push"]))).toEqual([`team.team_id: ${ACCESS}`]);
  });

  test("is known to a plan that looked it up itself", () => {
    const prior_state = {
      values: {
        root_module: {
          resources: [{ mode: "data", type: "github_team", values: { id: "7", slug: "platform" } }],
        },
      },
    };
    const planned = plan([update(COLLABORATORS, teams(["7", "push"]), teams(["platform", "push"]))], {
      prior_state,
    });
    expect(reportOf([{ name: "repository", plan: planned }]).changes[0]).not.toHaveProperty("weakens");
  });

  test("is not one whose slug is digits alone, which the provider takes for an id", () => {
    expect(weakened(teams(["7", "push"]), teams(["12", "push"]), new Map([["7", "12"]]))).toEqual([
      `team.team_id: ${ACCESS}`,
    ]);
  });
});

describe("a team whose id nobody could name", () => {
  const nobody = new Map<string, string>();

  test("may be the one that gets access, which is told", () => {
    expect(weakened(teams(["7", "push"]), teams(["platform", "push"]), nobody)).toEqual([
      `team.team_id: ${ACCESS}, unless it is team 7 under its other name`,
    ]);
    const several = weakened(
      teams(["7", "push"], ["8", "push"], ["9", "pull"]),
      teams(["platform", "push"]),
      nobody,
    );
    expect(several).toEqual([
      `team[platform]: ${ACCESS}, unless it is team 7 or 8 under its other name`,
      "team[platform]: somebody may do more in the repository, unless it is team 7 or 8 under its other name",
    ]);
  });

  test("gets more with another permission, whoever it is", () => {
    expect(weakened(teams(["7", "push"]), teams(["platform", "admin"]), nobody)).toEqual([
      "team.permission: somebody may do more in the repository",
      `team.team_id: ${ACCESS}, unless it is team 7 under its other name`,
    ]);
    expect(
      weakened(teams(["7", "push"], ["8", "push"]), teams(["platform", "admin"], ["8", "push"]), nobody),
    ).toContain("team[platform]: somebody may do more in the repository");
  });

  test("is not one that the code names by an id as well", () => {
    expect(weakened(teams(["7", "push"]), teams(["9", "push"]), nobody)).toEqual([`team.team_id: ${ACCESS}`]);
  });
});

test("other objects have no teams", () => {
  const other = update("test_thing.a", teams(["7", "push"]), teams(["platform", "push"]));
  const created = resource(COLLABORATORS, ["create"], { after: teams(["7", "push"]) });
  const report = reportOf([{ name: "repository", plan: plan([other, created]), teams: KNOWN }]);
  expect(report.changes.flatMap(({ attributes }) => attributes)).not.toContainEqual(
    expect.objectContaining({ sameTeam: true }),
  );
});
