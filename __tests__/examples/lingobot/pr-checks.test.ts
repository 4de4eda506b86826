import { Checkout } from "./support/checkout";
import { interpreterFor } from "./support/machine";
import { SandboxPullRequest } from "./support/pull-request";
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

async function run(
  job: Job,
  from: "the repository" | "a fork",
): Promise<JobResult & { readonly summary: string }> {
  const runner = new Runner(checkout, { python, ...pull.given(from) });
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

test("for a fork the size goes to the job's summary, nothing is written, and the job is green", async () => {
  const result = await run(metadata, "a fork");

  expect(result).toMatchObject({ failedAt: undefined, notRun: [] });
  expect(result.summary).toContain("size/S");
  expect(pull.labels).toEqual([]);
});

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

  const fork = await run(report, "a fork");
  expect(fork).toMatchObject({ failedAt: undefined, summary: expect.stringContaining(percent) });
  expect(pull.comments).toHaveLength(1);
});
