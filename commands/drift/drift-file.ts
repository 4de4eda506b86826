import { readFileSync } from "node:fs";
import { CommandFailure } from "../command-line";
import type { StackDrift } from "./stack-drift";

/** What one run found, kept for another that may write issues and not look at the clouds. */
export interface DriftFile {
  readonly formatVersion: 1;
  /** Whether these are all stacks of the code. */
  readonly complete: boolean;
  readonly stacks: readonly StackDrift[];
}

/** The text of the file. */
export function driftFile(found: Omit<DriftFile, "formatVersion">): string {
  return `${JSON.stringify({ formatVersion: 1, ...found } satisfies DriftFile, null, 2)}\n`;
}

/** @throws CommandFailure when the file is missing or is something else */
export function readDriftFile(file: string): DriftFile {
  const content = parsed(file);
  if ((content as Partial<DriftFile>)?.formatVersion === 1 && Array.isArray((content as DriftFile).stacks))
    return content as DriftFile;
  throw new CommandFailure(`${file} is not what \`npm run drift -- --output ${file}\` writes; write it anew`);
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandFailure(
      `${file} cannot be read (${code ?? message}); write it by \`npm run drift -- --output ${file}\``,
    );
  }
}
