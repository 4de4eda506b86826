import type { SynthesizedStack } from "../../../tools/synthesized";
import { dataOf, repositoryOf, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";
import { missingTeam, missingUser } from "../people";

/** Whoever approves deployments exists and can read the repository. */
export const reviewers: Check = {
  id: "reviewers",
  run: async (context) => {
    if (!context.github.hasToken) return [];
    const answers = await Promise.all(context.stacks.map((stack) => findingsOf(stack, context)));
    return answers.flat();
  },
};

async function findingsOf(stack: SynthesizedStack, context: PreflightContext): Promise<Finding[]> {
  const name = repositoryOf(stack);
  if (name === undefined) return [];
  const repository = `${name.owner}/${name.repository}`;
  const exists = await context.github.has(`/repos/${repository}`);
  const teams = dataOf(stack, "github_team").map(({ values }) => String(values.slug));
  const users = dataOf(stack, "github_user").map(({ values }) => String(values.username));
  const access = exists && !givesAccess(context) ? repository : undefined;
  const answers = await Promise.all([
    ...teams.map((slug) => teamFindings(slug, name.owner, access, context)),
    ...users.map((login) => userFindings(login, access, context)),
  ]);
  return answers.flat().map((finding) => ({ ...finding, problem: `${stack.name}: ${finding.problem}` }));
}

/** Whether access is given in the same run, so that today's does not count. */
function givesAccess({ stacks }: PreflightContext): boolean {
  return stacks.some((stack) => resourcesOf(stack, "github_repository_collaborators").length > 0);
}

interface ReviewerProblem {
  readonly problem: string;
  readonly next: string;
}

async function teamFindings(
  slug: string,
  owner: string,
  repository: string | undefined,
  { github }: PreflightContext,
): Promise<ReviewerProblem[]> {
  const problem = await missingTeam(slug, owner, github);
  if (problem !== undefined)
    return [{ problem, next: "correct the approval in the settings, or create the team" }];
  if (repository === undefined) return [];
  const readers = await github.list<{ slug: string }>(`/repos/${repository}/teams`);
  return readers.some((team) => team.slug === slug) ? [] : [cannotRead(`team "${slug}"`, repository)];
}

async function userFindings(
  login: string,
  repository: string | undefined,
  { github }: PreflightContext,
): Promise<ReviewerProblem[]> {
  const problem = await missingUser(login, github);
  if (problem !== undefined) return [{ problem, next: "correct the approval in the settings" }];
  if (repository === undefined) return [];
  const path = `/repos/${repository}/collaborators/${login}/permission`;
  const { permission } = (await github.find<{ permission: string }>(path)) ?? { permission: "none" };
  return permission === "none" ? [cannotRead(login, repository)] : [];
}

function cannotRead(who: string, repository: string): ReviewerProblem {
  return {
    problem: `${who} cannot read ${repository}, so GitHub refuses the review`,
    next: "give access in the repository's settings, then npm run deploy -- repository",
  };
}
