import { type Imports, importsFile, readImports } from "../../stacks";
import type { SynthesizedStack } from "../../tools/synthesized";
import { StateReader } from "../preflight/state-reader";
import { writeImports } from "./write";

/**
 * Takes out of the imports what is in the states by now.
 * @returns a line for each stack
 */
export async function dropDone(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const file = importsFile(env.PLATFORM_STATE_DIRECTORY || undefined);
  const imports = readImports(file);
  if (Object.keys(imports).length === 0) return [`${file}: nothing is waiting to be imported`];
  const states = new StateReader(env);
  try {
    const left: Record<string, Record<string, string>> = { ...imports } as never;
    for (const stack of stacks.filter(({ name }) => imports[name] !== undefined))
      left[stack.name] = await waiting(stack, imports, states);
    writeImports(file, left);
    return Object.keys(imports).map((name) => tell(name, imports, left, file));
  } finally {
    states.close();
  }
}

/** The imports without those of what is in the states; every stack of them is given. */
export async function notInState(
  imports: Imports,
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): Promise<Imports> {
  const states = new StateReader(env);
  try {
    const left = await Promise.all(
      stacks.map(async (stack) => [stack.name, await waiting(stack, imports, states)] as const),
    );
    return Object.fromEntries(left.filter(([, all]) => Object.keys(all).length > 0));
  } finally {
    states.close();
  }
}

async function waiting(
  stack: SynthesizedStack,
  imports: Imports,
  states: StateReader,
): Promise<Record<string, string>> {
  const known = new Set((await states.resources(stack)).map(({ type, name }) => `${type}.${name}`));
  return Object.fromEntries(
    Object.entries(imports[stack.name] ?? {}).filter(([address]) => !known.has(address)),
  );
}

function tell(name: string, before: Imports, after: Imports, file: string): string {
  const count = (imports: Imports) => Object.keys(imports[name] ?? {}).length;
  const waiting = count(after);
  return waiting === 0
    ? `${file}: all ${count(before)} imports of ${name} are in its state and were taken out; commit that`
    : `${file}: ${waiting} of ${count(before)} imports of ${name} are not in its state; deploy ${name} first`;
}
