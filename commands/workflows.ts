import { parseArgs } from "node:util";
import { checkDirectory, writeDirectory } from "../constructs";
import { lingobot } from "../lingobot";
import { repositoryFiles } from "../workflows";
import { EXIT, parsing, runCommand, UsageError } from "./command-line";
import { strayWorkflows, undeployedStacks } from "./stray-workflows";

const USAGE = `npm run workflows -- write | check [DIR]
  write   writes this repository's workflows and Dependabot's settings, from workflows/
  check   tells how the written ones differ from their source, as a unified diff; workflows that have none; and stacks
          that deploy.yml leaves out
  DIR     the checkout (default: here)
Exit codes: 0 done, 1 the files differ, 2 wrong use`;

async function main(argv: readonly string[]): Promise<number> {
  const { positionals } = parsing(() => parseArgs({ args: [...argv], allowPositionals: true }));
  const [command = "", directory = ".", ...more] = positionals;
  if (more.length > 0) throw new UsageError(`${command} does not take ${more.join(" ")}`);
  if (command === "write") return write(directory);
  if (command === "check") return check(directory);
  throw new UsageError(command === "" ? "say what to do" : `there is no command "${command}"`);
}

function write(directory: string): number {
  const changed = writeDirectory(directory, repositoryFiles());
  for (const { path } of changed) console.log(path);
  if (changed.length === 0) console.error("nothing to write: the files are as their source says");
  return EXIT.done;
}

function check(directory: string): number {
  const drifts = checkDirectory(directory, repositoryFiles());
  for (const { diff } of drifts) process.stdout.write(diff);
  const strays = [...strayWorkflows(directory), ...undeployedStacks(lingobot)];
  for (const stray of strays) console.error(stray);
  if (drifts.length === 0) return strays.length === 0 ? EXIT.done : EXIT.failed;
  console.error(`${drifts.map(({ path }) => path).join(", ")}: not as workflows/ says. Take the source over with
  npm run workflows -- write
or, when the versions of Dependabot are what differs, the other way round with
  npm run pipeline -- pins pull .`);
  return EXIT.failed;
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
