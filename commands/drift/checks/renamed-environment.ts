import type { SynthesizedStack } from "../../../tools/synthesized";
import { renamedEnvironments, tellingStack } from "../../renamed-environments";
import type { DriftCheck } from "../check";

/**
 * Apps of environments that were renamed or taken out of the settings: no stack plans them. Told once.
 * @param stacks those that are looked at
 * @param all all stacks of the code
 */
export function renamedEnvironmentOf(
  stacks: readonly SynthesizedStack[],
  all: readonly SynthesizedStack[],
): DriftCheck {
  return {
    id: "renamed environment",
    run: async ({ stack, env }) => ({
      differs: stack.name === tellingStack(stacks)?.name ? await renamedEnvironments(stacks, all, env) : [],
    }),
  };
}
