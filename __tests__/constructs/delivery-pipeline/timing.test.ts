import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DeliveryPipelineProps, timingOf, Workflow } from "../../../constructs/delivery-pipeline";
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
  "deploy-staging.yml": 67,
  "deploy-production.yml": 77,
  "rollback.yml": 41,
};

test("the worst case of each workflow stays within its bound", () => {
  const { timings } = pipelineOf(LINGOBOT);
  expect(timings.map(({ file }) => file).sort()).toEqual(Object.keys(BOUNDS).sort());
  const over = timings.filter(({ file, worstMinutes }) => worstMinutes > (BOUNDS[file] ?? 0));
  expect(over).toEqual([]);
});

test("worst and expected case are told beside the targets", () => {
  expect(pipelineOf(LINGOBOT).describeTimings()).toMatchInlineSnapshot(`
    "ci.yml: at most 12 min, expected 3–5 min, target 8–10 min
      Test (Python \${{ matrix.version }}): 2–3 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": test time)
      Docker Build: 3–5 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": build time)
      no known duration, not counted: Code Quality, CodeQL, Dependencies, Secrets, All Pass
    pr-checks.yml: at most 13 min, expected 2–3 min, target 3–5 min
      Coverage: 2–3 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": test time)
      no known duration, not counted: PR Metadata, Quick Lint, Coverage Report
    deploy-staging.yml: at most 67 min, expected 11–17 min, target 10–12 min (the expected case is above it)
      Test (Python \${{ matrix.version }}): 2–3 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": test time)
      Docker Build: 3–5 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": build time)
      Build & Push Docker: 3–5 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": build time)
      Deploy to DO: 5–7 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": deploy time)
      no known duration, not counted: Code Quality, CodeQL, Dependencies, Secrets, All Pass, Deployment Notification, Stopped Notification
    deploy-production.yml: at most 77 min, expected 14–20 min, target 12–15 min (the expected case is above it)
      Test (Python \${{ matrix.version }}): 2–3 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": test time)
      Docker Build: 3–5 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": build time)
      Build & Push Docker: 3–5 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": build time)
      Deploy to DO: 5–7 min (LingoBot's CI/CD architecture, "Actual Performance (Expected)": deploy time)
      Deploy to DO: 3 min (monitor.observeSeconds of production)
      no known duration, not counted: Code Quality, CodeQL, Dependencies, Secrets, All Pass, Does the app exist?, Deployment Notification, Stopped Notification
    rollback.yml: at most 41 min, expected unknown, no target
      no known duration, not counted: Roll back staging, Roll back production"
  `);
});

test("a longer observation makes the expected case longer", () => {
  const targets = LINGOBOT.targets.map((target) => ({
    ...target,
    monitor: { observeSeconds: 600 },
  }));
  const expected = (props: DeliveryPipelineProps) =>
    pipelineOf(props).timings.find(({ file }) => file === "deploy-production.yml")?.expectedMinutes;
  expect(expected(LINGOBOT)).toEqual([14, 20]);
  expect(expected({ ...LINGOBOT, targets })).toEqual([21, 27]);
  const odd = LINGOBOT.targets.map((target) => ({ ...target, monitor: { observeSeconds: 200 } }));
  expect(expected({ ...LINGOBOT, targets: odd })).toEqual([15, 21]);
});

test("the documentation's table is what the timings say", () => {
  const page = readFileSync(join(__dirname, "../../../docs/constructs/delivery-pipeline.md"), "utf8");
  const range = ([from, to]: readonly [number, number]) => (to === 0 ? "unknown" : `${from}–${to} min`);
  const rows = pipelineOf(LINGOBOT).timings.map(
    ({ file, targetMinutes, expectedMinutes, worstMinutes }) =>
      `| \`${file}\` | ${
        targetMinutes === undefined ? "none" : range(targetMinutes)
      } | ${range(expectedMinutes)} | ${worstMinutes} min |`,
  );
  expect(page.split("\n").filter((line) => /^\| `\S+\.yml` .*min \|$/.test(line))).toEqual(rows);
});

test("the worst cases that docs/seed.md names are those of the timings", () => {
  const lines = readFileSync(join(__dirname, "../../../docs/seed.md"), "utf8").split("\n");
  const rows: Readonly<Record<string, string>> = {
    "ci.yml": "| Runtime: ~8-10 minutes",
    "pr-checks.yml": "| Runtime: ~3-5 minutes",
    "deploy-staging.yml": "| Runtime: ~10-12 minutes",
    "deploy-production.yml": "| Runtime: ~12-15 minutes",
    "rollback.yml": "| MTTR:",
  };
  for (const { file, worstMinutes } of pipelineOf(LINGOBOT).timings) {
    const row = lines.find((line) => line.startsWith(rows[file] ?? file)) ?? "";
    expect([file, /at most (\d+)/.exec(row)?.[1]]).toEqual([file, String(worstMinutes)]);
  }
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
    known: [{ job: "After", minutes: [1, 2], source: "a stopwatch" }],
    unknownJobs: ["first", "second", "beside", "alone"],
  });
});
