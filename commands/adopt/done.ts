import { type Imports, importsFile, readImports } from "../../stacks";
import type { SynthesizedStack } from "../../tools/synthesized";
import { type StateReader, withStates } from "../preflight/state-reader";
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
  const concerned = stacks.filter(({ name }) => imports[name] !== undefined);
  const left: Imports = { ...imports, ...(await waitingOf(concerned, imports, env)) };
  writeImports(file, left);
  return Object.keys(imports).map((name) => tell(name, imports, left, file));
}

/** The imports without those of what is in the states; every stack of them is given. */
export async function notInState(
  imports: Imports,
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): Promise<Imports> {
  const left = Object.entries(await waitingOf(stacks, imports, env));
  return Object.fromEntries(left.filter(([, all]) => Object.keys(all).length > 0));
}

/** What of each stack's imports is not in its state. */
function waitingOf(
  stacks: readonly SynthesizedStack[],
  imports: Imports,
  env: NodeJS.ProcessEnv,
): Promise<Imports> {
  return withStates(env, async (states) =>
    Object.fromEntries(
      await Promise.all(
        stacks.map(async (stack) => [stack.name, await waiting(stack, imports, states)] as const),
      ),
    ),
  );
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
