import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

describe("after an edit of the text the gate says what it said before", () => {
  /** What GitHub tells of the checks of this name, by run, oldest first. */
  function edited(...checks: readonly (readonly [run: number, conclusion: string | null])[]) {
    const check_runs = checks.map(([run, conclusion], index) => ({
      id: index + 1,
      conclusion,
      details_url: `https://github.com/lingobot/lingobot-platform/actions/runs/${run}/job/1`,
    }));
    writeFileSync(join(directory, "answer.json"), JSON.stringify({ check_runs: check_runs.reverse() }));
    writeFileSync(
      join(directory, "gh"),
      `#!/bin/sh\necho "$@" > ${directory}/asked\ncat ${directory}/answer.json\n`,
      {
        mode: 0o755,
      },
    );
    return gate("plan.yml", "planned", ["skipped", "skipped", "skipped"], {
      PATH: `${directory}:${process.env.PATH}`,
      OURS: "true",
      ONLY_TEXT: "true",
      GITHUB_REPOSITORY: "lingobot/lingobot-platform",
      GITHUB_RUN_ID: "9",
      HEAD: "feed",
    });
  }

  test.each([
    [
      "passed",
      [
        [7, "failure"],
        [8, "success"],
        [9, null],
      ],
      0,
    ],
    [
      "failed",
      [
        [7, "success"],
        [8, "failure"],
        [9, null],
      ],
      1,
    ],
    [
      "has not ended",
      [
        [7, "success"],
        [8, null],
        [9, null],
      ],
      1,
    ],
    ["was not there", [[9, null]], 1],
    [
      "is the same run's, an attempt before",
      [
        [9, "success"],
        [9, null],
      ],
      1,
    ],
  ] as const)("which %s", (_, checks, status) => {
    expect(edited(...checks)).toBe(status);
    expect(readFileSync(join(directory, "asked"), "utf8")).toBe(
      "api repos/lingobot/lingobot-platform/commits/feed/check-runs?check_name=Planned&app_id=15368&filter=all&per_page=100\n",
    );
  });

  test("and fails where GitHub does not answer", () => {
    edited([8, "success"]);
    writeFileSync(join(directory, "answer.json"), '{"message":"Not Found"}');
    const env = { PATH: `${directory}:${process.env.PATH}`, OURS: "true", ONLY_TEXT: "true", HEAD: "feed" };
    expect(gate("plan.yml", "planned", ["skipped"], { ...env, GITHUB_RUN_ID: "9" })).not.toBe(0);
  });
});
