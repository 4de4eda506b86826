import { hasTeamsById, type StackPlan } from "../../report";
import type { SynthesizedStack } from "../../tools/synthesized";
import { cloudsOf } from "../clouds/clouds";
import { CloudError } from "../clouds/http";
import { slugsOf, teamsWithAccess } from "../clouds/teams";
import { repositoryOf } from "../configuration";

/**
 * Adds to a plan the slugs of the teams that it has by their ids, as it does after an import. GitHub is asked only then,
 * with the credentials of the stack; where it cannot be, that is a warning, and the report takes such a team for another.
 * @param base what the trusted code synthesizes, where the stack is foreign: only its repository is asked for.
 * @default - the stack is trusted
 */
export async function withTeams(
  plan: StackPlan,
  stack: SynthesizedStack,
  env: NodeJS.ProcessEnv,
  base?: readonly SynthesizedStack[],
): Promise<StackPlan> {
  if (!hasTeamsById(plan.plan)) return plan;
  const trusted = base === undefined ? stack : base.find(({ name }) => name === stack.name);
  const repository = trusted === undefined ? undefined : repositoryOf(trusted);
  if (repository === undefined) return plan;
  try {
    const { github } = cloudsOf([stack], env);
    const path = `/repos/${repository.owner}/${repository.repository}`;
    return { ...plan, teams: slugsOf(await teamsWithAccess(github, path)) };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { ...plan, diagnostics: [...(plan.diagnostics ?? []), unnamed(error)] };
  }
}

function unnamed({ message }: CloudError) {
  const summary = "teams that the plan has by their ids could not be named, and may be those that get access";
  return { severity: "warning" as const, summary, detail: message };
}
