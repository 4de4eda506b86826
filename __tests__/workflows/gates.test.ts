import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryFiles } from "../../workflows";
import { jobOf } from "../constructs/delivery-pipeline/rendered";

const directory = mkdtempSync(join(tmpdir(), "gates-"));
const summary = join(directory, "summary.md");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs the gate's command as the runner does. @returns its exit code */
function gate(
  file: string,
  id: string,
  results: readonly string[],
  env: NodeJS.ProcessEnv = {},
): number | null {
  const needs = Object.fromEntries(results.map((result, index) => [`job${index}`, { result, outputs: {} }]));
  const run = jobOf(repositoryFiles(), file, id).steps?.[0]?.run ?? "";
  const all = { PATH: process.env.PATH, NEEDS: JSON.stringify(needs), GITHUB_STEP_SUMMARY: summary, ...env };
  return spawnSync("bash", ["-e", "-c", run], { env: all }).status;
}

describe.each([
  ["check.yml", "checked"],
  ["plan.yml", "planned"],
])("%s", (file, id) => {
  test.each([
    [["success", "success"], true],
    [["success", "failure"], false],
    [["success", "skipped"], false],
    [["cancelled"], false],
    [[], false],
  ])("of %j passes: %s", (results, passes) => {
    expect(gate(file, id, results, { OURS: "true" }) === 0).toBe(passes);
  });
});

test("a pull request of a fork or of Dependabot ends green, and says where to look", () => {
  expect(gate("plan.yml", "planned", ["skipped", "skipped", "skipped"], { OURS: "false" })).toBe(0);
  expect(readFileSync(summary, "utf8")).toContain("Not planned against the real clouds");
});
