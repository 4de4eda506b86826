import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Imports } from "../../stacks";

/** Writes files, all or none: what cannot be written is found before anything is in its place. */
export function writeAll(files: Readonly<Record<string, string>>): void {
  const temporary = (file: string): string => `${file}.${process.pid}.tmp`;
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(temporary(file), text);
    }
    for (const file of Object.keys(files)) renameSync(temporary(file), file);
  } finally {
    for (const file of Object.keys(files)) rmSync(temporary(file), { force: true });
  }
}

/** The imports as their file has them. */
export function importsText(imports: Imports): string {
  return `${JSON.stringify(imports, null, 2)}\n`;
}

/** Writes what is left of the imports; without any, the file goes. */
export function writeImports(file: string, imports: Imports): void {
  const left = Object.fromEntries(Object.entries(imports).filter(([, all]) => Object.keys(all).length > 0));
  if (Object.keys(left).length > 0) writeAll({ [file]: importsText(left) });
  else if (existsSync(file)) rmSync(file);
}
