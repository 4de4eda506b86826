import { Checkout } from "./support/checkout";
import { holds, resolveExpressions } from "./support/expressions";
import { interpreterFor } from "./support/machine";
import { type Origin, SandboxPullRequest } from "./support/pull-request";
import { renderedFiles } from "./support/rendered";
import { type JobResult, Runner } from "./support/runner";
import { type Job, jobThatRuns, workflow } from "./support/workflow";

const files = renderedFiles();
const checks = workflow(files, "pr-checks.yml");
const metadata = jobThatRuns(checks, "size-label");
const coverage = jobThatRuns(checks, "pytest tests/unit");
const report = jobThatRuns(checks, "coverage-comment");
const python = interpreterFor(coverage);
const checkout = new Checkout(files);
let pull: SandboxPullRequest;

jest.setTimeout(120_000);

beforeEach(async () => {
  pull = await SandboxPullRequest.open();
});

afterEach(() => pull.close());
afterAll(() => checkout.remove());

async function run(job: Job, from: Origin, of = checkout): Promise<JobResult & { readonly summary: string }> {
  const runner = new Runner(of, { python, ...pull.given(from) });
  try {
    return { ...(await runner.job(job)), summary: runner.summary };
  } finally {
    runner.remove();
  }
}

test("a pull request gets its size label, and the path labels are left to their action", async () => {
  const result = await run(metadata, "the repository");

  expect(result).toMatchObject({ failedAt: undefined, notRun: ["Path labels"] });
  expect(pull.labels).toEqual(["size/S"]);
});

test.each<Origin>(["a fork", "Dependabot"])(
  "for %s size and paths go to the job's summary, nothing is written, and the job is green",
  async (origin) => {
    const result = await run(metadata, origin);

    expect(result).toMatchObject({ failedAt: undefined, notRun: [] });
    expect(result.summary).toContain("Size: **size/S**");
    expect(result.summary).toContain("Paths: **app**, **documentation**");
    expect(pull.labels).toEqual([]);
  },
);

test("the coverage that the tests really have is posted once and then updated; a fork's goes to the summary", async () => {
  expect(await run(coverage, "the repository")).toMatchObject({
    failedAt: undefined,
    notRun: ["Keep the report"],
  });
  const { totals } = JSON.parse(checkout.read("coverage.json")) as { totals: { percent_covered: number } };
  const percent = `${totals.percent_covered.toFixed(1)} %`;

  expect(await run(report, "the repository")).toMatchObject({
    failedAt: undefined,
    notRun: ["Fetch the report"],
  });
  expect(await run(report, "the repository")).toMatchObject({ failedAt: undefined });
  expect(pull.comments).toEqual([expect.stringContaining(percent)]);
  expect(pull.comments[0]).toContain("src/lingobot/main.py");

  for (const origin of ["a fork", "Dependabot"] as const) {
    const readOnly = await run(report, origin);
    expect(readOnly).toMatchObject({ failedAt: undefined, summary: expect.stringContaining(percent) });
  }
  expect(pull.comments).toHaveLength(1);
});

/** Whether the report's job runs after the tests' job ended like this. */
function isReported({ failedAt, notRun }: JobResult): boolean {
  const steps = { report: { outcome: notRun.includes("Keep the report") ? "success" : "skipped" } };
  const contexts = { steps, job: { status: failedAt === undefined ? "success" : "failure" } };
  const outputs = Object.entries(coverage.outputs ?? {}).map(([name, text]) => [
    name,
    resolveExpressions(text, contexts),
  ]);
  const needs = { coverage: { outputs: Object.fromEntries(outputs) } };
  return holds(report.if, { ...contexts, needs });
}

test("a failing test is one failure: no report is kept, and none is asked for", async () => {
  const broken = new Checkout(files);
  try {
    const result = await broken.with(
      "src/lingobot/domain/conversation.py",
      (code) => code.replace('f"You are LingoBot, a patient tutor of', 'f"You are LingoBot, a friend of'),
      () => run(coverage, "the repository", broken),
    );

    expect(result.failedAt).toBe("Unit tests");
    expect(result.steps.filter(({ exitCode }) => exitCode !== 0)).toHaveLength(1);
    expect(result.notRun).toEqual([]);
    expect(isReported(result)).toBe(false);
  } finally {
    broken.remove();
  }
});

test("too little coverage is one failure, and its report is posted all the same", async () => {
  const untested = new Checkout(files);
  try {
    const lines = Array.from({ length: 60 }, (_, line) => `    total += ${line}`).join("\n");
    const result = await untested.with(
      "src/lingobot/services.py",
      (code) => `${code}\n\ndef untested(total: int) -> int:\n${lines}\n    return total\n`,
      () => run(coverage, "the repository", untested),
    );

    expect(result).toMatchObject({ failedAt: "Coverage", notRun: ["Keep the report"] });
    expect(isReported(result)).toBe(true);
  } finally {
    untested.remove();
  }
});
