import type { StackPlan } from "../../report";
import type { SynthesizedStack } from "../../tools/synthesized";

/** Stacks that the new tree no longer defines: no plan of another stack shows what becomes of them. */
export function leftBehind(
  base: readonly Pick<SynthesizedStack, "name">[],
  stacks: readonly Pick<SynthesizedStack, "name">[],
): StackPlan[] {
  const names = new Set(stacks.map(({ name }) => name));
  return base
    .filter(({ name }) => !names.has(name))
    .map(({ name }) => ({
      name,
      plan: {},
      diagnostics: [
        {
          severity: "warning" as const,
          summary: "the stack is no longer defined: what it made stays, and nothing manages it",
          detail: "To take it away, destroy it before merging: npm run destroy",
        },
      ],
    }));
}
