import type { DeliveryPipelineProps, Problem } from "../constructs";
import type { PlatformSettings } from "./settings";

type CodeOwners = NonNullable<DeliveryPipelineProps["codeOwners"]>;

/** Too little for a code owner: they need write access (GitHub documentation, "About code owners"). */
const CANNOT_WRITE: readonly (string | undefined)[] = [undefined, "pull", "triage"];

/** Teams that own code must be able to write to the repository, whose teams are listed in the settings. */
export function codeOwnerProblems({ github, pipeline }: PlatformSettings): Problem[] {
  const { owner, teams } = github;
  if (pipeline?.codeOwners === undefined || teams === undefined) return [];
  const prefix = `@${owner}/`.toLowerCase();
  const named = Object.values(pipeline.codeOwners).flat();
  const ours = [...new Set(named)].filter((name) => name.toLowerCase().startsWith(prefix));
  const cannot = ours.filter((name) => CANNOT_WRITE.includes(permissionOf(teams, name.slice(prefix.length))));
  if (cannot.length === 0) return [];
  const can = Object.keys(teams).filter((team) => !CANNOT_WRITE.includes(teams[team]));
  return [
    {
      fault: "code owners cannot write to the repository, so GitHub ignores them",
      got: cannot,
      allowed: `teams with push, maintain or admin: ${can.join(", ")}`,
      next: "give them more in github.teams, or take them out of codeOwners",
    },
  ];
}

function permissionOf(teams: Readonly<Record<string, string>>, team: string): string | undefined {
  return Object.hasOwn(teams, team) ? teams[team] : undefined;
}

/** The same teams of another organization. */
export function codeOwnersOf(codeOwners: CodeOwners, from: string, to: string): CodeOwners {
  const moved = (name: string) =>
    name.startsWith(`@${from}/`) ? `@${to}/${name.slice(from.length + 2)}` : name;
  return Object.fromEntries(Object.entries(codeOwners).map(([path, owners]) => [path, owners.map(moved)]));
}
