import { readdirSync, readFileSync } from "node:fs";
import { CHECKS } from "../../commands/preflight/preflight";

const page = readFileSync("docs/operate.md", "utf8");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

/** First cells of the table below a heading row. */
function rowsBelow(heading: string): string[] {
  const [, table = ""] = page.split(heading);
  const [rows = ""] = table.split("\n\n");
  return [...rows.matchAll(/^\| ([^|-][^|]*?) \|/gm)].flatMap(([, cell]) => cell ?? []);
}

test("every check has its row, and every row its check", () => {
  expect(rowsBelow("| check | what is a problem | what is only noted |").sort()).toEqual(
    CHECKS.map(({ id }) => id).sort(),
  );
});

test("every check is a file, and every file a check", () => {
  expect(readdirSync("commands/preflight/checks")).toHaveLength(CHECKS.length);
});

test("every command that the page names is there", () => {
  const named = [...page.matchAll(/npm run ([a-z:-]+)/g)].flatMap(([, name]) => name ?? []);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});
