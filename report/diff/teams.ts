import type { Sides } from "../values/annotate";
import type { Node } from "../values/node";
import type { Difference } from "./differences";

/** Slugs of GitHub's teams by their ids. */
export type TeamSlugs = ReadonlyMap<string, string>;

export const COLLABORATORS = "github_repository_collaborators";

/** Both sides of a change with one name for each team, and the teams that had two. */
export interface OneName {
  readonly sides: Sides;
  readonly renamed: readonly Difference[];
}

/** Gives each team that has access the name that it gets: an import reads ids, where the code has slugs. */
export function withOneName(type: string, sides: Sides, slugs: TeamSlugs): OneName {
  if (type !== COLLABORATORS) return { sides, renamed: [] };
  const [before, after] = [teamsIn(sides.before), teamsIn(sides.after)];
  const next = new Map(after.map((team) => [slugOf(team, slugs), team]));
  const names = new Map(before.map((team) => [team, next.get(slugOf(team, slugs)) ?? team]));
  const isOnly = before.length <= 1 && after.length <= 1;
  const renamed = [...names].filter(([old, name]) => old !== name);
  return {
    sides:
      renamed.length === 0
        ? sides
        : { before: inOrder(sides.before, names), after: inOrder(sides.after, new Map()) },
    renamed: renamed.map(([old, name]) => ({
      path: [{ name: "team", ...(isOnly ? {} : { key: name }) }, { name: "team_id" }],
      before: scalar(old),
      after: scalar(name),
    })),
  };
}

/** Whether a team's name is its id: the provider takes digits for one, whatever the slugs are. */
export function isTeamId(name: unknown): name is string {
  return typeof name === "string" && /^\d+$/.test(name);
}

function slugOf(team: string, slugs: TeamSlugs): string {
  const slug = slugs.get(team);
  return slug === undefined || isTeamId(slug) ? team : slug;
}

function teamsIn(node: Node | undefined): string[] {
  const teams = node?.kind === "map" ? node.entries.get("team") : undefined;
  return teams?.kind === "list" ? teams.items.flatMap((team) => nameOf(team) ?? []) : [];
}

function nameOf(team: Node): string | undefined {
  const name = team.kind === "map" ? team.entries.get("team_id") : undefined;
  return name?.kind === "scalar" && typeof name.value === "string" ? name.value : undefined;
}

/** Teams are a set: ids and slugs have it in another order each. */
function inOrder(node: Node | undefined, names: ReadonlyMap<string, string>): Node | undefined {
  const teams = node?.kind === "map" ? node.entries.get("team") : undefined;
  if (node?.kind !== "map" || teams?.kind !== "list") return node;
  const named = teams.items.map((team): Node => {
    const name = names.get(nameOf(team) ?? "");
    if (team.kind !== "map" || name === undefined) return team;
    return { ...team, entries: new Map([...team.entries, ["team_id", scalar(name)]]) };
  });
  const items = named.sort((a, b) => ((nameOf(a) ?? "") < (nameOf(b) ?? "") ? -1 : 1));
  return { ...node, entries: new Map([...node.entries, ["team", { ...teams, items }]]) };
}

function scalar(value: string): Node {
  return { kind: "scalar", value };
}
