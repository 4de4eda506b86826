import { COLLABORATORS, isTeamId, type TeamSlugs } from "../diff/teams";
import type { AttributeChange } from "../model";
import type { Json } from "../plan-json";
import { isRecord } from "../values/record";

/** The attributes, with the ids that nobody could name on each team that may be the one of such an id. */
export function withUnnamedTeams(
  type: string,
  attributes: readonly AttributeChange[],
  slugs: TeamSlugs,
): readonly AttributeChange[] {
  if (type !== COLLABORATORS) return attributes;
  return attributes.map((attribute) => {
    const ids = sameAccess(attribute, attributes).filter((team) => isTeamId(team) && !slugs.has(team));
    return ids.length === 0 ? attribute : { ...attribute, perhapsTeams: ids };
  });
}

/** Names that go, and that have what the name that comes gets; none for a name that is an id, which is no other id. */
function sameAccess({ path, before, after }: AttributeChange, all: readonly AttributeChange[]): string[] {
  const [old, next] = [shown(before), shown(after)];
  if (path === "team.team_id") return typeof old === "string" && !isTeamId(next) ? [old] : [];
  if (!path.startsWith("team[") || old !== undefined || !isRecord(next) || isTeamId(next.team_id)) return [];
  return all.flatMap((each) => {
    const team = shown(each.before);
    if (!each.path.startsWith("team[") || shown(each.after) !== undefined || !isRecord(team)) return [];
    return team.permission === next.permission ? [String(team.team_id)] : [];
  });
}

function shown(side: AttributeChange["before"]): Json | undefined {
  return side.kind === "value" ? side.value : undefined;
}
