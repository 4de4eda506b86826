import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryFiles } from "../../workflows";
import { jobOf, stepOf } from "../constructs/delivery-pipeline/rendered";

const directory = mkdtempSync(join(tmpdir(), "deploy-summary-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs the deployment's command as the runner does, with a deployment that says this. */
function deploying(said: string): { readonly exitCode: number | null; readonly summary: string } {
  const summary = join(directory, "summary.md");
  writeFileSync(join(directory, "said"), said);
  writeFileSync(join(directory, "npm"), `#!/bin/sh\ncat ${directory}/said\nexit 3\n`, { mode: 0o755 });
  writeFileSync(summary, "");
  const { run = "" } = stepOf(jobOf(repositoryFiles(), "deploy.yml", "staging"), "Deploy");
  const env = {
    PATH: `${directory}:${process.env.PATH}`,
    RUNNER_TEMP: directory,
    GITHUB_STEP_SUMMARY: summary,
  };
  const { status } = spawnSync("bash", ["-e", "-c", run], { env });
  return { exitCode: status, summary: readFileSync(summary, "utf8") };
}

test("what a deployment said is code in the summary, whatever is in it", () => {
  const { exitCode, summary } = deploying("one\n`````\n# @everybody\rtwo\n~~~~~\n</pre>\n");
  expect(summary).toBe(
    "### staging: exit code 3\n\n    one\n    `````\n    # @everybody\n    two\n    ~~~~~\n    </pre>\n",
  );
  expect(exitCode).toBe(3);
});
