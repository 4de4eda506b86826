import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../../sandbox/cloud/cloud";
import { lingobotDigitalOcean } from "../../../../sandbox/cloud/digitalocean/world";
import { githubResources } from "../../../../sandbox/terraform/github";
import type { Context, Value, Values } from "../../../../sandbox/terraform/resource-type";

/**
 * What the real provider planned is created here and read again: the state must be the one that it recorded,
 * but for ids, shas, times and entity tags, which the service gives.
 */
const SCENARIOS = [
  "repository-minimal",
  "repository-full",
  "branches-and-rulesets",
  "environments",
  "actions-files-labels",
];

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly before: Values; readonly after: Values };
}

const ORDER = [
  "github_repository",
  "github_team",
  "github_team_repository",
  "github_branch",
  "github_repository_environment",
];
const GIVEN = new Set([
  "id",
  "node_id",
  "etag",
  "repo_id",
  "ruleset_id",
  "team_id",
  "sha",
  "source_sha",
  "commit_sha",
]);
const TIMES = new Set(["created_at", "updated_at"]);

function changes(scenario: string, step: string): Change[] {
  const file = join(__dirname, "../../../real-plans", scenario, step, "plan.json");
  return JSON.parse(readFileSync(file, "utf8")).resource_changes;
}

function context(): Context {
  const github = {
    organizations: [
      {
        login: "acme",
        plan: "enterprise" as const,
        admins: ["boss"],
        teams: [],
        secretProtection: true,
        codeSecurity: true,
      },
    ],
    users: ["boss", "octo"],
    tokenOwner: "boss",
  };
  const cloud = Cloud.open(join(mkdtempSync(join(tmpdir(), "recorded-")), "s.json"), {
    digitalocean: lingobotDigitalOcean,
    github,
  });
  return { cloud, provider: { owner: "acme", token: "t", authenticated: true } };
}

function rank({ type }: Change): number {
  const index = ORDER.indexOf(type);
  const isRuleset = type === "github_repository_ruleset";
  return index >= 0 ? index : isRuleset ? ORDER.length + 1 : ORDER.length;
}

/** References to the team were not known when the plan was made. */
function withTeam(type: string, planned: Values, team: Value): Values {
  if (type === "github_team_repository") return { ...planned, team_id: team };
  if (type !== "github_repository_environment" || (planned.reviewers as Values[]).length === 0)
    return planned;
  return { ...planned, reviewers: [{ teams: [Number(team)], users: null }] };
}

/** The state without what is unset or the service gives; sets in one order. */
function comparable(value: Value, key = ""): Value {
  if (key === "invitation_ids") return Object.keys(value as object);
  if (key === "teams" && Array.isArray(value)) return value.length;
  if (GIVEN.has(key)) return typeof value;
  if (TIMES.has(key)) return String(value).replace(/\d/g, "0");
  if (Array.isArray(value)) {
    const items = value.map((each) => comparable(each));
    return items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value)
    .filter((name) => value[name] !== null)
    .sort();
  return Object.fromEntries(names.map((name) => [name, comparable(value[name] ?? null, name)]));
}

test.each(SCENARIOS)("%s: the state after apply is the recorded one", async (scenario) => {
  const world = context();
  let team: Value = null;
  const recorded = new Map(changes(scenario, "2-again").map((each) => [each.address, each.change.before]));
  for (const each of changes(scenario, "1-create").sort((a, b) => rank(a) - rank(b))) {
    const type = githubResources[each.type];
    const made: Values | undefined = await type?.create(world, withTeam(each.type, each.change.after, team));
    if (each.type === "github_team") team = made?.id ?? null;
    const read = await type?.read(world, made ?? {});
    expect(comparable(read ?? null)).toEqual(comparable(recorded.get(each.address) ?? null));
  }
});
