import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../../report";

const directory = mkdtempSync(join(tmpdir(), "plan-test-"));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function plan(...args: readonly string[]) {
  const program = ["-r", "./tools/register.cjs", "commands/plan/index.ts", "--output", directory, ...args];
  const env = { ...process.env, SANDBOX_DIR: join(directory, "sandbox") };
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { encoding: "utf8", env });
  const report = JSON.parse(readFileSync(join(directory, "plan-report.json"), "utf8")) as Report;
  return { status, stdout, stderr, report };
}

const worktrees = () => spawnSync("git", ["worktree", "list"], { encoding: "utf8" }).stdout;

test("--base plans this tree on a sandbox that holds the base, without credentials and without leftovers", () => {
  const before = worktrees();
  const { status, stdout, stderr, report } = plan("--base", "HEAD");
  expect(report.stacks.map(({ name }) => name)).toEqual(["repository", "staging", "production"]);
  expect(report.stacks.every(({ errored }) => !errored)).toBe(true);
  expect(report.drift).toEqual([]);
  expect(status).toBe(report.exitCode);
  expect(stdout).toContain("| production |");
  expect(stdout).toContain("team lingobot/platform");
  expect(stderr).toContain("written: ");
  expect(readFileSync(join(directory, "plan-report.md"), "utf8")).toBe(stdout);
  expect(worktrees()).toBe(before);
}, 300_000);

test("against an empty sandbox everything is created, and nothing is deployed by planning", () => {
  const first = plan("repository");
  expect(first.status).toBe(2);
  expect(first.stdout).toMatch(/^## Plan: \d+ created/);
  expect(plan("repository").report.changes).toHaveLength(first.report.changes.length);
}, 120_000);

test("a stack that nobody defined is told with those there are", () => {
  const { status, stderr } = plan("nowhere");
  expect(status).toBe(1);
  expect(stderr).toContain('no stack is called "nowhere"; there are: repository, staging, production');
}, 60_000);
