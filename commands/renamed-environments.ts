import type { SynthesizedStack } from "../tools/synthesized";
import { cloudsOf } from "./clouds/clouds";
import { resourcesOf } from "./configuration";
import { renamedEnvironment } from "./preflight/checks/renamed-environment";
import { withStates } from "./preflight/state-reader";

/**
 * Apps that no stack defines any more, in sentences: what the preflight finds, for a plan and for the drift check, which
 * look at what is defined and so at none of them.
 * @param stacks those that are looked at
 * @param all all stacks of the code
 * @throws CloudError when a cloud does not answer or a state cannot be read
 */
export async function renamedEnvironments(
  stacks: readonly SynthesizedStack[],
  all: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const found = await withStates(env, (states) =>
    renamedEnvironment.run({ stacks, all, env, states, ...cloudsOf(stacks, env) }),
  );
  return found.map((finding) =>
    "problem" in finding ? `${finding.problem}; ${finding.next}` : finding.note,
  );
}

/** The stack with which it is told: the first that has an app. */
export function tellingStack(stacks: readonly SynthesizedStack[]): SynthesizedStack | undefined {
  return stacks.find((stack) => resourcesOf(stack, "digitalocean_app").length > 0);
}
