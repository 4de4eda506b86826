import type { DeliveryPipelineProps, DeployTargetProps } from "../../../constructs/delivery-pipeline";
import { ValidationError, validateTree } from "../../../constructs/errors";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";

function problemsOf(change: Partial<DeliveryPipelineProps>): string {
  try {
    validateTree(pipelineOf({ ...LINGOBOT, ...change }).node.root);
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
  return "";
}

/** The problems of a pipeline with this one target. */
function told(change: Partial<DeployTargetProps>): string {
  return problemsOf({ targets: [{ environment: "staging", branch: "staging", ...change }] });
}

test("impossible times, counts and paths of a target are told, all at once", () => {
  const message = told({
    branch: "rel/**",
    limits: { timeoutSeconds: Number.NaN, inProgressTimeoutSeconds: -5, pollSeconds: 0.5 },
    health: { path: "health", retries: -1, delaySeconds: 0, timeoutSeconds: Number.POSITIVE_INFINITY },
    smokePaths: ["/docs", "docs", "/a b"],
    monitor: {
      uptimePath: "up",
      observeSeconds: 0,
      intervalSeconds: 1.5,
      maxP95Milliseconds: -1,
      maxErrorPercent: Number.NaN,
    },
  });
  for (const fault of [
    'limits.timeoutSeconds of staging is an impossible number; got "NaN"; allowed: a whole number from 1; correct limits.timeoutSeconds, or leave it out',
    "limits.inProgressTimeoutSeconds of staging is an impossible number; got -5; allowed: a whole number from 1",
    "limits.pollSeconds of staging is an impossible number; got 0.5",
    "health.retries of staging is an impossible number; got -1; allowed: a whole number from 0 to 100",
    "health.delaySeconds of staging is an impossible number; got 0",
    'health.timeoutSeconds of staging is an impossible number; got "Infinity"',
    "monitor.observeSeconds of staging is an impossible number; got 0",
    "monitor.intervalSeconds of staging is an impossible number; got 1.5",
    "monitor.maxP95Milliseconds of staging is an impossible number; got -1; allowed: a number from 0",
    'monitor.maxErrorPercent of staging is an impossible number; got "NaN"',
    'health.path of staging is no path of a URL; got ["health"]; allowed: a path that starts with /, of letters, digits and . _ - ~ /; correct health.path',
    'smokePaths of staging is no path of a URL; got ["docs","/a b"]',
    'monitor.uptimePath of staging is no path of a URL; got ["up"]',
    'the branch that deploys to staging must be one branch, and no pattern; got "rel/**"; allowed: a branch\'s name without * ? + ! [ ] and spaces; name the branch, or give each branch a target of its own',
  ]) {
    expect(message).toContain(fault);
  }
});

test.each([1e9, Number.POSITIVE_INFINITY])("%d retries are told and not computed", (retries) => {
  expect(told({ health: { retries } })).toContain("health.retries of staging is an impossible number");
});

test("a job that GitHub would stop before its own limits is refused, with every such job", () => {
  const message = told({ limits: { timeoutSeconds: 36_000 } });
  expect(message).toContain("a job would take longer than GitHub lets a job run, or no time at all; got [");
  expect(message).toMatch(/"deploy-staging\.yml: deploy: 6\d\d minutes"/);
  expect(message).toMatch(/"rollback\.yml: rollback-staging: \d+ minutes"/);
  expect(message).toContain(
    "allowed: 1 to 360 minutes, the sum of the waits of its steps; lower the limits, the retries or the observation of the target, or the timeoutMinutes of an own job",
  );
});

test("the smallest and the largest that work are accepted", () => {
  expect(told({ health: { retries: 0 }, smokePaths: ["/"], limits: { timeoutSeconds: 1 } })).toBe("");
  expect(told({ limits: { timeoutSeconds: 7200 } })).toBe("");
});
