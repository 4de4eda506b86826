import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutProtection } from "../../tools/destruction";
import type { SynthesizedStack } from "../../tools/synthesized";
import { UsageError } from "../command-line";
import type { StateReader } from "../preflight/state-reader";
import { synthesizedStacks } from "../project";

/**
 * All stacks, and those of these names that the code no longer has and that have a state.
 * @throws UsageError when a name is neither
 */
export async function stacksAndLeftovers(
  names: readonly string[],
  states: StateReader,
): Promise<readonly SynthesizedStack[]> {
  const all = await synthesizedStacks(process.env);
  const gone = names.filter((name) => !all.some((stack) => stack.name === name));
  const wrong = gone.filter((name) => !/^[\w-]+$/.test(name));
  const leftovers = gone.length === 0 || wrong.length > 0 ? [] : await synthesizeLeftovers(gone);
  const found = await Promise.all(leftovers.map((stack) => states.resources(stack)));
  const unknown = [
    ...wrong,
    ...leftovers.filter((_, index) => found[index]?.length === 0).map(({ name }) => name),
  ];
  if (unknown.length === 0) return [...all, ...leftovers];
  const known = all.map(({ name }) => name).join(", ");
  throw new UsageError(
    `no stack is called ${unknown.map((name) => `"${name}"`).join(", ")}, and no state is; there are: ${known}`,
  );
}

/** Not where the stacks are synthesized to: there, a stack with nothing in it would be destroyed by the next deployment. */
async function synthesizeLeftovers(names: readonly string[]): Promise<SynthesizedStack[]> {
  const directory = mkdtempSync(join(tmpdir(), "leftovers-"));
  try {
    const env = { ...withoutProtection(process.env, names), CDKTF_OUTDIR: directory };
    return (await synthesizedStacks(env)).filter(({ name }) => names.includes(name));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
