import { existsSync } from "node:fs";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { importsFile } from "../stacks";
import { cdktf } from "../tools/cdktf";
import type { SynthesizedStack } from "../tools/synthesized";
import { dropDone } from "./adopt/done";
import { CommandFailure, EXIT, parsing, runCommand, UsageError } from "./command-line";
import { type PreflightResult, preflight, preflightReport } from "./preflight/preflight";
import { outputDirectory, providerFlags, selectStacks, synthesizedStacks } from "./project";
import { adviceFor } from "./refusals";

const USAGE = `npm run deploy -- STACK… | all [--check] [--json]
  Checks everything that can be checked, then runs cdktf deploy, stack after stack in their order
  --check  only check
  --json   print the findings as JSON; what Terraform says goes to the error output
Exit codes: 0 deployed, 1 the deployment failed, 2 wrong use, 3 a check found something and nothing was deployed`;

async function main(argv: readonly string[]): Promise<number> {
  const options = {
    json: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parsing(() =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  if (positionals.length === 0) throw new UsageError("name the stacks to deploy, or all");
  const all = await synthesizedOrTold(values.json);
  if (all === undefined) return EXIT.problems;
  const stacks = selectStacks(all, positionals);
  const result = await preflight(stacks, process.env);
  tell(stacks, result, values.json);
  if (result.problems.length > 0) return EXIT.problems;
  return values.check ? EXIT.done : deploy(stacks, values.json);
}

/** @returns undefined when the settings are wrong and that was told as JSON */
async function synthesizedOrTold(json: boolean): Promise<SynthesizedStack[] | undefined> {
  try {
    return await synthesizedStacks(process.env);
  } catch (error) {
    if (!(json && error instanceof CommandFailure)) throw error;
    const next = "correct the settings, then try again";
    tell([], { problems: [{ check: "settings", problem: error.message, next }], notes: [] }, json);
    return undefined;
  }
}

function tell(stacks: readonly SynthesizedStack[], result: PreflightResult, json: boolean): void {
  const report = preflightReport(result);
  if (json) console.log(JSON.stringify({ stacks: stacks.map(({ name }) => name), ...result }, null, 2));
  else if (report !== "") console.error(report);
}

/** One after the other: the repository is defined first, and the environments look it up. */
async function deploy(stacks: readonly SynthesizedStack[], json: boolean): Promise<number> {
  const names = stacks.map(({ name }) => name);
  const flags = ["--auto-approve", "--skip-synth", "--parallelism", "1", ...providerFlags(process.env)];
  const env = { ...process.env, TF_INPUT: "0" };
  const show = json ? console.error : console.log;
  const { exitCode, output } = await cdktf(["deploy", ...names, ...flags, "--output", outputDirectory(env)], {
    env,
    onLine: (line) => show(line),
  });
  if (exitCode === 0) {
    if (existsSync(importsFile(process.env.PLATFORM_STATE_DIRECTORY)))
      for (const line of await dropDone(stacks, process.env)) console.error(line);
    return EXIT.done;
  }
  for (const advice of adviceFor(stripVTControlCharacters(output))) console.error(`\n${advice}`);
  return EXIT.failed;
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
