import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDirectory } from "../../constructs";
import { type Checkers, checkers } from "../../tools/checkers/checkers";
import { repositoryFiles } from "../../workflows";

const directory = mkdtempSync(join(tmpdir(), "workflows-"));
let tools: Checkers;

beforeAll(() => {
  tools = checkers();
  mkdirSync(join(directory, ".git"));
  writeDirectory(directory, repositoryFiles());
}, 300_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: directory, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

test("actionlint, with shellcheck on every command, finds nothing", () => {
  expect(run(tools.actionlint, "-no-color", "-shellcheck", tools.shellcheck)).toEqual({
    status: 0,
    output: "",
  });
});

test("zizmor's pedantic persona finds nothing", () => {
  const { status, output } = run(
    tools.zizmor,
    ..."--offline --no-progress --color never --persona pedantic .".split(" "),
  );
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("No findings to report") });
});
