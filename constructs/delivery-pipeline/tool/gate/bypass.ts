import type { GitHub } from "../github";
import type { LiveRule } from "./branch-rules";
import { type Finding, unless } from "./finding";

/** Stands for the actors where GitHub does not tell them. */
export const NOT_TOLD = "not told to this token";

/** What is asked of GitHub to compare. */
export type RulesetReader = Pick<GitHub, "get" | "team">;

interface Actor {
  readonly actor_id?: number | null;
  readonly actor_type: string;
  readonly bypass_mode?: string;
}

interface Ruleset {
  readonly name: string;
  readonly bypass_actors?: readonly Actor[];
}

/**
 * Who may bypass the rulesets in force, against who was meant to. GitHub tells it only to tokens that may change
 * rulesets, so `github` must hold the App's; a ruleset that does not tell counts as a finding.
 */
export async function compareBypassActors(
  github: RulesetReader,
  rules: readonly LiveRule[],
  wanted: readonly string[],
): Promise<readonly Finding[]> {
  const ids = new Set(rules.flatMap(({ ruleset_id: id }) => (id === undefined ? [] : [id])));
  const allowed = await Promise.all(wanted.map((actor) => withId(github, actor)));
  const findings: Finding[] = [];
  for (const id of ids) findings.push(...compare(await github.get<Ruleset>(`/rulesets/${id}`), allowed));
  return findings;
}

function compare({ name, bypass_actors: actors }: Ruleset, allowed: readonly string[]): readonly Finding[] {
  const what = `bypass actors of ruleset "${name}"`;
  if (actors === undefined) return [{ what, wanted: allowed, live: NOT_TOLD }];
  const live = actors.map(nameOf);
  return unless(
    live.every(([short, long]) => allowed.includes(short) || allowed.includes(long)),
    what,
    allowed,
    live.map(([, long]) => long),
  );
}

/** "Team:12" and "Team:12:always"; organization administrators have no id. */
function nameOf({ actor_type: type, actor_id: id, bypass_mode: mode }: Actor): readonly [string, string] {
  const short = type === "OrganizationAdmin" || id === undefined || id === null ? type : `${type}:${id}`;
  return [short, `${short}:${mode ?? "always"}`];
}

/** "Team:platform" becomes "Team:12": rulesets name teams by id. */
async function withId(github: RulesetReader, actor: string): Promise<string> {
  const [type, name = "", ...mode] = actor.split(":");
  if (type !== "Team" || /^\d+$/.test(name)) return actor;
  return ["Team", (await github.team(name)).id, ...mode].join(":");
}
