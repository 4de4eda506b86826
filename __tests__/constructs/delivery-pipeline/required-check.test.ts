import { type AnyJob, type Triggers, Workflow, WorkflowJob } from "../../../constructs/delivery-pipeline";
import { describeProblem } from "../../../constructs/errors";
import { RequiredCheck } from "../../../constructs/repository-protection/required-check";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";
import { jobOf } from "./rendered";

const BASE = { permissions: {}, timeoutMinutes: 1, steps: [{ name: "Do", run: "true" }] };
const workflowOn = (on: Triggers) => new Workflow({ file: "checks.yml", name: "Checks", on });
const onPullRequests = () => workflowOn({ pullRequest: {} });
const told = (job: AnyJob) => job.problemsAsRequiredCheck().map(describeProblem).join("\n");

test("the gate of LingoBot can be required", () => {
  const { gate } = pipelineOf(LINGOBOT);
  expect(gate.problemsAsRequiredCheck()).toEqual([]);
  expect(RequiredCheck.fromWorkflowJob(gate)).toMatchObject({ context: "All Pass", appId: 15368 });
});

test("a rename in TypeScript renames the rendered job, the required check and what the tool compares", () => {
  const pipeline = pipelineOf({ ...LINGOBOT, gateName: "Ready to merge" });
  expect(RequiredCheck.fromWorkflowJob(pipeline.gate).context).toBe("Ready to merge");
  expect(jobOf(pipeline.files, "ci.yml", "all-pass").name).toBe("Ready to merge");
  const config = JSON.parse(pipeline.files.get(".github/platform/platform.json") ?? "");
  expect(config.requiredCheck.context).toBe("Ready to merge");
});

test("a job without a name reports its id", () => {
  expect(onPullRequests().addJob("only-id", BASE).checkName).toBe("only-id");
});

test("a job that always runs on pull requests can be required", () => {
  expect(told(onPullRequests().addJob("plain", BASE))).toBe("");
  const workflow = onPullRequests();
  const first = workflow.addJob("first", BASE);
  for (const [id, condition] of [
    ["bare", "always()"],
    ["wrapped", "${{ always() }}"],
  ] as const) {
    expect(told(workflow.addJob(id, { ...BASE, needs: [first], if: condition }))).toBe("");
  }
});

describe("refused as a required check:", () => {
  test("a job that a matrix names", () => {
    const job = onPullRequests().addJob("test", { ...BASE, strategy: { matrix: { version: ["3.11"] } } });
    expect(told(job)).toContain(
      'the job "test" of checks.yml cannot be a required check: its check is named by the matrix',
    );
  });

  test("a job that an expression names", () => {
    expect(told(onPullRequests().addJob("test", { ...BASE, name: "on ${{ github.ref }}" }))).toContain(
      "one fixed name",
    );
  });

  test("a job that a condition can skip", () => {
    const job = onPullRequests().addJob("test", { ...BASE, if: "github.actor != 'octocat'" });
    expect(told(job)).toContain("its condition can skip it, and a skipped job counts as passed");
    expect(told(onPullRequests().addJob("t", { ...BASE, if: "always() && github.actor != 'x'" }))).toContain(
      "can skip it",
    );
  });

  test("a job that is skipped when another fails", () => {
    const workflow = onPullRequests();
    const first = workflow.addJob("first", BASE);
    expect(told(workflow.addJob("second", { ...BASE, needs: [first] }))).toContain(
      'it is skipped when a job that it needs fails, and a skipped job counts as passed; got ["first"]',
    );
  });

  test("a job of a workflow that does not run on pull requests", () => {
    expect(told(workflowOn({ push: {} }).addJob("test", BASE))).toContain(
      "its workflow does not run on pull requests",
    );
  });

  test.each(["paths", "pathsIgnore", "branches", "branchesIgnore"])(
    "a job of a workflow filtered by %s",
    (filter) => {
      const job = workflowOn({ pullRequest: { [filter]: ["docs/**"] } }).addJob("test", BASE);
      expect(told(job)).toContain(
        `its workflow is filtered, and on pull requests outside of the filter the check would stay "Expected"; got ["${filter}"]`,
      );
    },
  );

  test("a job of a workflow that does not run on every push", () => {
    const job = workflowOn({ pullRequest: { types: ["opened", "labeled"] } }).addJob("test", BASE);
    expect(told(job)).toContain("add synchronize, reopened to the types");
  });

  test("a job that calls a workflow", () => {
    const workflow = onPullRequests();
    const called = workflowOn({ workflowCall: true });
    const job = workflow.addCall("ci", { name: "CI", calls: called, permissions: {} });
    expect(told(job)).toContain('it calls a workflow, so the checks are named "CI / <called job>"');
  });
});

test("jobs are what is added, in order, under ids of their own", () => {
  const workflow = onPullRequests();
  const job = workflow.addJob("a", BASE);
  expect(job).toBeInstanceOf(WorkflowJob);
  expect(workflow.jobs).toEqual([job]);
  expect(() => workflow.addJob("a", BASE)).toThrow(
    'the workflow checks.yml has a job "a" already; got "a"; allowed: an id other than a; choose another id',
  );
  expect(() => workflow.addJob("1 a", BASE)).toThrow("a job id of checks.yml must start with a letter or _");
});
