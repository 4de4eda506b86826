import type { SynthesizedStack } from "../../../tools/synthesized";
import { readFiles, type UntrustedStacks } from "./read-files";
import { RULES } from "./rules";
import { trusted } from "./trusted";

/**
 * Reads a foreign synthesis and tells everything for which it must not be planned with credentials, all at once.
 * @param directory what the other code's synthesis left, `cdktf.out`
 * @param base what the trusted code synthesizes
 */
export function guard(directory: string, base: readonly SynthesizedStack[]): UntrustedStacks {
  const { stacks, findings } = readFiles(directory);
  const allowed = trusted(base);
  const found = stacks.flatMap((stack) =>
    RULES.flatMap(({ id, check }) =>
      check(stack, allowed).map((finding) => ({
        ...finding,
        stack: stack.name,
        fault: `${id}: ${finding.fault}`,
      })),
    ),
  );
  return { stacks, findings: [...findings, ...found] };
}
