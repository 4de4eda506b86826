import type { GitHub } from "../clouds/github";

/** What is wrong with naming this team; undefined when the organization has it. */
export async function missingTeam(slug: string, owner: string, github: GitHub): Promise<string | undefined> {
  if (await github.has(`/orgs/${owner}/teams/${slug}`)) return undefined;
  const known = (await github.has(`/orgs/${owner}`))
    ? await github.list<{ slug: string }>(`/orgs/${owner}/teams`)
    : [];
  const there =
    known.length === 0 ? "there is none" : `there are: ${known.map((team) => team.slug).join(", ")}`;
  return `${owner} has no team "${slug}"; ${there}`;
}

/** What is wrong with naming this person; undefined when GitHub has them. */
export async function missingUser(login: string, github: GitHub): Promise<string | undefined> {
  return (await github.has(`/users/${login}`)) ? undefined : `GitHub has no user "${login}"`;
}
