import { parseArgs } from "node:util";
import { cdktf } from "../tools/cdktf";
import { confirmDestruction, describeLoss, withoutProtection } from "../tools/destruction";
import { findTerraform } from "../tools/terraform";
import { EXIT, parsing, runCommand, UsageError } from "./command-line";
import {
  outputDirectory,
  planningEnvironment,
  providerFlags,
  selectStacks,
  synthesizedStacks,
} from "./project";

const USAGE = `npm run destroy -- STACK… [--yes]
  Tells what is lost, asks for the stacks' names, and destroys them, protected things included, the last defined first
  --yes   the names are not asked for
Exit codes: 0 destroyed, 1 failed or not confirmed, 2 wrong use, 3 the stacks cannot be synthesized`;

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
  const stacks = [...selectStacks(await synthesizedStacks(process.env), positionals)].reverse();
  console.log(describeLoss(stacks));
  if (!values.yes) await confirmDestruction(stacks.map(({ name }) => name));
  return uninterrupted(() => destroyUnprotected(stacks.map(({ name }) => name)));
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

/** An interrupt reaches Terraform too, which ends in order; the protection is put back after it has. */
async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  const wait = () => undefined;
  process.on("SIGINT", wait);
  try {
    return await work();
  } finally {
    process.off("SIGINT", wait);
  }
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
