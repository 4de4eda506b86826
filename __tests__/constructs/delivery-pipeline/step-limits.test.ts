import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  DeliveryPipelineProps,
  DeployTargetProps,
  EnvironmentConfig,
  PlatformConfig,
} from "../../../constructs/delivery-pipeline";
import { run } from "../../../constructs/delivery-pipeline/tool/run";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";
import { OTHER } from "./other-pipeline";
import { fileOf, type RenderedJob, workflowsOf } from "./rendered";

/** Thousands of looks at the clouds, on a busy machine. */
jest.setTimeout(60_000);

/** Milliseconds that the tool believes to have passed: sleeping and asking cost no time here. */
let elapsed = 0;

jest.mock("node:timers/promises", () => ({
  setTimeout: async (milliseconds: number) => {
    elapsed += milliseconds;
  },
}));

const unusual = (change: Partial<DeployTargetProps>): DeliveryPipelineProps => ({
  ...LINGOBOT,
  targets: LINGOBOT.targets.map((target) => ({ ...target, ...change })),
});

const PIPELINES: readonly (readonly [string, DeliveryPipelineProps])[] = [
  ["LingoBot", LINGOBOT],
  ["another team", OTHER],
  [
    "slow deployments",
    unusual({ limits: { timeoutSeconds: 3600, inProgressTimeoutSeconds: 1800, pollSeconds: 60 } }),
  ],
  [
    "hasty deployments",
    unusual({ limits: { timeoutSeconds: 30, inProgressTimeoutSeconds: 1, pollSeconds: 1 } }),
  ],
  ["a patient health check", unusual({ health: { retries: 20, delaySeconds: 90, timeoutSeconds: 45 } })],
  [
    "many pages and a long observation",
    unusual({
      smokePaths: Array.from({ length: 12 }, (_, page) => `/page-${page}`),
      monitor: { observeSeconds: 900, intervalSeconds: 240 },
    }),
  ],
];

type Kind = "deployments fail" | "deployments end late";

/** Every step that runs the deploy tool for an environment. */
function toolSteps(props: DeliveryPipelineProps) {
  const { files } = pipelineOf(props);
  const config: PlatformConfig = JSON.parse(fileOf(files, ".github/platform/platform.json"));
  const steps = workflowsOf(files).flatMap(([file, { jobs }]) =>
    Object.entries(jobs).flatMap(([id, job]) =>
      (job.steps ?? []).flatMap((step) => {
        const [, command = "", name = ""] =
          /platform\.mjs (\S+) --environment (\S+)/.exec(step.run ?? "") ?? [];
        if (command === "") return [];
        const limit = step["timeout-minutes"] ?? job["timeout-minutes"] ?? 0;
        return [{ where: `${file}: ${id}: ${command}`, command, name, seconds: 60 * limit }];
      }),
    ),
  );
  return { config, steps, jobs: workflowsOf(files).flatMap(([, { jobs }]) => Object.values(jobs)) };
}

beforeEach(() => {
  elapsed = 0;
  jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(Date, "now").mockImplementation(() => elapsed);
});
afterEach(() => jest.restoreAllMocks());

const DIGEST = `sha256:${"ab".repeat(32)}`;
const OLD = `sha256:${"cd".repeat(32)}`;
const spec = (digest: string) => ({
  services: ["web", "api", "chat"].map((name) => ({
    name,
    image: { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", digest },
  })),
});
const env = {
  DO_ACCESS_TOKEN: "token",
  DO_APP_ID: "app",
  IMAGE: "ghcr.io/lingobot/lingobot",
  GITHUB_TOKEN: "token",
  GITHUB_REPOSITORY: "lingobot/lingobot",
  GITHUB_RUN_ID: "7",
  GITHUB_RUN_NUMBER: "7",
  GITHUB_SHA: "0123456789",
  APP_URL: "https://app.example",
  SLACK_WEBHOOK_URL: "https://slack.example/hook",
  OUTCOME: "failure",
  DIGEST,
  DEPLOYMENT_ID: "old",
  TREE: "tree",
  NEEDS: "{}",
};

/**
 * The worst clouds that a step can meet: the app is busy until the last moment, deployments appear late, take all the
 * time that they are given and end in nothing, logs and pages answer at the very end of their limits.
 */
class WorstClouds {
  private id = "old";
  private begun = 0;

  public constructor(
    private readonly config: EnvironmentConfig,
    private readonly kind: Kind,
    private readonly command: string,
  ) {}

  public readonly fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input));
    const { deploy, health, smoke } = this.config;
    if (url.host === "app.example") {
      elapsed += 1000 * (/smoke|monitor/.test(this.command) ? smoke : health).timeoutSeconds;
      throw new DOMException("late", "TimeoutError");
    }
    if (url.host === "slack.example") {
      elapsed += 10_000;
      throw new DOMException("late", "TimeoutError");
    }
    if (url.host === "logs.example") {
      elapsed += 29_000;
      return new Response("log");
    }
    if (url.host === "api.github.com") return Response.json([]);
    if (init?.method === "PUT" || /\/(rollback|revert)$/.test(url.pathname)) this.begin();
    const ends = this.begun + 1000 * (deploy.timeoutSeconds + 1);
    const late = this.kind === "deployments end late" && this.id === "1" && elapsed >= ends - 2000;
    const own = { id: this.id, phase: late ? "ACTIVE" : "DEPLOYING", spec: spec(DIGEST) };
    if (url.pathname.endsWith("/validate")) return Response.json({ valid: true });
    if (url.pathname.endsWith("/logs")) return Response.json({ historic_urls: ["https://logs.example/a"] });
    if (/deployments\/\w+$/.test(url.pathname)) return Response.json({ deployment: own });
    if (/\/(rollback|revert)$/.test(url.pathname)) return Response.json({ deployment: own });
    if (url.pathname.endsWith("/deployments")) return Response.json({ deployments: this.listed(own) });
    if (url.pathname.startsWith("/v2/monitoring")) return Response.json({});
    if (url.pathname.endsWith("/alerts")) return Response.json({ alerts: this.alerts() });
    if (url.pathname.endsWith("/checks")) return Response.json({ checks: [this.check()] });
    return Response.json({ app: this.app() });
  };

  private begin(): void {
    this.id = this.id === "old" ? "1" : "2";
    this.begun = elapsed;
  }

  private listed(own: object): readonly object[] {
    const visible = this.id !== "old" && elapsed - this.begun >= 59_000;
    const old = { id: "old", phase: "SUPERSEDED", spec: spec(DIGEST) };
    return visible ? [own, old] : [old];
  }

  private app(): object {
    const busy = this.id === "old" && elapsed < 1000 * (this.config.deploy.inProgressTimeoutSeconds - 0.5);
    return {
      id: "app",
      spec: spec(OLD),
      live_url: "https://app.example",
      active_deployment: { id: "old", spec: spec(DIGEST) },
      ...(busy ? { in_progress_deployment: { id: "other", phase: "BUILDING" } } : {}),
    };
  }

  private alerts(): readonly object[] {
    return (this.config.monitor?.alerts ?? []).map((rule) => ({ spec: { rule } }));
  }

  private check(): object {
    return { id: "1", enabled: true, target: `https://app.example${this.config.monitor?.uptimePath}` };
  }
}

/** Seconds that the command takes by its own clock in the worst clouds. */
async function secondsOf(
  command: string,
  name: string,
  config: PlatformConfig,
  variables: Readonly<Record<string, string>>,
  clouds: WorstClouds,
): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "limits-"));
  const file = join(directory, "platform.json");
  writeFileSync(file, JSON.stringify(config));
  jest.spyOn(globalThis, "fetch").mockImplementation(clouds.fetch);
  elapsed = 0;
  const code = await run([command, "--environment", name], { ...env, ...variables }, file);
  rmSync(directory, { recursive: true });
  expect([0, 1]).toContain(code);
  return elapsed / 1000;
}

describe.each(PIPELINES)("in the pipeline of %s", (_name, props) => {
  const { config, steps, jobs } = toolSteps(props);

  test("every step of the deploy tool has more time than the tool takes at its worst", async () => {
    const tooShort: object[] = [];
    for (const { where, command, name, seconds } of steps) {
      const environment = config.environments[name];
      if (environment === undefined) throw new Error(`no environment ${name}`);
      const methods = command === "rollback" ? ["digitalocean", "redeploy"] : [""];
      for (const METHOD of methods) {
        for (const kind of ["deployments fail", "deployments end late"] as const) {
          const clouds = new WorstClouds(environment, kind, command);
          const worst = await secondsOf(command, name, config, { METHOD }, clouds);
          if (worst + 30 > seconds) tooShort.push({ where, METHOD, kind, worst, seconds });
        }
      }
    }
    expect(tooShort).toEqual([]);
    expect(steps.length).toBeGreaterThan(8);
  });

  test("every job has more time than its steps together", () => {
    const sum = ({ steps: all = [] }: RenderedJob) =>
      all.reduce((total, step) => total + (step["timeout-minutes"] ?? 0), 0);
    expect(jobs.filter((job) => sum(job) > 0).length).toBeGreaterThan(2);
    expect(jobs.filter((job) => sum(job) > 0 && sum(job) >= (job["timeout-minutes"] ?? 0))).toEqual([]);
  });
});

test("the worst clouds are as slow as the limits allow", async () => {
  const { config } = toolSteps(LINGOBOT);
  const production = config.environments.production;
  if (production === undefined) throw new Error("LingoBot has production");
  const worst = (command: string, kind: Kind, METHOD = "") =>
    secondsOf(command, "production", config, { METHOD }, new WorstClouds(production, kind, command));
  // Waiting 300, appearing 60, following 600, logs 120.
  expect(await worst("deploy", "deployments fail")).toBeGreaterThan(1070);
  expect(console.log).toHaveBeenCalledWith(
    "::warning::the logs from RUN of api on are left out: reading them takes more than 120 s; they are in the control panel",
  );
  // Waiting 300, following 600, health 195, following 600, logs 120.
  expect(await worst("rollback", "deployments end late", "digitalocean")).toBeGreaterThan(1800);
  // Observing 180, one round more of 30 and two pages of 10.
  expect(await worst("monitor", "deployments fail")).toBeGreaterThan(190);
});
