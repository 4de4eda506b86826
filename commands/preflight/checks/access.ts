import type { SynthesizedStack } from "../../../tools/synthesized";
import { repositoryOf, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";
import { missingTeam, missingUser } from "../people";

/** Whoever gets access to the repository exists. */
export const access: Check = {
  id: "access",
  run: async (context) => {
    if (!context.github.hasToken) return [];
    const answers = await Promise.all(context.stacks.map((stack) => findingsOf(stack, context)));
    return answers.flat();
  },
};

interface AccessLists {
  readonly team?: readonly { readonly team_id: string }[];
  readonly user?: readonly { readonly username: string }[];
}

async function findingsOf(stack: SynthesizedStack, { github }: PreflightContext): Promise<Finding[]> {
  const owner = repositoryOf(stack)?.owner;
  if (owner === undefined) return [];
  const lists = resourcesOf(stack, "github_repository_collaborators").map(
    ({ values }) => values as AccessLists,
  );
  const teams = lists.flatMap(({ team = [] }) => team.map(({ team_id }) => team_id));
  const users = lists.flatMap(({ user = [] }) => user.map(({ username }) => username));
  const [noTeams, noUsers] = await Promise.all([
    Promise.all(teams.map((slug) => missingTeam(slug, owner, github))),
    Promise.all(users.map((login) => missingUser(login, github))),
  ]);
  return [
    ...told(stack, noTeams, "correct github.teams in the settings, or create the team"),
    ...told(stack, noUsers, "correct github.collaborators in the settings"),
  ];
}

function told(stack: SynthesizedStack, missing: readonly (string | undefined)[], next: string): Finding[] {
  return missing.flatMap((problem) =>
    problem === undefined ? [] : [{ problem: `${stack.name}: ${problem}`, next }],
  );
}
