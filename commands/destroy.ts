import { parseArgs } from "node:util";
import { cdktf } from "../tools/cdktf";
import { confirmDestruction, withoutProtection } from "../tools/destruction";
import { toItsEnd } from "../tools/interrupt";
import type { SynthesizedStack } from "../tools/synthesized";
import { findTerraform } from "../tools/terraform";
import { cloudsOf } from "./clouds/clouds";
import { CommandFailure, EXIT, parsing, runCommand, UsageError } from "./command-line";
import { leftOf } from "./destroy/left";
import { describeLoss } from "./destroy/loss";
import { obstacles } from "./destroy/obstacles";
import { stacksAndLeftovers } from "./destroy/stacks";
import { CREDENTIALS, preflight } from "./preflight/preflight";
import { withStates } from "./preflight/state-reader";
import {
  outputDirectory,
  planningEnvironment,
  providerFlags,
  selectStacks,
  synthesizedStacks,
} from "./project";

const USAGE = `npm run destroy -- STACK… [--yes]
  Tells what is lost, asks for the stacks' names, and destroys them, protected things included, the last defined first
  STACK   also one that the code no longer has, as long as it has a state
  --yes   the names are not asked for
Exit codes: 0 destroyed, 1 failed or not confirmed, 2 wrong use, 3 something keeps them from being
destroyed, or the stacks cannot be synthesized`;

async function main(argv: readonly string[]): Promise<number> {
  const options = { yes: { type: "boolean", default: false } } as const;
  const { values, positionals } = parsing(() =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  if (positionals.length === 0) throw new UsageError("name the stacks to destroy");
  if (positionals.includes("all"))
    throw new UsageError("all is no stack: name each one that is to be destroyed");
  findTerraform();
  // Still protected: who does not confirm leaves nothing behind.
  const stacks = await told(positionals);
  const names = stacks.map(({ name }) => name);
  if (!values.yes) await confirmDestruction(names);
  const { result } = await toItsEnd(() => destroyUnprotected(names));
  if (result !== EXIT.done) console.error(await leftOf(stacks));
  return result;
}

/**
 * Tells what is lost.
 * @returns the stacks, in the order to destroy them
 * @throws CommandFailure with all that keeps them from being destroyed
 */
function told(wanted: readonly string[]): Promise<readonly SynthesizedStack[]> {
  return withStates(process.env, async (states) => {
    const all = await stacksAndLeftovers(wanted, states);
    const stacks = [...selectStacks(all, wanted)].reverse();
    requireNone(await credentialProblems(stacks));
    const { github } = cloudsOf(stacks, process.env);
    requireNone(await obstacles(stacks, all, states, github));
    for (const stack of stacks) console.log(await describeLoss(stack, states, github));
    return stacks;
  });
}

async function credentialProblems(stacks: readonly SynthesizedStack[]): Promise<string[]> {
  const { problems } = await preflight(stacks, process.env, CREDENTIALS);
  return problems.map(({ problem, next }) => `${problem}; ${next}`);
}

function requireNone(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new CommandFailure(`nothing was destroyed:\n  ${problems.join("\n  ")}`, EXIT.problems);
}

/** @returns the exit code; the protection is lifted for this run only */
async function destroyUnprotected(names: readonly string[]): Promise<number> {
  const env = withoutProtection(process.env, names);
  const flags = ["--auto-approve", "--skip-synth", "--parallelism", "1", ...providerFlags(env)];
  try {
    const stacks = selectStacks(await synthesizedStacks(env), names);
    const args = ["destroy", ...names, ...flags, "--output", outputDirectory(env)];
    const { exitCode } = await cdktf(args, { env: planningEnvironment(stacks, env) });
    return exitCode === 0 ? EXIT.done : EXIT.failed;
  } finally {
    await synthesizedStacks(process.env);
  }
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
