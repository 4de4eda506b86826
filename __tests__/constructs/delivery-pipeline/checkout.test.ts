import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { checkDirectory, unifiedDiff, writeDirectory } from "../../../constructs/delivery-pipeline";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "checkout-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const FILES = new Map([
  ["a.txt", "one\ntwo\nthree\n"],
  ["deep/er/b.txt", "b\n"],
]);

test("what is missing is written, and then nothing drifts", () => {
  expect(checkDirectory(directory, FILES).map(({ path, kind }) => [path, kind])).toEqual([
    ["a.txt", "missing"],
    ["deep/er/b.txt", "missing"],
  ]);
  expect(writeDirectory(directory, FILES).map(({ path }) => path)).toEqual(["a.txt", "deep/er/b.txt"]);
  expect(checkDirectory(directory, FILES)).toEqual([]);
  expect(writeDirectory(directory, FILES)).toEqual([]);
});

test("what was changed is told with a diff towards the rendered text; other files are none of ours", () => {
  writeDirectory(directory, FILES);
  writeFileSync(join(directory, "a.txt"), "one\nTWO\nthree\n");
  writeFileSync(join(directory, "own.txt"), "own\n");
  expect(checkDirectory(directory, FILES)).toEqual([
    {
      path: "a.txt",
      kind: "changed",
      diff: "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-TWO\n+two\n three\n",
    },
  ]);
});

test.each([
  "../../etc/x",
  "/abs",
  "a/../../x",
  "./a",
  "a//b",
  ".git/hooks/pre-commit",
  ".GIT/config",
  "a\\..\\x",
  "C:x",
  "",
])("a path that leaves the checkout is refused, and nothing is written: %j", (path) => {
  const files = new Map([...FILES, [path, "x"]]);
  expect(() => writeDirectory(join(directory, "in"), files)).toThrow(
    `files would be written outside of ${join(directory, "in")}, so none was written; got [${JSON.stringify(path)}]; allowed: relative paths without . or .. or .git, none through a link; correct the paths, or remove the links from the checkout`,
  );
  expect(readdirSync(directory)).toEqual([]);
});

test("a link in the checkout is not followed", () => {
  mkdirSync(join(directory, "in"));
  mkdirSync(join(directory, "out"));
  symlinkSync(join(directory, "out"), join(directory, "in", "deep"));
  expect(() => writeDirectory(join(directory, "in"), FILES)).toThrow('got ["deep/er/b.txt"]');
  expect(readdirSync(join(directory, "out"))).toEqual([]);
});

test("a text that is new or gone is told as such", () => {
  expect(unifiedDiff("a", "", "new\n")).toBe("--- a/a\n+++ b/a\n@@ -0,0 +1,1 @@\n+new\n");
  expect(unifiedDiff("a", "gone\n", "")).toBe("--- a/a\n+++ b/a\n@@ -1,1 +0,0 @@\n-gone\n");
});

test("equal texts differ in nothing", () => {
  expect(unifiedDiff("a", "same\n", "same\n")).toBe("");
});

test("git applies every diff, and the result is the other text", () => {
  execFileSync("git", ["init", "--quiet", directory]);
  const lines = fc.array(fc.constantFrom("a", "b", "c", "", "d d"), { minLength: 1, maxLength: 30 });
  const check = (from: readonly string[], to: readonly string[]) => {
    const [before, after] = [`${from.join("\n")}\n`, `${to.join("\n")}\n`];
    writeFileSync(join(directory, "f"), before);
    const diff = unifiedDiff("f", before, after);
    if (before === after) return expect(diff).toBe("");
    const applied = spawnSync("git", ["apply", "--whitespace=nowarn", "-"], {
      cwd: directory,
      input: diff,
      encoding: "utf8",
    });
    expect({ stderr: applied.stderr, text: readFileSync(join(directory, "f"), "utf8") }).toEqual({
      stderr: "",
      text: after,
    });
  };
  fc.assert(fc.property(lines, lines, check), { numRuns: 40, seed: 20261124 });
});
