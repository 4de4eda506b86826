import type { GitHubPlan } from "../../../constructs";
import { planNamed } from "../../clouds/plan-names";
import { expectationsOf, repositoryOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

/** From least to most. */
const RANKS: Readonly<Record<GitHubPlan, number>> = { free: 0, team: 1, enterprise: 2 };

/** GitHub's plan is the one that the settings count on: what the plan lacks, GitHub refuses halfway through. */
export const githubPlan: Check = {
  id: "GitHub plan",
  run: async (context) => {
    if (!context.github.hasToken) return [];
    const asked = new Map<string, string>();
    for (const stack of context.stacks) {
      const owner = repositoryOf(stack)?.owner;
      const plan = expectationsOf(stack)?.plan;
      if (owner !== undefined && plan !== undefined) asked.set(owner, plan);
    }
    const answers = await Promise.all([...asked].map(([owner, plan]) => planFindings(owner, plan, context)));
    return answers.flat();
  },
};

async function planFindings(owner: string, wanted: string, context: PreflightContext): Promise<Finding[]> {
  const account = await context.github.account(owner);
  if (account === undefined)
    return [
      {
        problem: `GitHub has no organization or user "${owner}", or the token may not see it`,
        next: "correct github.owner in the settings, or GITHUB_OWNER, which overrides it",
      },
    ];
  const plan = account.plan?.name;
  const [known, counted] = [planNamed(plan), planNamed(wanted)];
  if (known === undefined || counted === undefined)
    return [
      {
        note: `${untold(owner, plan)}; the settings say "${wanted}": not checked`,
      },
    ];
  const [has, needs] = [RANKS[known], RANKS[counted]];
  if (has < needs)
    return [
      {
        problem: `${owner} has GitHub's plan "${plan}", and the settings count on "${wanted}"`,
        next: `say github.plan: "${known}" in the settings, which then tell what it lacks, or buy the plan "${wanted}"`,
      },
    ];
  if (has === needs) return [];
  return [
    { note: `${owner} has GitHub's plan "${plan}", which offers more than "${wanted}" of the settings` },
  ];
}

function untold(owner: string, plan: string | undefined): string {
  return plan === undefined
    ? `GitHub does not tell the plan of ${owner} to this token`
    : `${owner} has GitHub's plan "${plan}", which is not known here`;
}
