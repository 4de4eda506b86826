import {
  AppAlert,
  BypassActor,
  ComponentAlert,
  InstanceSize,
  InvalidValueError,
  LONG_LIVED_BRANCHES,
  LogDestination,
  NotificationTarget,
  Secret,
  ValidationError,
  validateTree,
} from "../../constructs";
import { lingobot } from "../../lingobot";
import type { PlatformSettings } from "../../stacks";
import { definedApp } from "./platform-under-test";

jest.setTimeout(300_000);

const ops = NotificationTarget.email("ops@lingobot.example");
const [staging] = lingobot.environments;

const { pipeline: _slow, ...bare } = lingobot;

/** Settings in which everything is said that can be, but for the pipeline, which takes long to build. */
const EVERYTHING = {
  ...bare,
  github: {
    ...lingobot.github,
    actions: { defaultTokenPermissions: "read", mayApprovePullRequests: false, accessLevel: "none" },
    branches: LONG_LIVED_BRANCHES.map((branch) => ({
      ...branch,
      approvals: 1,
      bypass: [BypassActor.organizationAdmins()],
    })),
    collaborators: { octocat: "push" },
    homepageUrl: "https://lingobot.example",
    labels: [{ name: "small", color: "00ff00", description: "small" }],
    merge: { mergeCommits: true, squash: true },
    releaseTags: ["v*"],
    security: { dependabotAlerts: true },
  },
  environments: [
    {
      ...staging,
      alerts: [AppAlert.deploymentFailed(), ComponentAlert.cpu({ above: 80 })],
      approval: { teams: ["platform"], users: ["ada"] },
      deployment: {
        waitTimerMinutes: 1,
        tags: ["v*"],
        variables: { A: "b" },
        secrets: { C: Secret.named("C") },
      },
      domains: [{ name: "staging.lingobot.example", wildcard: false }],
      healthCheck: { path: "/health", periodSeconds: 5 },
      jobs: { migrate: { kind: "pre-deploy", runCommand: "migrate", variables: { D: "e" } } },
      logDestinations: [LogDestination.logtail({ token: Secret.named("LOGTAIL") })],
      monthlyBudget: 100,
      project: { name: "lingobot", environment: "staging", purpose: "tests", description: "none" },
      termination: { graceSeconds: 5, drainSeconds: 5 },
      uptime: {
        name: "health",
        target: "/health",
        regions: ["us_east"],
        enabled: true,
        alerts: { down: { notify: [ops] }, latency: { notify: [ops], aboveMilliseconds: 300 } },
      },
      workers: { queue: { size: InstanceSize.XXS, runCommand: "work", termination: { graceSeconds: 5 } } },
    },
  ],
} as unknown as PlatformSettings;

const WRONG = [null, "text", [null], { unknown: null }];

/** Every place of plain data, by the keys that lead there. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  const inside = isPlain ? Object.entries(value).flatMap(([key, each]) => places(each, [...path, key])) : [];
  return path.length === 0 ? inside : [[...path], ...inside];
}

function withAt(value: unknown, [key, ...rest]: readonly string[], wrong: unknown): unknown {
  if (key === undefined) return wrong;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = withAt(copy[key], rest, wrong);
  return copy;
}

/** How the settings end: told, accepted, or with an error that tells nobody what to mend. */
function outcome(settings: PlatformSettings): string | undefined {
  try {
    validateTree(definedApp(settings));
    return undefined;
  } catch (error) {
    if (error instanceof ValidationError || error instanceof InvalidValueError) return undefined;
    return String(error);
  }
}

test("settings in which everything is said are sound", () => {
  const app = definedApp(EVERYTHING);
  validateTree(app);
  expect(app.node.children.map(({ node }) => node.id)).toEqual(["repository", "staging"]);
});

test("whatever stands anywhere is told or taken, and breaks nothing", () => {
  const broken = places(EVERYTHING).flatMap((path) =>
    WRONG.flatMap((wrong) => {
      const error = outcome(withAt(EVERYTHING, path, wrong) as PlatformSettings);
      return error === undefined ? [] : [`${path.join(".")} = ${JSON.stringify(wrong)}: ${error}`];
    }),
  );
  expect(broken).toEqual([]);
});
