import { type Command, EXIT, usageOf } from "./command";
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
import { SandboxHome } from "./home";
import { exitCodeOf, isTold, isWrongUse } from "./told-errors";

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

const EXIT_CODES = `Exit codes: ${EXIT.done} done, ${EXIT.failed} failed or refused, ${EXIT.wrongUse} wrong use, ${EXIT.unusable} the sandbox cannot be used (a damaged file, another run, a folder
of somebody else, no Terraform); exec ends with the exit code of what it ran, deploy, diff and destroy with cdktf's.`;

function help(): string {
  const usages = Object.values(COMMANDS);
  const width = Math.max(...usages.map(({ usage }) => usage.length));
  const rows = usages.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return ["npm run sandbox -- COMMAND, where COMMAND is one of", ...rows, EXIT_CODES].join("\n");
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "help" || name === "--help" || name === "-h") return say(help());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    console.error(`the sandbox has no command "${name}"\n${help()}`);
    return EXIT.wrongUse;
  }
  return runTelling(command, args);
}

/** A fault of the code itself keeps its stack trace. */
async function runTelling(command: Command, args: readonly string[]): Promise<number> {
  if (asksForHelp(command, args)) return say(`${command.summary}\n${usageOf(command)}`);
  try {
    return await command.run(args, new SandboxHome());
  } catch (error) {
    console.error(isTold(error) ? error.message : error);
    if (isWrongUse(error)) console.error(usageOf(command));
    return exitCodeOf(error);
  }
}

function asksForHelp({ passesOn }: Command, args: readonly string[]): boolean {
  return (passesOn ? args.slice(0, 1) : args).some((arg) => arg === "--help" || arg === "-h");
}

function say(text: string): number {
  console.log(text);
  return EXIT.done;
}

void main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
