import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { lingobotFiles } from "../constructs/delivery-pipeline/lingobot-pipeline";
import { cleaned, document, statedLines } from "./seed/document";
import { hasTest, rowsOf } from "./seed/page";

/** Work that has an issue of its own, by its name. */
const COMING = ["plans in pull requests"];
const NOT_OFFERED = /^Not offered by the platform, because .+; instead .+\.$/;

const rows = rowsOf(readFileSync("docs/seed.md", "utf8"));
const named = (line: { section: string; text: string }) => `${line.section}: ${line.text}`;

/** Lines of `a` that `b` does not have as often. */
function missing(a: readonly string[], b: readonly string[]): string[] {
  const left = [...b];
  return a.filter((line) => {
    const found = left.indexOf(line);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

describe("docs/seed.md", () => {
  const stated = statedLines(document()).map(named);
  const said = rows.flatMap(({ lines }) => lines).map(named);

  test("has a row for every line of the document that states something", () => {
    expect(stated.length).toBeGreaterThan(250);
    expect(missing(stated, said)).toEqual([]);
  });

  test("has no row for a line that the document does not have", () => {
    expect(missing(said, stated)).toEqual([]);
  });

  test("is in the document's order", () => {
    expect(said).toEqual(stated);
  });

  test("names files of this repository, or files that the pipeline renders", () => {
    const rendered = lingobotFiles();
    const paths = rows.flatMap((row) => row.paths);
    expect(paths.filter((path) => !existsSync(path) && !rendered.has(path))).toEqual([]);
  });

  test("names tests that exist", () => {
    const tests = rows.flatMap((row) => row.tests);
    expect(tests.length).toBeGreaterThan(rows.length);
    expect(tests.filter((each) => !hasTest(each))).toEqual([]);
  });

  test("says of every line what shows it, what there is instead, or what it waits for", () => {
    const coming = COMING.map((name) => `"${name}"`);
    const wrong = rows.filter(({ tests, remarks }) => {
      const known = remarks.every(
        (remark) =>
          NOT_OFFERED.test(remark) ||
          (remark.startsWith("Later: ") && coming.some((name) => remark.includes(name))),
      );
      return !known || tests.length + remarks.length === 0;
    });
    expect(wrong).toEqual([]);
  });
});

test("the document is the one that was handed over", () => {
  expect(createHash("sha256").update(document()).digest("hex")).toBe(
    "751fb0916ffc75b34ca2522187695e5ca77753d25c8f92ce7957a1de58f9fb37",
  );
});

describe("what counts as a line", () => {
  test.each([
    ["│  │ - Ruff lint    │    │  - Python       │  │", "Ruff lint · Python"],
    ["│  1. ┌────────────────────────────┐           │", ""],
    ["│                  ▼                            │", ""],
    ["                 ▼ (copy .venv only)", "(copy .venv only)"],
    ["│  → Expose port 8081           │", "→ Expose port 8081"],
    ["├─ Actions: Free (unlimited for private repos)", "Actions: Free (unlimited for private repos)"],
    ["1. **Code**: Git repository (multiple remotes)", "1. Code: Git repository (multiple remotes)"],
    ["---", ""],
  ])("%s", (line, text) => expect(cleaned(line)).toBe(text));

  test("headings and labels do not; a comment in a drawing is no heading", () => {
    const text = "# Title\n\n## Costs\n\n### Monthly\n**Cost**:\n- DO: $5\n```sh\n# no heading\n```\n";
    expect(statedLines(text)).toEqual([
      { section: "Costs / Monthly", text: "DO: $5" },
      { section: "Costs / Monthly", text: "# no heading" },
    ]);
  });
});

describe("a test that is named", () => {
  const file = "__tests__/docs/seed.test.ts";

  test("is found by its title, or by its template", () => {
    expect(hasTest({ file, title: "is in the document's order" })).toBe(true);
    expect(hasTest({ file, title: "%s" })).toBe(true);
  });

  test("is not found when the file or the title is another", () => {
    expect(hasTest({ file, title: "is in the document's" })).toBe(false);
    expect(hasTest({ file: "__tests__/docs/none.test.ts", title: "%s" })).toBe(false);
  });
});
