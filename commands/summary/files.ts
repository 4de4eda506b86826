import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lineDifferences } from "../../tools/line-differences";

/** Where the summaries are, a text file a stack, so that a pull request shows what a change means as a plain diff. */
export const DIRECTORY = "summaries";

/** The summaries by the names of their stacks. */
export type Summaries = ReadonlyMap<string, string>;

/** Writes the summaries, and takes away those of stacks that are gone. */
export function write(summaries: Summaries, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const file of filesIn(directory)) if (!summaries.has(stackOf(file))) rmSync(join(directory, file));
  for (const [stack, text] of summaries) writeFileSync(join(directory, fileOf(stack)), text);
}

/** How the files differ from what they should be, as a person reads it; empty when they do not. */
export function staleness(summaries: Summaries, directory: string): string {
  const gone = filesIn(directory).filter((file) => !summaries.has(stackOf(file)));
  const differing = [...summaries].flatMap(([stack, text]) => {
    const file = join(directory, fileOf(stack));
    const differences = lineDifferences(existsSync(file) ? readFileSync(file, "utf8") : "", text);
    return differences.length === 0 ? [] : [[file, ...differences].join("\n")];
  });
  const told = [
    ...differing,
    ...gone.map((file) => `${join(directory, file)}\n- no stack is called ${stackOf(file)}`),
  ];
  if (told.length === 0) return "";
  return [
    "The summaries do not say what the stacks are now; read what changes, then write it: npm run summary",
    ...told,
  ].join("\n\n");
}

const ENDING = ".txt";

function filesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).filter((file) => file.endsWith(ENDING)) : [];
}

function fileOf(stack: string): string {
  return `${stack}${ENDING}`;
}

function stackOf(file: string): string {
  return file.slice(0, -ENDING.length);
}
