import { spawnSync } from "node:child_process";
import { lingobotFiles } from "./lingobot-pipeline";
import { jobOf, stepOf } from "./rendered";

const gate = jobOf(lingobotFiles(), "ci.yml", "all-pass");
const { run = "" } = stepOf(gate, "Fail unless every job succeeded");

/** Runs the gate's command as GitHub does, with these results of the jobs that it needs. */
function exitCode(results: Readonly<Record<string, string>>): number | null {
  const needs = Object.fromEntries(
    Object.entries(results).map(([id, result]) => [id, { result, outputs: {} }]),
  );
  const env = { ...process.env, NEEDS: JSON.stringify(needs, null, 2) };
  return spawnSync("bash", ["-e", "-c", run], { env }).status;
}

const GOOD = Object.fromEntries((gate.needs ?? []).map((id) => [id, "success"]));

test("the gate passes when every job succeeded", () => {
  expect(exitCode(GOOD)).toBe(0);
});

test.each(["failure", "cancelled", "skipped"])("the gate fails when one job ended as %s", (result) => {
  for (const id of Object.keys(GOOD)) expect(exitCode({ ...GOOD, [id]: result })).toBe(1);
});

test("the gate fails when what it is told is no result", () => {
  expect(exitCode({ ...GOOD, test: "" })).toBe(1);
  expect(exitCode({})).toBe(1);
  expect(spawnSync("bash", ["-e", "-c", run], { env: { ...process.env, NEEDS: "" } }).status).not.toBe(0);
});
