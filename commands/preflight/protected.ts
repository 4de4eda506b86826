import { readSynthesized } from "../../tools/synthesized";
import { EXIT, runCommand } from "../command-line";
import { outputDirectory, selectStacks } from "../project";
import { protection } from "./checks/protection";
import { preflight, preflightReport } from "./preflight";

const USAGE = `protected.ts STACK… | all
  Asks of stacks that are synthesized already whether a deployment would destroy what holds data or an address
Exit codes: 0 it would not, 2 wrong use, 3 it would`;

async function main(names: readonly string[]): Promise<number> {
  const stacks = selectStacks(readSynthesized(outputDirectory(process.env)), names);
  const result = await preflight(stacks, process.env, [protection]);
  if (result.problems.length === 0) return EXIT.done;
  console.error(preflightReport(result));
  return EXIT.problems;
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
