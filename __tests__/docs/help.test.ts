import { readFileSync } from "node:fs";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
const help = readFileSync("help", "utf8");

/** How a script is called: the two that npm knows need no `run`. */
function callOf(script: string): string {
  return script === "start" || script === "test" ? `npm ${script}` : `npm run ${script}`;
}

function callsIn(text: string): string[] {
  return [...text.matchAll(/npm (?:run (?:-s )?)?([a-z][a-z:-]*)/g)].flatMap(([, name]) => name ?? []);
}

test("help tells every command of package.json, once", () => {
  const lines = help.split("\n").map((line) => line.trim());
  for (const script of Object.keys(scripts)) {
    const telling = lines.filter((line) => line === callOf(script) || line.startsWith(`${callOf(script)} `));
    expect({ script, lines: telling.length }).toEqual({ script, lines: 1 });
  }
});

test.each(["help", "README.md"])("%s names no command that does not exist", (file) => {
  const known = new Set([...Object.keys(scripts), "ci", "run"]);
  expect(callsIn(readFileSync(file, "utf8")).filter((name) => !known.has(name))).toEqual([]);
});
