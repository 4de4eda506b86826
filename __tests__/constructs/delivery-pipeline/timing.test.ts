import { timingOf, Workflow } from "../../../constructs/delivery-pipeline";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";

const job = (timeoutMinutes: number) => ({
  permissions: {},
  timeoutMinutes,
  steps: [],
});

/** Bounds in minutes: a workflow whose limits grow past them is seen here. */
const BOUNDS: Readonly<Record<string, number>> = {
  "ci.yml": 15,
  "pr-checks.yml": 15,
  "deploy-staging.yml": 60,
  "deploy-production.yml": 65,
  "rollback.yml": 30,
};

test("the worst case of each workflow stays within its bound", () => {
  const { timings } = pipelineOf(LINGOBOT);
  expect(timings.map(({ file }) => file).sort()).toEqual(Object.keys(BOUNDS).sort());
  const over = timings.filter(({ file, worstMinutes }) => worstMinutes > (BOUNDS[file] ?? 0));
  expect(over).toEqual([]);
});

test("worst and expected case are told beside the targets", () => {
  expect(pipelineOf(LINGOBOT).describeTimings()).toMatchInlineSnapshot(`
    "ci.yml: at most 12 min, expected 3–5 min, target 8–10 min; no known duration: Code Quality, CodeQL, Dependencies, Secrets, All Pass
    pr-checks.yml: at most 13 min, expected 2–3 min, target 3–5 min; no known duration: PR Metadata, Quick Lint, Coverage Report
    deploy-staging.yml: at most 59 min, expected 11–17 min, target 10–12 min; no known duration: Code Quality, CodeQL, Dependencies, Secrets, All Pass, Deployment Notification
    deploy-production.yml: at most 64 min, expected 11–17 min, target 12–15 min; no known duration: Code Quality, CodeQL, Dependencies, Secrets, All Pass, Deployment Notification
    rollback.yml: at most 27 min, expected unknown, no target; no known duration: Roll back staging, Roll back production"
  `);
});

test("the critical path is the longest way through needs, called workflows included", () => {
  const called = new Workflow({
    file: "called.yml",
    name: "Called",
    on: { workflowCall: true },
  });
  const first = called.addJob("first", job(5));
  called.addJob("second", { ...job(7), needs: [first] });
  called.addJob("beside", job(11));
  const workflow = new Workflow({
    file: "main.yml",
    name: "Main",
    on: { push: {} },
  });
  const ci = workflow.addCall("ci", { calls: called, permissions: {} });
  workflow.addJob("after", { ...job(3), needs: [ci], name: "After" });
  workflow.addJob("alone", job(14));
  const durations = {
    After: { minutes: [1, 2] as const, source: "a stopwatch" },
  };
  expect(timingOf(workflow, durations)).toEqual({
    file: "main.yml",
    worstMinutes: 15,
    expectedMinutes: [1, 2],
    unknownJobs: ["first", "second", "beside", "alone"],
  });
});

test("a step of the deploy tool is given more time than the tool's own limits take", () => {
  const [target, ...others] = LINGOBOT.targets;
  if (target === undefined) throw new Error("LingoBot has targets");
  const slow = {
    ...target,
    limits: { timeoutSeconds: 1200 },
    health: { retries: 10, delaySeconds: 60 },
  };
  const minutes = (pipeline: ReturnType<typeof pipelineOf>) =>
    pipeline.timings.find(({ file }) => file === "deploy-staging.yml")?.worstMinutes ?? 0;
  const grown =
    minutes(pipelineOf({ ...LINGOBOT, targets: [slow, ...others] })) - minutes(pipelineOf(LINGOBOT));
  // 10 minutes more to deploy; 10 waits of a minute and 11 tries of 10 s instead of 195 s in all.
  expect(grown).toBe(10 + 13 - 5);
});
