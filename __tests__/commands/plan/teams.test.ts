import { withTeams } from "../../../commands/plan/teams";
import { reportOf } from "../../../report";
import type { Json, PlanJson } from "../../../report/plan-json";
import type { SynthesizedStack } from "../../../tools/synthesized";
import { plan, update } from "../../report/plans";
import { World } from "../world";

let world: World;
let stacks: SynthesizedStack[];
let asked: string[];

beforeEach(async () => {
  asked = [];
  world = await World.open({ observe: ({ path }) => void asked.push(path) });
  world.createRepository();
  stacks = world.stacks();
});
afterEach(() => world.close());

const teams = (...names: readonly string[]): Json => ({
  team: names.map((team_id) => ({ team_id, permission: "maintain" })),
});
const taking = (before: Json, after: Json) =>
  plan([update("github_repository_collaborators.c", before, after, { importing: { id: "lingobot" } })]);

function id(slug: string): string {
  return String(world.github.organizations.team("lingobot", slug).id);
}

function repository(): SynthesizedStack {
  return stacks.find(({ name }) => name === "repository") as SynthesizedStack;
}

async function named(
  planned: PlanJson,
  env: NodeJS.ProcessEnv = {},
  base?: readonly SynthesizedStack[],
  stack = repository(),
) {
  const own = { name: "repository", plan: planned };
  return withTeams(own, stack, { ...world.env(stacks), ...env }, base);
}

test("teams that an import reads by their ids are named by GitHub, and get no access", async () => {
  const [change] = reportOf([await named(taking(teams(id("platform")), teams("platform")))]).changes;
  expect(change?.attributes).toEqual([expect.objectContaining({ path: "team.team_id", sameTeam: true })]);
  expect(change).not.toHaveProperty("weakens");
});

test("a team that has no access is not taken for one", async () => {
  const { teams: slugs } = await named(taking(teams(id("platform")), teams("developers")));
  expect([...(slugs?.values() ?? [])]).toEqual(["platform"]);
});

test.each<[string, () => PlanJson]>([
  ["has no teams by their ids", () => taking(teams("platform"), teams("platform", "developers"))],
  ["has the same ids on both sides", () => taking(teams("7"), teams("7", "platform"))],
  ["changes something else", () => plan([update("test_thing.a", teams("7"), teams("platform"))])],
])("GitHub is not asked for a plan that %s", async (_, planned) => {
  expect(await named(planned())).not.toHaveProperty("teams");
  expect(asked).toEqual([]);
});

test("without a token that is told, and what it may be instead of new access", async () => {
  const planned = await named(taking(teams("7"), teams("platform")), { GITHUB_TOKEN: "" });
  const { diagnostics, changes } = reportOf([planned]);
  expect(diagnostics).toEqual([
    expect.objectContaining({
      severity: "warning",
      summary: "teams that the plan has by their ids could not be named, and may be those that get access",
      detail: "GitHub was not asked: GITHUB_TOKEN is not set",
    }),
  ]);
  expect(changes[0]?.weakens).toEqual([
    "team.team_id: somebody gets access to the repository, unless it is team 7 under its other name",
  ]);
});

test("foreign code does not choose whose teams are told", async () => {
  const foreign = structuredClone(repository());
  const made = foreign.configuration.resource?.github_repository ?? {};
  for (const each of Object.values(made)) Object.assign(each, { name: "other" });
  const planned = taking(teams(id("platform")), teams("platform"));
  expect((await named(planned, {}, stacks, foreign)).teams?.get(id("platform"))).toBe("platform");
  expect(asked.every((path) => path.startsWith("/repos/lingobot/lingobot/teams"))).toBe(true);
  expect(await named(planned, {}, [], foreign)).not.toHaveProperty("teams");
});
