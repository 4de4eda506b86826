import { ApiError } from "../constructs/delivery-pipeline/tool/api";
import { Failure } from "../constructs/delivery-pipeline/tool/failure";
import { NotConfirmedError } from "../tools/destruction";
import { TerraformError } from "../tools/terraform";
import { CloudError } from "./clouds/http";

/** How a command ended, for the shell. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, problems: 3 } as const;

/** The person called the command wrongly: the message says how, and the usage is printed below it. */
export class UsageError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** Something went wrong that the message explains, so that no stack trace is needed. */
export class CommandFailure extends Error {
  public constructor(
    message: string,
    public readonly exitCode: number = EXIT.failed,
  ) {
    super(message);
    this.name = "CommandFailure";
  }
}

/**
 * Runs a command and sets the process's exit code; a fault of the code itself keeps its stack trace.
 * @param failure exit code of whatever is no answer, for a command whose other codes are its answer. @default - as EXIT says
 */
export async function runCommand(
  usage: string,
  command: () => Promise<number>,
  failure?: number,
): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = failure ?? exitCodeOf(error);
    if (error instanceof UsageError) console.error(`${error.message}\n${usage}`);
    else console.error(isTold(error) ? error.message : error);
  }
}

function isTold(error: unknown): error is Error {
  return [CommandFailure, CloudError, ApiError, Failure, TerraformError, NotConfirmedError].some(
    (kind) => error instanceof kind,
  );
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.wrongUse;
  if (error instanceof TerraformError) return EXIT.problems;
  return error instanceof CommandFailure ? error.exitCode : EXIT.failed;
}

/** Has a wrong option told with the usage. */
export function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}
