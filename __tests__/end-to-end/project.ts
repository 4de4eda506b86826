import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of the project, its code by reference, with other settings. @returns its folder */
export function projectWith(edit: (settings: string) => string): string {
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
  return directory;
}
