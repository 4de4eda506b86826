import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDirectory, unifiedDiff } from "../../../../../constructs/delivery-pipeline";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "diff-"));
  execFileSync("git", ["init", "--quiet", directory]);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const REMARK = "\\ No newline at end of file";

function apply(diff: string): void {
  const run = spawnSync("git", ["apply", "--whitespace=nowarn", "-"], {
    cwd: directory,
    input: diff,
    encoding: "utf8",
  });
  expect({ stderr: run.stderr, status: run.status }).toEqual({ stderr: "", status: 0 });
}

test("a new file comes from /dev/null", () => {
  expect(unifiedDiff("a", undefined, "new\n")).toBe("--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+new\n");
});

test("a removed file goes to /dev/null", () => {
  expect(unifiedDiff("a", "gone\n", undefined)).toBe("--- a/a\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-gone\n");
  expect(unifiedDiff("a", undefined, undefined)).toBe("");
});

test.each(["one\ntwo\n", "one", ""])("git applies the removal of %j", (text) => {
  const file = join(directory, "file");
  writeFileSync(file, text);
  apply(unifiedDiff("file", text, undefined));
  expect(existsSync(file)).toBe(false);
});

test.each<[string, string | undefined, string]>([
  ["a new file", undefined, "one\ntwo\n"],
  ["a new file without a last newline", undefined, "one\ntwo"],
  ["a new file of one empty line", undefined, "\n"],
  ["a new and empty file", undefined, ""],
  ["a file that was empty", "", "one\n"],
  ["a file that becomes empty", "one\n", ""],
  ["a removed last newline", "one\ntwo\n", "one\ntwo"],
  ["an added last newline", "one\ntwo", "one\ntwo\n"],
  ["a change above a last line without newline", "one\ntwo", "ONE\ntwo"],
  ["lines added behind one without newline", "one", "one\ntwo"],
  ["a line that reads like git's remark", `one\n${REMARK}\n`, `ONE\n${REMARK}\n`],
  ["a last newline far from another change", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "one\n2\n3\n4\n5\n6\n7\n8\n9"],
])("git applies %s", (_name, from, to) => {
  mkdirSync(join(directory, "deep"));
  const file = join(directory, "deep/file");
  if (from !== undefined) writeFileSync(file, from);
  apply(unifiedDiff("deep/file", from, to));
  expect(readFileSync(file, "utf8")).toBe(to);
});

test("a last newline that only one side has is a difference", () => {
  expect(unifiedDiff("a", "one\n", "one")).toBe(`--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-one\n+one\n${REMARK}\n`);
  expect(unifiedDiff("a", "one", "one\n")).toBe(`--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-one\n${REMARK}\n+one\n`);
});

test("what is missing and what is empty in a checkout are told apart, and git applies all drifts at once", () => {
  const files = new Map([
    ["missing.txt", "one\n"],
    ["empty.txt", "two\n"],
    ["cut.txt", "three\n"],
    ["deep/__init__.py", ""],
  ]);
  writeFileSync(join(directory, "empty.txt"), "");
  writeFileSync(join(directory, "cut.txt"), "three");
  apply(
    checkDirectory(directory, files)
      .map(({ diff }) => diff)
      .join(""),
  );
  expect(checkDirectory(directory, files)).toEqual([]);
});
