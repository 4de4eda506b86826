import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "counts-"));
});

afterEach(() => rmSync(directory, { recursive: true }));

function countsOf(results: string) {
  const file = join(directory, "results.json");
  writeFileSync(file, results);
  return spawnSync(process.execPath, ["tools/test-counts.mjs", file], { encoding: "utf8" });
}

test("tests that did not run are named, and counted apart", () => {
  const { stdout, status } = countsOf(
    JSON.stringify({
      numPassedTests: 3,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 1,
      numPendingTests: 1,
      numTodoTests: 0,
      testResults: [
        {
          name: join(process.cwd(), "__tests__/a.test.ts"),
          assertionResults: [
            { status: "passed", fullName: "runs" },
            { status: "pending", fullName: "python 3.12 runs" },
          ],
        },
      ],
    }),
  );
  expect(stdout).toBe("not run: python 3.12 runs (__tests__/a.test.ts)\n3 passed, 2 failed, 1 skipped\n");
  expect(status).toBe(0);
});

test("no results are a failure, not a count of zero", () => {
  const { stderr, stdout, status } = countsOf("");
  expect(stderr).toBe("the tests ended without results: read the output above for what stopped them\n");
  expect(stdout).toBe("");
  expect(status).toBe(1);
});
