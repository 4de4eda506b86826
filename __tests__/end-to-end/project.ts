import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A copy of the project, its code by reference, with other settings.
 * @param files more files of it, by name
 * @returns its folder
 */
export function projectWith(
  edit: (settings: string) => string,
  files: Readonly<Record<string, string>> = {},
): string {
  const directory = mkdtempSync(join(tmpdir(), "project-"));
  for (const file of ["main.ts", "platform-run.ts", "cdktf.json", "package.json", ".swcrc"])
    cpSync(file, join(directory, file));
  for (const folder of [
    "node_modules",
    "constructs",
    "stacks",
    "policies",
    "facts",
    "commands",
    "sandbox",
    "report",
    "tools",
  ])
    symlinkSync(join(process.cwd(), folder), join(directory, folder));
  writeFileSync(join(directory, "lingobot.ts"), edit(readFileSync("lingobot.ts", "utf8")));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

/** cdktf makes the folder before anything is known to be wrong. */
export function filesBelow(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
