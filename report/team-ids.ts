import { COLLABORATORS, isTeamId } from "./diff/teams";
import type { Json, PlanJson } from "./plan-json";
import { isRecord } from "./values/record";

/** Whether a plan has a team's id on one side alone: who knows its slug knows whether it is on the other. */
export function hasTeamsById({ resource_changes = [] }: PlanJson): boolean {
  return resource_changes.some(({ type, change }) => {
    if (type !== COLLABORATORS || !isRecord(change.before) || !isRecord(change.after)) return false;
    const [before, after] = [teamsOf(change.before.team), teamsOf(change.after.team)];
    return [...before, ...after].some((team) => isTeamId(team) && !(before.has(team) && after.has(team)));
  });
}

function teamsOf(blocks: Json | undefined): Set<Json | undefined> {
  const items = Array.isArray(blocks) ? (blocks as readonly Json[]) : [];
  return new Set(items.map((block) => (isRecord(block) ? block.team_id : undefined)));
}
