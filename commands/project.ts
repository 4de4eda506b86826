import { isPlaceholder, PLACEHOLDER } from "../stacks/placeholder";
import { synthesize } from "../tools/cdktf";
import { stacksNamed, unknownStacks } from "../tools/select-stacks";
import { readSynthesized, requiredVariables, type SynthesizedStack } from "../tools/synthesized";
import { CommandFailure, EXIT, UsageError } from "./command-line";

/** Where the stacks are synthesized to. */
export function outputDirectory(env: NodeJS.ProcessEnv): string {
  return env.CDKTF_OUTDIR ?? "cdktf.out";
}

/**
 * Synthesizes the project's stacks.
 * @returns the stacks in the order to deploy them
 * @throws CommandFailure with all that is wrong with the settings
 */
export async function synthesizedStacks(env: NodeJS.ProcessEnv): Promise<SynthesizedStack[]> {
  const directory = outputDirectory(env);
  const { exitCode, output } = await synthesize(directory, { env, onLine: () => undefined });
  if (exitCode !== 0) throw new CommandFailure(output.trim(), EXIT.problems);
  return readSynthesized(directory);
}

/**
 * The stacks of these names in the order to deploy them; "all" stands for all.
 * @throws UsageError when a name is not a stack's
 */
export function selectStacks(
  all: readonly SynthesizedStack[],
  names: readonly string[],
): readonly SynthesizedStack[] {
  if (names.includes("all")) return all;
  const problem = unknownStacks(all, names);
  if (problem !== undefined) throw new UsageError(`${problem}, or all`);
  return stacksNamed(all, names);
}

/**
 * The same for a command that looks at one thing only: of all stacks those that have it, and none named that has not.
 * @param what "secrets"
 * @throws UsageError when a name is not a stack's, or the stack has no such thing
 */
export function selectStacksWith(
  what: string,
  has: (stack: SynthesizedStack) => boolean,
  all: readonly SynthesizedStack[],
  names: readonly string[],
): readonly SynthesizedStack[] {
  if (names.length === 0 || names.includes("all")) return all.filter(has);
  const chosen = selectStacks(all, names);
  const without = chosen.filter((stack) => !has(stack));
  if (without.length === 0) return chosen;
  const list = (stacks: readonly SynthesizedStack[]) => stacks.map(({ name }) => name).join(", ");
  throw new UsageError(
    `the stack ${list(without)} has no ${what}; those that have: ${list(all.filter(has)) || "none"}`,
  );
}

/** What a program in the stacks' folders gets: no questions, and a placeholder for every secret without a value. */
export function planningEnvironment(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const names = stacks.flatMap(requiredVariables).map((name) => `TF_VAR_${name}`);
  const missing = names.filter((name) => !env[name]).map((name) => [name, PLACEHOLDER]);
  return { ...env, TF_INPUT: "0", CHECKPOINT_DISABLE: "1", ...Object.fromEntries(missing) };
}

/** Variables of a stack in whose place a placeholder stands. */
export function placeholdersOf({ configuration }: SynthesizedStack, env: NodeJS.ProcessEnv): string[] {
  return Object.keys(configuration.variable ?? {}).filter((name) =>
    isPlaceholder(env[`TF_VAR_${name}`] ?? ""),
  );
}

/** Flags without which the cdktf CLI looks for the providers in their registry although they are attached. */
export function providerFlags(env: NodeJS.ProcessEnv): string[] {
  return env.TF_REATTACH_PROVIDERS === undefined ? [] : ["--skip-provider-lock"];
}
