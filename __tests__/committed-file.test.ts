import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectCommitted } from "./committed-file";

const directory = mkdtempSync(join(tmpdir(), "committed-"));
const file = join(directory, "folder", "file.md");

afterAll(() => rmSync(directory, { recursive: true }));

test("a file that is missing is written, but not where nobody would commit it", () => {
  expect(() => expectCommitted(file, "one\n", "none")).toThrow(`${file} differs`);
  expect(existsSync(file)).toBe(false);
  expectCommitted(file, "one\n", "new");
  expect(readFileSync(file, "utf8")).toBe("one\n");
});

test("a file that differs is told with its lines and the command, and written only when asked", () => {
  writeFileSync(file, "one\ntwo\n");
  for (const updating of ["new", "none"] as const)
    expect(() => expectCommitted(file, "one\n2\n", updating)).toThrow(
      `${file} differs; if this is what you want: npm run test:update\n\n  one\n- two\n+ 2\n`,
    );
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
  expectCommitted(file, "one\n2\n", "all");
  expect(readFileSync(file, "utf8")).toBe("one\n2\n");
  expectCommitted(file, "one\n2\n", "none");
});
