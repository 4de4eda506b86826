import type { Diagnostic, StackPlan } from "../../report";
import type { SynthesizedStack } from "../../tools/synthesized";
import { describeAlerts } from "../alerts/differences";
import { compareAll } from "../alerts/run";
import { type Clouds, cloudsOf } from "../clouds/clouds";
import { CloudError } from "../clouds/http";
import { renamedEnvironments, tellingStack } from "../renamed-environments";
import { describeDifferences, differencesOf } from "../secrets/differences";
import { comparable } from "./untrusted/comparable";

/**
 * Adds to a plan what it ignores and so cannot show: secrets that code and clouds name differently, and alerts that tell
 * others than the code says. A cloud that does not answer, or lets nobody in, is told as a warning.
 * @param base what the trusted code synthesizes, where the stack is foreign: only what that has is asked for.
 * @default - the stack is trusted
 */
export function withUnplanned(
  plan: StackPlan,
  stack: SynthesizedStack,
  env: NodeJS.ProcessEnv,
  base?: readonly SynthesizedStack[],
): Promise<StackPlan> {
  const asked = base === undefined ? { stack, left: [] } : comparable(stack, base);
  const notAsked = asked.left.map((subject) => ({
    severity: "warning" as const,
    summary: `secrets and alerts were not compared with the clouds: the base has no ${subject}`,
  }));
  const summary = "secrets and alerts could not be compared with the clouds, and no plan shows them";
  return orWarning(withDiagnostics(plan, notAsked), summary, async (told) => ({
    ...told,
    unplanned: await unplannedOf(asked.stack, cloudsOf([stack], env)),
  }));
}

/**
 * Adds to the plans of some stacks the apps that no stack defines any more.
 * @param all all stacks of the code
 */
export async function withRenamedEnvironments(
  plans: readonly StackPlan[],
  stacks: readonly SynthesizedStack[],
  all: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): Promise<StackPlan[]> {
  const teller = tellingStack(stacks)?.name;
  const extend = async (plan: StackPlan): Promise<StackPlan> => {
    const found = await renamedEnvironments(stacks, all, env);
    return found.length === 0 ? plan : { ...plan, unplanned: [...(plan.unplanned ?? []), ...found] };
  };
  const summary = "whether an app is left behind by a renamed environment could not be looked at";
  return Promise.all(plans.map((plan) => (plan.name === teller ? orWarning(plan, summary, extend) : plan)));
}

async function orWarning(
  plan: StackPlan,
  summary: string,
  extend: (plan: StackPlan) => Promise<StackPlan>,
): Promise<StackPlan> {
  try {
    return await extend(plan);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const warning = { severity: "warning" as const, summary, detail: error.message };
    return withDiagnostics(plan, [warning]);
  }
}

function withDiagnostics(plan: StackPlan, more: readonly Diagnostic[]): StackPlan {
  return more.length === 0 ? plan : { ...plan, diagnostics: [...(plan.diagnostics ?? []), ...more] };
}

async function unplannedOf(stack: SynthesizedStack, clouds: Clouds): Promise<string[]> {
  const secrets = describeDifferences(await differencesOf(stack, clouds));
  return [...secrets, ...describeAlerts(await compareAll([stack], clouds.digitalocean))];
}
