import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDirectory } from "../../../constructs/delivery-pipeline";
import { type Checkers, checkers } from "../../../tools/checkers/checkers";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";
import { NODE_PIPELINE } from "./node-pipeline";
import { OTHER } from "./other-pipeline";

interface Verdict {
  readonly status: number | null;
  readonly output: string;
}

let tools: Checkers;
let directory: string;

beforeAll(() => {
  tools = checkers();
}, 300_000);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "pipeline-"));
  mkdirSync(join(directory, ".git"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function run(command: string, ...args: readonly string[]): Verdict {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: directory, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

const actionlint = (): Verdict => run(tools.actionlint, "-no-color", "-shellcheck", tools.shellcheck);
const hadolint = (): Verdict => run(tools.hadolint, "--no-color", "Dockerfile");
const zizmor = (): Verdict =>
  run(tools.zizmor, "--offline", "--no-progress", "--color", "never", "--persona", "pedantic", ".");

describe.each([
  ["LingoBot", LINGOBOT],
  ["another team", OTHER],
  ["LingoBot with previews", { ...LINGOBOT, preview: {} }],
  ["a Node app", NODE_PIPELINE],
] as const)("the files rendered for %s", (_name, props) => {
  beforeEach(() => writeDirectory(directory, pipelineOf(props).files));

  test("have no finding of actionlint, which also runs shellcheck on every command", () => {
    expect(actionlint()).toEqual({ status: 0, output: "" });
  });

  test("have no finding of zizmor's pedantic persona but the ones waived in writing", () => {
    const { status, output } = zizmor();
    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringContaining("No findings to report"),
    });
  });

  test("have no finding of hadolint", () => {
    expect(hadolint()).toEqual({ status: 0, output: "" });
  });
});

describe("the checkers do find what is wrong", () => {
  const workflow = (step: string) => {
    const head = "name: Bad\non: { pull_request: {} }\npermissions: {}\njobs:\n  bad:\n    name: Bad\n";
    mkdirSync(join(directory, ".github", "workflows"), { recursive: true });
    const text = `${head}    runs-on: ubuntu-24.04\n    permissions: {}\n    steps:\n      - name: Bad\n        ${step}\n`;
    writeFileSync(join(directory, ".github", "workflows", "bad.yml"), text);
  };

  test("actionlint: a step that runs nothing, and by shellcheck an unquoted variable", () => {
    workflow("runs: echo $HOME");
    expect(actionlint().output).toContain('must run script with "run" section');
    workflow("run: rm -r $HOME/x $1");
    expect(actionlint().output).toContain("SC2086");
  });

  test("zizmor: an action named by tag", () => {
    workflow("uses: actions/checkout@v7");
    expect(zizmor()).toEqual({
      status: expect.any(Number),
      output: expect.stringContaining("unpinned-uses"),
    });
    expect(zizmor().status).not.toBe(0);
  });

  test("hadolint: an image without a version", () => {
    writeFileSync(join(directory, "Dockerfile"), "FROM python\n");
    expect(hadolint()).toEqual({ status: 1, output: expect.stringContaining("DL3006") });
  });
});
