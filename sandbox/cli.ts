import { NotConfirmedError } from "../tools/destruction";
import { TerraformError } from "../tools/terraform";
import { ImageReferenceError } from "./cloud/image-reference";
import { SandboxFileError } from "./cloud/sandbox-file-error";
import { type Command, CommandError } from "./command";
import { deploy } from "./commands/deploy";
import { destroy } from "./commands/destroy";
import { diff } from "./commands/diff";
import { drift } from "./commands/drift";
import { exec } from "./commands/exec";
import { fail } from "./commands/fail";
import { push } from "./commands/push";
import { reset } from "./commands/reset";
import { status } from "./commands/status";
import { tour } from "./commands/tour";
import { SandboxBusyError, SandboxHome } from "./home";

const COMMANDS: Readonly<Record<string, Command>> = {
  tour,
  deploy,
  diff,
  destroy,
  status,
  drift,
  fail,
  push,
  reset,
  exec,
};

/** Errors whose message is written for the person: shown without a stack trace. */
const TOLD = [
  CommandError,
  ImageReferenceError,
  SandboxFileError,
  SandboxBusyError,
  TerraformError,
  NotConfirmedError,
];

function help(): string {
  const usages = Object.values(COMMANDS);
  const width = Math.max(...usages.map(({ usage }) => usage.length));
  const rows = usages.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return ["npm run sandbox -- COMMAND, where COMMAND is one of", ...rows].join("\n");
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "help" || name === "--help") {
    console.log(help());
    return 0;
  }
  const command = COMMANDS[name];
  if (command === undefined) throw new CommandError(`the sandbox has no command "${name}"\n${help()}`);
  return command.run(args, new SandboxHome());
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.exitCode = 1;
    const told = TOLD.some((kind) => error instanceof kind);
    console.error(told ? (error as Error).message : error);
  },
);
