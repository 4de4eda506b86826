import { sandboxTokens } from "../../../sandbox/rest";
import { asWorkflow, createWorld, IMAGE, type World } from "../../constructs/delivery-pipeline/tool/world";
import { Checkout } from "./support/checkout";
import { holds } from "./support/expressions";
import { interpreterFor } from "./support/machine";
import { renderedFiles } from "./support/rendered";
import { type JobResult, Runner } from "./support/runner";
import { ServedApp } from "./support/served-app";
import { type Job, jobThatRuns, workflow } from "./support/workflow";

const files = renderedFiles();
const deploy = (environment: string) =>
  jobThatRuns(workflow(files, `deploy-${environment}.yml`), "platform.mjs deploy ");
const python = interpreterFor({});
const checkout = new Checkout(files);
let app: ServedApp;
let world: World;

jest.setTimeout(120_000);

beforeAll(async () => {
  const installer = new Runner(checkout, { python });
  expect(await installer.step({ run: "uv sync --locked --no-dev" })).toMatchObject({ exitCode: 0 });
  installer.remove();
  app = await ServedApp.start(checkout, { variables: { LQBOT_ENVIRONMENT: "production" } });
  await app.listening();
});

afterAll(async () => {
  await app.stop();
  checkout.remove();
});

beforeEach(async () => {
  world = await createWorld({ liveUrls: { "lingobot-production": app.url } });
});

afterEach(() => world.close());

/** Runs the whole deploy job as its workflow has it, against both clouds' APIs and the app under uvicorn. */
async function run(environment: string, digest: string, appId = world.app.id): Promise<JobResult> {
  const { DIGITALOCEAN_API_URL = "", GITHUB_API_URL = "" } = world.rest.env;
  const runner = new Runner(checkout, {
    python,
    contexts: {
      github: { token: sandboxTokens.workflow },
      secrets: {
        DO_ACCESS_TOKEN: sandboxTokens.digitaloceanDeploy,
        [`DO_APP_ID_${environment.toUpperCase()}`]: appId,
      },
      needs: { publish: { outputs: { digest } } },
    },
    env: {
      DIGITALOCEAN_API_URL,
      GITHUB_API_URL,
      GITHUB_REPOSITORY: "lingobot/lingobot",
      GITHUB_RUN_ID: "77",
      GITHUB_RUN_NUMBER: "7",
      GITHUB_SHA: "0123456789abcdef",
      PLATFORM_TIME_SCALE: "0.001",
    },
  });
  try {
    return await runner.job(deploy(environment));
  } finally {
    runner.remove();
  }
}

function serving(): string | undefined {
  const stored = world.cloud.digitalocean.apps.toJSON()[world.app.id];
  return stored?.spec.services?.[0]?.image?.digest;
}

/** The alerts and the uptime check that production's stack creates. */
function watch(): void {
  const { digitalocean } = world.cloud;
  const { apps, uptime } = digitalocean;
  digitalocean.settle = "at-once";
  const { spec } = apps.get(world.app.id);
  const rules = ["CPU_UTILIZATION", "MEM_UTILIZATION", "RESTART_COUNT"];
  const alerts = rules.map((rule) => ({ rule, operator: "GREATER_THAN", value: 80, window: "TEN_MINUTES" }));
  const [web] = spec.services ?? [];
  apps.update(world.app.id, { spec: { ...spec, services: [{ ...web, name: "web", alerts }] } });
  digitalocean.settle = "per-poll";
  const check = uptime.createCheck({ name: "health", target: `${app.url}/health`, enabled: true });
  const notifications = { email: ["platform@lingobot.example"], slack: [] };
  uptime.createAlert(check.id, { name: "down", type: "down_global", notifications });
}

test("the production job deploys the pushed image and finds the app serving it, healthy and watched", async () => {
  watch();
  const digest = world.cloud.images.push(`${IMAGE}:prod-2`);

  const result = await run("production", digest);

  const ended = result.steps.map(({ name, exitCode }) => `${name}: ${exitCode}`);
  expect(ended).toEqual([
    "Does the app exist?: 0",
    "Is a later push deployed?: 0",
    "Protection check: 0",
    "Deploy to DO: 0",
    "Verify what serves: ${{ needs.publish.outputs.digest }}: 0",
    "Health Checks: 0",
    "Smoke Tests: 0",
    "Monitoring setup: 0",
    "Slack: 0",
  ]);
  expect(result.steps.find(({ name }) => name === "Smoke Tests")?.output).toMatch(
    /\/health: 200[\s\S]*\/docs: 200/,
  );
  expect(serving()).toBe(digest);
  expect(result.notRun).toEqual([]);
});

test("production without its uptime check is deployed, and red because nobody watches it", async () => {
  const result = await run("production", world.cloud.images.push(`${IMAGE}:prod-2`));

  expect(result.failedAt).toBe("Monitoring setup");
  expect(result.output).toContain("uptime");
});

test("a protection that became weaker stops the job before anything is deployed", async () => {
  const github = world.cloud.github.as(world.cloud.github.tokenOwner);
  github.environments.put("lingobot", "lingobot", "production", { reviewers: [] });
  const before = serving();

  const result = await run("production", world.cloud.images.push(`${IMAGE}:prod-2`));

  expect(result.failedAt).toBe("Protection check");
  expect(result.steps.map(({ name }) => name)).not.toContain("Deploy to DO");
  expect(serving()).toBe(before);
});

test("an older push that is run again after a later one was deployed stops the job before anything is", async () => {
  const { workflowRuns, git } = asWorkflow(world);
  for (let number = 1; number <= 8; number += 1) {
    workflowRuns.record("lingobot", "lingobot", {
      path: ".github/workflows/deploy-production.yml",
      event: "push",
      head_branch: "main",
      head_sha: git.commit("lingobot", "lingobot", "main").sha,
      status: "completed",
      conclusion: number === 7 ? "failure" : "success",
      jobs: [],
    });
  }
  const before = serving();

  const result = await run("production", world.cloud.images.push(`${IMAGE}:prod-2`));

  expect(result.failedAt).toBe("Is a later push deployed?");
  expect(result.output).toContain("a later push to main is deployed already");
  expect(serving()).toBe(before);
});

test("an image that the registry does not hold fails the job at the deployment, and nothing after it runs", async () => {
  const result = await run("production", `sha256:${"0".repeat(64)}`);

  expect(result.failedAt).toBe("Deploy to DO");
  expect(result.steps.map(({ name }) => name)).not.toContain("Health Checks");
});

test.each(["staging", "production"])(
  "while the app of %s does not exist its job ends green",
  async (environment) => {
    const result = await run(environment, world.first, "");

    expect(result).toMatchObject({ failedAt: undefined, steps: [{ name: "Does the app exist?" }] });
    expect(result.output).toMatch(/::notice::.*cdktf deploy/);
  },
);

describe("the jobs around the deployment", () => {
  const workflowOf = (environment: string) => workflow(files, `deploy-${environment}.yml`);
  const job = (environment: string, call: string) =>
    jobThatRuns(workflowOf(environment), `platform.mjs ${call} `);
  const done = (result: string, outputs = {}) => ({ result, outputs });

  /** Runs a job that has no environment, and so none of its secrets. */
  async function outside(of: Job, contexts: object): Promise<JobResult & { readonly summary: string }> {
    const runner = new Runner(checkout, {
      python,
      contexts: { github: { token: sandboxTokens.workflow }, ...contexts },
      env: {
        GITHUB_API_URL: world.rest.env.GITHUB_API_URL ?? "",
        GITHUB_REPOSITORY: "lingobot/lingobot",
        GITHUB_SHA: head(),
        GITHUB_RUN_ID: "77",
      },
    });
    try {
      return { ...(await runner.job(of)), summary: runner.summary };
    } finally {
      runner.remove();
    }
  }

  const head = () =>
    world.cloud.github.as(world.cloud.github.tokenOwner).git.commit("lingobot", "lingobot", "main").sha;

  test.each([
    ["", false],
    ["true", true],
  ])(
    "production is deployed, and so approved, only when its variable says that the app exists: %j",
    async (value, runs) => {
      const result = await outside(job("production", "announced"), {
        vars: { DO_APP_EXISTS_PRODUCTION: value },
      });

      expect(result.failedAt).toBeUndefined();
      expect(/::notice::.*`npx cdktf deploy production`/.test(result.output)).toBe(!runs);
      const needs = { exists: done("success", { configured: String(runs) }) };
      const status = { job: { status: "success" } };
      expect(holds(deploy("production").if, { needs, ...status })).toBe(runs);
      const skipped = { ...needs, deploy: done("skipped") };
      expect(holds(job("production", "stopped").if, { needs: skipped, ...status })).toBe(runs);
    },
  );

  test.each([
    ["CI is red", true, { ci: done("failure"), publish: done("skipped"), deploy: done("skipped") }],
    ["the build failed", true, { ci: done("success"), publish: done("failure"), deploy: done("skipped") }],
    ["the approval was refused", true, { deploy: done("failure") }],
    ["the deployment failed", false, { deploy: done("failure", { configured: "true" }) }],
    ["it was deployed", false, { deploy: done("success", { configured: "true" }) }],
    ["the app does not exist", false, { deploy: done("success", { configured: "false" }) }],
  ])("when %s somebody is told that nothing was deployed: %j", async (_case, told, needs) => {
    const stopped = job("staging", "stopped");

    expect(holds(stopped.if, { needs, job: { status: "failure" } })).toBe(told);
    if (!told) return;
    const result = await outside(stopped, { needs });
    expect(result.failedAt).toBeUndefined();
    expect(result.summary).toContain("**staging: not deployed**");
  });
});
