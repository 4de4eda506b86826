import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { CommandFailure, EXIT, runCommand } from "../command-line";
import { synthesizedStacks } from "../project";
import { parseOptions, USAGE } from "./options";
import { readme } from "./readme";
import { type Files, stackFiles } from "./stack-files";
import { workflowFiles } from "./workflows";
import { requireEmpty, writeFolder } from "./write";

const IGNORED = [".terraform/", "*.tfstate", "*.tfstate.*", "*.tfplan", "crash.log", "crash.*.log", ""];

async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const directory = parseOptions(argv);
  requireEmpty(directory);
  const stacks = await synthesizedStacks(env);
  const files: Record<string, string> = {
    "README.md": readme(stacks),
    ".gitignore": IGNORED.join("\n"),
    ...workflowFiles(stacks),
  };
  for (const stack of stacks) {
    const folder = stackFiles(stack, join(resolve(directory), stack.name));
    for (const [name, text] of Object.entries(folder)) files[`${stack.name}/${name}`] = text;
  }
  requireNoPaths(files);
  writeFolder(directory, files);
  console.log(
    `written: ${Object.keys(files).length} files of ${stacks.length} stacks in ${directory}; README.md there tells what to do`,
  );
  return EXIT.done;
}

/** @throws CommandFailure when a file names a folder of this machine: it would work here alone */
function requireNoPaths(files: Files): void {
  // A home such as /root is in many a container file.
  const own = [process.cwd(), homedir()].filter((path) => path.split("/").length > 2);
  const found = Object.entries(files).filter(([, text]) => own.some((path) => text.includes(path)));
  if (found.length === 0) return;
  throw new CommandFailure(
    `${found.map(([name]) => name).join(", ")} would hold a path of this machine (${own.join(" or ")}); take it out of the settings`,
    EXIT.problems,
  );
}

void runCommand(USAGE, () => main(process.argv.slice(2), process.env));
