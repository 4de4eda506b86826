import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { PlatformSettings } from "../../../stacks";
import { callOf, print, usesOf, type Value } from "./code";

/** Settings as the text of a file like `lingobot.ts`. @param output where the file will be */
export function settingsFile(settings: { readonly [key: string]: Value }, output: string): string {
  const root = relative(dirname(resolve(output)), process.cwd()) || ".";
  const from = root.startsWith(".") ? root : `./${root}`;
  const uses = [...new Set(usesOf(settings))].sort();
  return formatted([
    `import { ${uses.join(", ")} } from "${from}/constructs";`,
    `import type { PlatformSettings } from "${from}/stacks";`,
    "",
    "/** What exists, as `npm run adopt` read it; from here on the one file to edit. */",
    `export const lingobot: PlatformSettings = ${print(settings)};`,
  ]);
}

/** In the project's style, which its lint asks of the file. */
function formatted(lines: readonly string[]): string {
  const args = [require.resolve("@biomejs/biome/bin/biome"), "format", "--stdin-file-path=lingobot.ts"];
  return execFileSync(process.execPath, args, { input: lines.join("\n"), encoding: "utf8" });
}

/** The state's place, as settings say it. */
export function stateSettings({
  bucket,
  region,
}: {
  readonly bucket: string;
  readonly region: string;
}): Value {
  return callOf("RemoteState.spaces", { bucket, region });
}

/** The settings that the text of a file comes to: it is loaded from beside where it will be, and taken away again. */
export function load(text: string, output: string): PlatformSettings {
  const file = resolve(join(dirname(output), `.adopt-${process.pid}.ts`));
  writeFileSync(file, text);
  try {
    return (require(file) as { lingobot: PlatformSettings }).lingobot;
  } finally {
    delete require.cache[file];
    rmSync(file, { force: true });
  }
}
