import type { DeliveryPipelineProps, DeployTargetProps } from "../../../constructs/delivery-pipeline";
import { ValidationError, validateTree } from "../../../constructs/errors";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";
import { OTHER } from "./other-pipeline";

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

describe("parts that would get in each other's way", () => {
  test("alerts that would wait for an approval themselves", () => {
    expect(problemsOf({ alertsEnvironment: "production" })).toContain(
      'alertsEnvironment is a deploy target, whose approval the alerts would wait for; got "production"; allowed: an environment without reviewers other than staging, production; make an environment for alerts alone, or leave alertsEnvironment out',
    );
    expect(problemsOf({ alertsEnvironment: "alerts" })).toBe("");
  });

  test("pushes that would wait for an approval, or share with pull requests", () => {
    const { login } = OTHER;
    if (login === undefined) throw new Error("the other pipeline has no login");
    for (const registryEnvironment of ["production", "preview"])
      expect(problemsOf({ login, registryEnvironment })).toContain(
        `registryEnvironment is a deploy target, whose approval the push would wait for, or that of the previews, whose jobs would share its secrets; got "${registryEnvironment}"; allowed: an environment without reviewers other than staging, production, preview; make an environment for the registry alone, or leave registryEnvironment out`,
      );
    expect(problemsOf({ login, registryEnvironment: "registry" })).toBe("");
    expect(problemsOf({ registryEnvironment: "registry" })).toContain(
      'registryEnvironment holds nothing, because the registry is logged in to without a secret; got "registry"; leave registryEnvironment out, or give the login of the registry',
    );
  });

  test("a target in the environment of the previews", () => {
    const targets = [{ environment: "preview", branch: "develop" }];
    expect(problemsOf({ targets, preview: {} })).toContain(
      'a deploy target has the environment of the previews, and they would share its secrets; got "preview"; rename the target\'s environment, or leave preview out',
    );
    expect(problemsOf({ targets })).toBe("");
  });

  test("promotions in a circle, each told once", () => {
    const target = (environment: string, branch: string, promoteFrom: string) => ({
      environment,
      branch,
      promoteFrom,
    });
    const circle = (way: string) =>
      `deploy targets take their images over from each other in a circle, so none of them builds first; got "${way}"; leave promoteFrom of the first environment out`;
    const two = [target("a", "main", "b"), target("b", "staging", "a"), target("c", "develop", "a")];
    const message = problemsOf({ targets: two });
    expect(message).toContain(circle("a from b from a"));
    expect(message).toMatch(/^1 problem,/);
    expect(problemsOf({ targets: [target("a", "main", "a")] })).toContain(circle("a from a"));
  });

  test.each(["size/XS", "tests", " "])("a label of previews that is set by itself: %j", (label) => {
    expect(problemsOf({ preview: { label } })).toContain(
      `the label of previews must be one that only a person sets, or each such pull request costs an app; got "${label}"; allowed: a label other than size/XS, size/S, size/M, size/L, size/XL, app, tests, dependencies, container, ci, documentation; choose another label, or leave it out`,
    );
  });
});

test("the grant for a promotion names the environment whose image is taken over", () => {
  const targets = [
    { environment: "qa", branch: "staging" },
    { environment: "live", branch: "main", promoteFrom: "qa" },
  ];
  const text = pipelineOf({ ...LINGOBOT, targets }).files.get(".github/workflows/deploy-live.yml");
  expect(text).toContain("actions: read # see whether a later push is deployed, find what qa ran");
});

test("a pattern of branches is not told as an unchecked branch as well", () => {
  expect(told({ branch: "release/*" })).not.toContain("whose pushes CI does not check");
});
