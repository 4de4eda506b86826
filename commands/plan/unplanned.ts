import type { StackPlan } from "../../report";
import type { SynthesizedStack } from "../../tools/synthesized";
import { describeAlerts } from "../alerts/differences";
import { compareAll } from "../alerts/run";
import { type Clouds, cloudsOf } from "../clouds/clouds";
import { CloudError } from "../clouds/http";
import { describeDifferences, differencesOf } from "../secrets/differences";

/**
 * Adds to a plan what it ignores and so cannot show: secrets that code and clouds name differently, and alerts that tell
 * others than the code says. A cloud that does not answer, or lets nobody in, is told as a warning.
 */
export async function withUnplanned(
  plan: StackPlan,
  stack: SynthesizedStack,
  env: NodeJS.ProcessEnv,
): Promise<StackPlan> {
  try {
    return { ...plan, unplanned: await unplannedOf(stack, cloudsOf([stack], env)) };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const warning = {
      severity: "warning" as const,
      summary: "secrets and alerts could not be compared with the clouds, and no plan shows them",
      detail: error.message,
    };
    return { ...plan, diagnostics: [...(plan.diagnostics ?? []), warning] };
  }
}

async function unplannedOf(stack: SynthesizedStack, clouds: Clouds): Promise<string[]> {
  const secrets = describeDifferences(await differencesOf(stack, clouds));
  return [...secrets, ...describeAlerts(await compareAll([stack], clouds.digitalocean))];
}
