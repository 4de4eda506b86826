import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../command-line";

/** @throws UsageError when the folder holds something, or is none */
export function requireEmpty(directory: string): void {
  if (!existsSync(directory)) return;
  const found = contents(directory);
  if (found === undefined) throw new UsageError(`${directory} is no folder`);
  if (found.length > 0)
    throw new UsageError(
      `${directory} is not empty (${found.slice(0, 3).join(", ")}); name an empty or a new folder`,
    );
}

function contents(directory: string): string[] | undefined {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Writes a folder, all or nothing: it comes into its place when it is whole. */
export function writeFolder(directory: string, files: Readonly<Record<string, string>>): void {
  const target = resolve(directory);
  mkdirSync(dirname(target), { recursive: true });
  const temporary = mkdtempSync(join(dirname(target), ".eject-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = join(temporary, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    if (existsSync(target)) rmdirSync(target);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
