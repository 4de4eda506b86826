import { findInterpreter, type Interpreter } from "../../../tools/python/interpreters";
import { notRun } from "./support/machine";
import { renderedFiles } from "./support/rendered";
import { matrixVersions, TestJob, testJob } from "./support/test-job";
import { jobThatRuns, workflow } from "./support/workflow";

jest.setTimeout(240_000);

const interpreters = matrixVersions.map((version) => ({ version, python: findInterpreter(version) }));

test("this machine has at least one interpreter of the matrix", () => {
  expect(interpreters.filter(({ python }) => python !== undefined)).not.toEqual([]);
});

for (const { version, python } of interpreters) {
  if (python === undefined) {
    notRun(`the test job on Python ${version}`, "this machine does not have it");
    test.skip(`the test job on Python ${version}`, () => {});
  } else describe(`on Python ${version}`, () => testJobOn(python));
}

function testJobOn(python: Interpreter): void {
  const job = new TestJob(python);

  afterAll(() => job.remove());

  test("the test job passes on the app as it is, and leaves the coverage for the comment", async () => {
    const result = await job.run();

    expect(result).toMatchObject({ failedAt: undefined, notRun: [] });
    expect(result.output).toMatch(/\d+ passed/);
    expect(result.output).toContain(`Python ${python.version}`);
    const report = JSON.parse(job.checkout.read("coverage.json")) as { totals: { percent_covered: number } };
    expect(report.totals.percent_covered).toBeGreaterThanOrEqual(90);
    expect(job.checkout.read("coverage.xml")).toContain("<coverage ");
  });

  test("a failing unit test fails it there", async () => {
    const breaks = (code: string) =>
      code.replace('f"You are LingoBot, a patient tutor of', 'f"You are LingoBot, a friend of');

    const result = await job.checkout.with("src/lingobot/domain/conversation.py", breaks, () => job.run());

    expect(result.failedAt).toBe("Unit tests");
    expect(result.output).toContain("FAILED tests/unit/test_conversation.py");
  });

  test("a failing integration test fails it there, after the unit tests passed", async () => {
    const breaks = (code: string) => code.replace('@router.get("/health")', '@router.get("/healthz")');

    const result = await job.checkout.with("src/lingobot/adapters/http/routes.py", breaks, () => job.run());

    expect(result.failedAt).toBe("Integration tests");
    expect(result.output).toContain("FAILED tests/integration/test_api.py");
  });

  test("code that no test reaches fails it at the coverage, with the reports written", async () => {
    const untested = Array.from({ length: 60 }, (_, line) => `    total += ${line}`).join("\n");
    const adds = (code: string) =>
      `${code}\n\ndef untested(total: int) -> int:\n${untested}\n    return total\n`;

    const result = await job.checkout.with("src/lingobot/services.py", adds, () => job.run());

    expect(result.failedAt).toBe("Coverage");
    expect(result.output).toMatch(/total of 8\d is less than fail-under=90/);
    expect(job.checkout.read("coverage.json")).toContain('"percent_covered"');
  });
}

test("the coverage of pull requests comes from the same commands", () => {
  const commands = (of: typeof testJob) => (of.steps ?? []).flatMap(({ run }) => run ?? []);
  const coverage = jobThatRuns(workflow(renderedFiles(), "pr-checks.yml"), "pytest tests/unit");

  expect(commands(coverage)).toEqual(commands(testJob));
});
