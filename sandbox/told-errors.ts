import { TerraformError } from "../tools/terraform";
import { CloudError } from "./cloud/cloud-error";
import { ImageReferenceError } from "./cloud/image-reference";
import { SandboxFileError } from "./cloud/sandbox-file-error";
import { CommandError, EXIT, UsageError } from "./command";
import { SandboxFolderError } from "./folder-error";
import { SandboxBusyError } from "./lock";

/** The sandbox cannot be used as it is. */
const UNUSABLE = [SandboxFileError, SandboxBusyError, SandboxFolderError, TerraformError];
/** What was asked for cannot be done. */
const REFUSED = [CommandError, CloudError];

/** Whether the error's message is written for the person, so that no stack trace is needed. */
export function isTold(error: unknown): error is Error {
  return [...UNUSABLE, ...REFUSED, ImageReferenceError].some((kind) => error instanceof kind);
}

/** The exit code that an error ends a command of the sandbox with. */
export function exitCodeOf(error: unknown): number {
  if (isWrongUse(error)) return EXIT.wrongUse;
  return UNUSABLE.some((kind) => error instanceof kind) ? EXIT.unusable : EXIT.failed;
}

/** Whether the command was called wrongly, so that its usage helps. */
export function isWrongUse(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof ImageReferenceError;
}
