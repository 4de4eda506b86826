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
  const env = withoutProtection(process.env, positionals);
  const stacks = [...selectStacks(await synthesizedStacks(env), positionals)].reverse();
  const names = stacks.map(({ name }) => name);
  console.log(describeLoss(stacks));
  if (!values.yes) await confirmDestruction(names);
  const flags = ["--auto-approve", "--skip-synth", "--parallelism", "1", ...providerFlags(env)];
  try {
    const args = ["destroy", ...names, ...flags, "--output", outputDirectory(env)];
    const { exitCode } = await cdktf(args, { env: planningEnvironment(stacks, env) });
    return exitCode === 0 ? EXIT.done : EXIT.failed;
  } finally {
    // The protection is lifted for this run only.
    await synthesizedStacks(process.env);
  }
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
