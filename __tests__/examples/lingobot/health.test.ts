import { rmSync } from "node:fs";
import { Checkout } from "./support/checkout";
import type { Ended } from "./support/command";
import { interpreterFor } from "./support/machine";
import { renderedFiles } from "./support/rendered";
import { Runner } from "./support/runner";
import { freePort, ServedApp, type ServedProps } from "./support/served-app";
import { jobThatRuns, stepsThatRun, workflow } from "./support/workflow";

const files = renderedFiles();
const python = interpreterFor({});
const checkout = new Checkout(files);

jest.setTimeout(120_000);

beforeAll(async () => {
  const installer = new Runner(checkout, { python });
  expect(await installer.step({ run: "uv sync --locked --no-dev" })).toMatchObject({ exitCode: 0 });
  installer.remove();
});

afterAll(() => checkout.remove());

/** Runs the one step of that environment's deploy workflow that calls the tool so, against an address. */
async function step(
  environment: string,
  command: "health" | "smoke",
  url: string,
  timeScale: number,
): Promise<Ended> {
  const call = `platform.mjs ${command} `;
  const job = jobThatRuns(workflow(files, `deploy-${environment}.yml`), call);
  const [found] = stepsThatRun(job, call);
  if (!found) throw new Error(`the deploy workflow of ${environment} has no ${command} step`);
  const contexts = { steps: { deploy: { outputs: { url } } } };
  const runner = new Runner(checkout, { python, contexts, env: { PLATFORM_TIME_SCALE: String(timeScale) } });
  try {
    return await runner.step(found);
  } finally {
    runner.remove();
  }
}

async function whileServed<T>(props: ServedProps, body: (app: ServedApp) => Promise<T>): Promise<T> {
  const app = await ServedApp.start(checkout, props);
  try {
    return await body(app);
  } finally {
    await app.stop();
  }
}

describe("while the app is up", () => {
  let app: ServedApp;

  beforeAll(async () => {
    app = await ServedApp.start(checkout);
    await app.listening();
  });

  afterAll(() => app.stop());

  test.each(["staging", "production"])("the deploy workflow of %s finds it healthy", async (environment) => {
    const result = await step(environment, "health", app.url, 0.001);

    expect(result).toMatchObject({ exitCode: 0, output: expect.stringContaining("/health: 200") });
  });

  test("the smoke tests of production pass, and ask /health and /docs", async () => {
    const result = await step("production", "smoke", app.url, 0.001);

    expect(result.exitCode).toBe(0);
    expect(result.output).toMatch(/\/health: 200[\s\S]*\/docs: 200/);
  });
});

test("an app that is slow to start is waited for", async () => {
  const result = await whileServed({ after: 1 }, (app) => step("staging", "health", app.url, 0.1));

  expect(result.exitCode).toBe(0);
  expect(result.output).toMatch(/ECONNREFUSED[\s\S]*\/health: 200/);
});

test.each(["staging", "production"])(
  "an app of %s that never answers fails it, after the first try and 5 retries",
  async (environment) => {
    const result = await step(environment, "health", `http://127.0.0.1:${await freePort()}`, 0.001);

    expect(result.exitCode).toBe(1);
    expect(result.output.match(/GET \S+: connect ECONNREFUSED/g)).toHaveLength(6);
    expect(result.output).toContain("was not answered well in 6 tries");
  },
);

test("an app whose settings are wrong does not start, says which value is allowed, and is never healthy", async () => {
  const [result, { exitCode, output }] = await whileServed(
    { variables: { LQBOT_ENVIRONMENT: "prod" } },
    async (app) => [await step("production", "health", app.url, 0.01), await app.end],
  );

  expect(result.exitCode).toBe(1);
  expect(exitCode).not.toBe(0);
  expect(output).toContain("Input should be 'local', 'staging' or 'production'");
});

test("an app that answers with an error is not healthy", async () => {
  const breaks = (code: string) =>
    code.replace("    return Health(", '    raise RuntimeError("no disk")\n    return Health(');

  const result = await checkout.with("src/lingobot/adapters/http/routes.py", breaks, () =>
    whileServed({}, async (app) => {
      await app.listening();
      return step("staging", "health", app.url, 0.001);
    }),
  );

  expect(result).toMatchObject({ exitCode: 1, output: expect.stringContaining("/health: 500") });
});

test("a healthy app whose /docs is gone fails the smoke tests", async () => {
  const breaks = (code: string) => code.replace('title="LingoBot"', 'title="LingoBot", docs_url=None');

  const result = await checkout.with("src/lingobot/main.py", breaks, () =>
    whileServed({}, async (app) => {
      await app.listening();
      return step("production", "smoke", app.url, 0.001);
    }),
  );

  expect(result.exitCode).toBe(1);
  expect(result.output).toMatch(/\/health: 200[\s\S]*\/docs: 404/);
});

test("a copy of .env.example is a valid .env, and every line of it is a setting that the app reads", async () => {
  const example = checkout.read(".env.example");
  const names = [...example.matchAll(/^#?\s*(LQBOT_\w+)=/gm)].map(([, name]) => name?.toLowerCase());
  const runner = new Runner(checkout, { python });
  checkout.write(".env", example);
  const print =
    "from lingobot.settings import Settings as S; S(); print(*(f'lqbot_{n}' for n in S.model_fields))";
  try {
    const { exitCode, output } = await runner.step({ run: `PYTHONPATH=src .venv/bin/python -c "${print}"` });

    expect({ exitCode, output: output.trim().split(" ") }).toEqual({
      exitCode: 0,
      output: expect.arrayContaining(names),
    });
    expect(names).toContain("lqbot_openai_api_key");
  } finally {
    rmSync(checkout.path(".env"));
    runner.remove();
  }
});
