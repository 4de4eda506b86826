import type { GitHub } from "./github";

/** A team that has access to a repository, as GitHub tells it. */
export interface LiveTeam {
  readonly id: number;
  readonly slug: string;
  readonly permission: string;
}

/**
 * Teams that have access. A user's repository has none, and GitHub may say so with 404.
 * @param path of the repository: /repos/OWNER/NAME
 * @throws CloudError
 */
export async function teamsWithAccess(github: GitHub, path: string): Promise<LiveTeam[]> {
  const what = `${path}/teams`;
  return (await github.has(what)) ? github.list(what) : [];
}

/** Slugs of teams by their ids. */
export function slugsOf(teams: readonly LiveTeam[]): Map<string, string> {
  return new Map(teams.map(({ id, slug }) => [String(id), slug]));
}
