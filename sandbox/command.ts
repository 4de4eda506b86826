import { type ParseArgsConfig, parseArgs } from "node:util";
import type { SandboxHome } from "./home";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** How a command ended, for the shell. */
export const EXIT = {
  done: 0,
  /** What was asked for failed: a deployment, a refusal of the clouds, a stack that waits for its image. */
  failed: 1,
  /** The command was called wrongly; its usage is printed. */
  wrongUse: 2,
  /** The sandbox cannot be used: a damaged file, another run, a folder of somebody else, no Terraform. */
  unusable: 3,
} as const;

/** One command of the sandbox. */
export interface Command {
  /** How it is called, arguments included: `deploy [STACK…]`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Its kinds and options, for the usage of a command that has many. @default - the usage says it all */
  readonly details?: string;
  /** Whether the words behind it are another program's: its `--help` is not ours. @default false */
  readonly passesOn?: boolean;
  /** Runs it. @returns the exit code */
  run(args: readonly string[], home: SandboxHome): Promise<number>;
}

/** The person asked for something that cannot be done; the message says what can. Exit code 1, no stack trace. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CommandError";
  }
}

/** The command was called wrongly: told with the command's usage. Exit code 2. */
export class UsageError extends CommandError {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** The line, and the kinds and options below it. */
export function usageOf({ usage, details }: Command): string {
  return [`usage: npm run sandbox -- ${usage}`, ...(details === undefined ? [] : [details])].join("\n");
}

/**
 * Takes a command's arguments apart.
 * @param most how many words that are no options it takes
 * @throws UsageError for an unknown option, an option without its value, and a word too many
 */
export function parseWords<O extends Options>(
  args: readonly string[],
  options: O,
  most = Number.POSITIVE_INFINITY,
) {
  const { values, positionals } = parse(args, options);
  const surplus = positionals.slice(most).map((word) => `"${word}"`);
  if (surplus.length > 0)
    throw new UsageError(
      `too many arguments: ${surplus.join(", ")} ${surplus.length > 1 ? "are" : "is"} not taken`,
    );
  return { values, words: positionals };
}

function parse<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message.split(". To specify")[0] ?? "");
    throw error;
  }
}
