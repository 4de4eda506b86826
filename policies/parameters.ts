import type { Problem } from "../constructs";
import { POLICIES, type PolicyId } from "./catalogue";
import type { PolicySettings } from "./settings";

/** What the platform sets, each the least that a team may set. */
const PLATFORM = { minimumInstances: 2, minimumReviewers: 1 } as const;

type Name = keyof typeof PLATFORM;

const NAMES = Object.keys(PLATFORM) as Name[];

/** The parameters that hold: the team's where they raise the platform's. */
export function parametersOf(settings: PolicySettings): Record<Name, number> {
  const { minimumInstances, minimumReviewers } = PLATFORM;
  return {
    minimumInstances: raised(minimumInstances, settings.minimumInstances),
    minimumReviewers: raised(minimumReviewers, settings.minimumReviewers),
  };
}

/** Faults of the parameters: one that lowers what the platform sets, or is no number. */
export function parameterProblems(settings: PolicySettings): Problem[] {
  return [...NAMES.flatMap((name) => problemOf(name, settings[name])), ...everywhereProblems(settings)];
}

function raised(platform: number, team: number | undefined): number {
  return team !== undefined && Number.isInteger(team) ? Math.max(platform, team) : platform;
}

function problemOf(name: Name, team: number | undefined): Problem[] {
  const platform = PLATFORM[name];
  if (team === undefined || (Number.isInteger(team) && team >= platform)) return [];
  return [
    {
      fault: Number.isInteger(team)
        ? `\`${name}\` lowers what the platform sets: the platform says ${platform}, the settings say ${team}`
        : `\`${name}\` is no whole number`,
      got: team,
      allowed: `${platform} or more`,
      next: "raise it or leave it out; for one stack and a time, waive the policy",
    },
  ];
}

function everywhereProblems({ everywhere = [] }: PolicySettings): Problem[] {
  const known: readonly PolicyId[] = POLICIES.filter(({ scope }) => scope === "production").map(
    ({ id }) => id,
  );
  return everywhere
    .filter((id) => !known.includes(id))
    .map((id) => ({
      fault: "`everywhere` names what is no policy of production",
      got: id,
      allowed: known.join(", "),
      next: "correct it, or leave it out: the other policies are asked of every stack anyway",
    }));
}
