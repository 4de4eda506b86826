import type { SynthesizedStack } from "../../../tools/synthesized";
import { CloudError } from "../../clouds/http";
import type { Check, Finding, PreflightContext } from "../check";
import { conditionalWrites } from "../conditional-writes";

const NEXT =
  "look at the backend in the settings (`state`) and at its credentials; if a run that ended holds the lock: terraform force-unlock";

/** Each stack's state can be read and locked, and a second run at the same time would be kept out. */
export const state: Check = {
  id: "state",
  run: async (context) => {
    const answers = await Promise.all(context.stacks.map((stack) => findingsOf(stack, context)));
    return answers.flat();
  },
};

async function findingsOf(stack: SynthesizedStack, context: PreflightContext): Promise<Finding[]> {
  try {
    await context.states.lock(stack);
    const backend = stack.configuration.terraform?.backend as { s3?: Record<string, unknown> } | undefined;
    return backend?.s3 === undefined ? [] : await conditionalWrites(stack.name, backend.s3, context.env);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return [{ problem: error.message, next: NEXT }];
  }
}
