import { Api } from "../../../../constructs/delivery-pipeline/tool/api";
import { Clock } from "../../../../constructs/delivery-pipeline/tool/clock";
import { DigitalOcean } from "../../../../constructs/delivery-pipeline/tool/digitalocean";
import { missingWatchers } from "../../../../constructs/delivery-pipeline/tool/monitor/watchers";
import { Output } from "../../../../constructs/delivery-pipeline/tool/output";
import type { MetricMatrix } from "../../../../sandbox/cloud/digitalocean/app-metrics";
import { sandboxTokens } from "../../../../sandbox/rest";
import { platformConfig, runTool, withProduction } from "./run-tool";
import { ALERTS, createWorld, type World } from "./world";

const CONTAINER = { app_uuid: "app", app_component: "web", app_component_instance: "web-0" };

/** An answer of the metrics API. */
function matrix(result: MetricMatrix["data"]["result"]): MetricMatrix {
  return { status: "success", data: { resultType: "matrix", result } };
}

const command = (name: string) => [name, "--environment", "production"];

let world: World;

afterEach(async () => {
  await world.close();
});

describe("health", () => {
  test("green at the first good answer", async () => {
    world = await createWorld();
    const run = await runTool(command("health"), { ...world.env, APP_URL: `${world.server.url}/` });
    expect(run.code).toBe(0);
    expect(world.server.asked).toEqual(["/health"]);
  });

  test("waits for an app that is slow to start", async () => {
    world = await createWorld();
    world.server.answer(503, 503, 302, 200);
    const run = await runTool(command("health"), { ...world.env, APP_URL: world.server.url });
    expect(run.code).toBe(0);
    expect(run.log.match(/GET \S+: \d+/g)).toHaveLength(4);
  });

  test("an app that is never healthy is red after five retries", async () => {
    world = await createWorld();
    world.server.answer(503);
    const run = await runTool(command("health"), { ...world.env, APP_URL: world.server.url });
    expect(run.code).toBe(1);
    expect(world.server.asked).toHaveLength(6);
    expect(run.log).toContain("was not answered well in 6 tries");
    expect(run.log).toContain("run the rollback workflow");
  });

  test("an app that does not listen is red, with the reason", async () => {
    world = await createWorld();
    const run = await runTool(command("health"), { ...world.env, APP_URL: "http://127.0.0.1:9" });
    expect(run.code).toBe(1);
    expect(run.log).toMatch(/bad port|ECONNREFUSED/);
  });

  test("without an address it is wrong use", async () => {
    world = await createWorld();
    expect(await runTool(command("health"), { ...world.env, APP_URL: "" })).toMatchObject({ code: 2 });
  });
});

describe("smoke", () => {
  test("asks for every path", async () => {
    world = await createWorld();
    expect((await runTool(command("smoke"), { ...world.env, APP_URL: world.server.url })).code).toBe(0);
    expect(world.server.asked).toEqual(["/health", "/docs"]);
  });

  test("one path that never answers well is red", async () => {
    world = await createWorld();
    world.server.answer(200, 404);
    const run = await runTool(command("smoke"), { ...world.env, APP_URL: world.server.url });
    expect(run.code).toBe(1);
    expect(run.log).toContain(`GET ${world.server.url}/docs was not answered well in 4 tries`);
  });
});

describe("configured", () => {
  test("true once the app's id is known", async () => {
    world = await createWorld();
    expect(await runTool(command("configured"), world.env)).toMatchObject({
      code: 0,
      outputs: { configured: "true" },
    });
  });

  test("false while it is not, green, with what to run", async () => {
    world = await createWorld();
    const run = await runTool(command("configured"), { ...world.env, DO_APP_ID: "" });
    expect(run).toMatchObject({ code: 0, outputs: { configured: "false" } });
    expect(run.log).toContain(
      "::notice::production is not deployed: the secret DO_APP_ID_PRODUCTION is not set.",
    );
    expect(run.log).toContain("npx cdktf deploy production");
  });
});

describe("announced", () => {
  const config = withProduction({ existsVariable: "DO_APP_EXISTS_PRODUCTION" });
  const run = async (value: string) => {
    world = await createWorld();
    return runTool(command("announced"), { ...world.env, APP_EXISTS: value }, config);
  };

  test("true once the variable says so", async () => {
    expect(await run("true")).toMatchObject({ code: 0, outputs: { configured: "true" } });
  });

  test.each(["", "false"])("false at %j, whatever the app's id, green, with what to run", async (value) => {
    const { code, outputs, log } = await run(value);
    expect({ code, outputs }).toEqual({ code: 0, outputs: { configured: "false" } });
    expect(log).toContain(
      '::notice::production is not deployed: the variable DO_APP_EXISTS_PRODUCTION is not set to "true".',
    );
    expect(log).toContain("npx cdktf deploy production");
    expect(log).not.toContain("does not exist");
  });

  const ask = () => runTool(command("announced"), { ...world.env, APP_EXISTS: "" }, config);

  test("a warning when the environment was deployed before", async () => {
    world = await createWorld();
    world.cloud.github
      .as(world.cloud.github.tokenOwner)
      .activity.createDeployment("lingobot", "lingobot", { ref: "main", environment: "production" });
    const { code, outputs, log } = await ask();
    expect({ code, outputs }).toEqual({ code: 0, outputs: { configured: "false" } });
    expect(log).toMatch(/::warning::production is not deployed: .* This environment was deployed before\./);
  });

  test("another environment's deployment is no reason to warn", async () => {
    world = await createWorld();
    world.cloud.github
      .as(world.cloud.github.tokenOwner)
      .activity.createDeployment("lingobot", "lingobot", { ref: "main", environment: "staging" });
    expect((await ask()).log).toContain("::notice::production is not deployed");
  });

  test("that it could not be asked is told, and stays green", async () => {
    world = await createWorld();
    world.cloud.faults.failCalls({ cloud: "github", status: 403, path: "/deployments" });
    const { code, log } = await ask();
    expect(code).toBe(0);
    expect(log).toContain("::warning::it is not known whether production was deployed before");
    expect(log).toContain("::notice::production is not deployed");
  });
});

describe("monitor", () => {
  const monitor = platformConfig.environments.production.monitor;

  test("green when alerts and uptime check exist and the app is well; the figures are in the summary", async () => {
    world = await createWorld();
    watch(true);
    const run = await runTool(command("monitor"), world.env);
    expect(run.code).toBe(0);
    expect(run.summary).toMatch(/\| request rate \| \d+\.\d\d \/s \| own requests; told, not judged \|/);
    expect(run.summary).toMatch(/\| p95 \| \d+ ms \| own requests \|/);
    expect(run.summary).toContain("| errors | 0.0 % | own requests |");
    expect(run.summary).toContain("measured by this tool's own requests to the smoke paths");
    expect(run.summary).toContain("| CPU, highest | 12 % | metrics API |");
    expect(run.summary).toContain("| restarts | 0 | metrics API |");
    expect(new Set(world.server.asked)).toEqual(new Set(["/health", "/docs"]));
  });

  test("an uptime check of the address that DigitalOcean gave the app counts, also beside a domain of its own", async () => {
    world = await createWorld({ liveUrls: {} });
    watch(true);
    const address = { url: world.rest.url, token: sandboxTokens.digitalocean };
    const cloud = new DigitalOcean(new Api(address, new Clock(0.001), new Output({})));
    const app = { ...(await cloud.app(world.app.id)), live_url: "https://bot.lingobot.example" };
    expect(await missingWatchers(cloud, app, monitor)).toEqual([]);
    expect(await missingWatchers(cloud, { ...app, default_ingress: "" }, monitor)).toEqual([
      "no uptime check watches https://bot.lingobot.example/health",
    ]);
  });

  test.each<[string, () => void, string]>([
    ["no uptime check", () => {}, "no uptime check watches"],
    ["uptime check disabled", () => watch(false), "is disabled"],
    ["uptime check alerts nobody", () => watch(true, false), "alerts nobody"],
    [
      "an alert is missing",
      () => replaceAlerts(["DEPLOYMENT_FAILED"]),
      "alert CPU_UTILIZATION does not exist",
    ],
    ["an alert is disabled", () => replaceAlerts(ALERTS, true), "alert CPU_UTILIZATION is disabled"],
  ])("red: %s", async (_name, change, message) => {
    world = await createWorld();
    change();
    const run = await runTool(command("monitor"), world.env);
    expect(run.code).toBe(1);
    expect(run.log).toContain("hand production over to its alerts");
    expect(run.log).toContain(message);
    expect(run.log).toContain("npx cdktf deploy production");
  });

  test("without smoke paths the health path is asked", async () => {
    world = await createWorld();
    watch(true);
    const none = withProduction({
      smoke: { paths: [], retries: 3, delaySeconds: 5, timeoutSeconds: 10 },
    });
    const run = await runTool(command("monitor"), world.env, none);
    expect(run.code).toBe(0);
    expect(run.summary).toContain("| errors | 0.0 % | own requests |");
    expect(new Set(world.server.asked)).toEqual(new Set(["/health"]));
    world.server.answer(500);
    const red = await runTool(command("monitor"), world.env, none);
    expect(red).toMatchObject({ code: 1, log: expect.stringContaining("errors 100.0 % (at most 5)") });
  });

  test("a minimum above 0 judges the request rate", async () => {
    world = await createWorld();
    watch(true);
    const much = withProduction({ monitor: { ...monitor, minRequestsPerSecond: 1000 } });
    const run = await runTool(command("monitor"), world.env, much);
    expect(run.code).toBe(1);
    expect(run.log).toMatch(/\d+\.\d\d requests\/s \(at least 1000\)/);
    expect(run.summary).toMatch(/\| request rate \| \d+\.\d\d \/s \| own requests \|/);
  });

  test("red when requests fail", async () => {
    world = await createWorld();
    watch(true);
    world.server.answer(500);
    const run = await runTool(command("monitor"), world.env);
    expect(run.code).toBe(1);
    expect(run.log).toContain("errors 100.0 % (at most 5)");
  });

  test("red when requests are slow", async () => {
    world = await createWorld();
    watch(true);
    const run = await runTool(
      command("monitor"),
      world.env,
      withProduction({ monitor: { ...monitor, maxP95Milliseconds: 0 } }),
    );
    expect(run.code).toBe(1);
    expect(run.log).toMatch(/p95 \d+ ms \(at most 0\)/);
  });

  test("red when containers restart or run out of CPU or memory", async () => {
    world = await createWorld();
    world.cloud.digitalocean.metrics.set(world.app.id, "cpu_percentage", 95);
    world.cloud.digitalocean.metrics.set(world.app.id, "memory_percentage", 97);
    world.cloud.digitalocean.metrics.set(world.app.id, "restart_count", 1);
    watch(true);
    const run = await runTool(command("monitor"), world.env);
    expect(run.code).toBe(1);
    expect(run.log).toContain(
      "CPU 95 % (at most 90); memory 97 % (at most 90); 2 container restarts (at most 0)",
    );
  });

  test.each(["cpu_percentage", "memory_percentage"] as const)(
    "red when %s is no number, because a running container always has one",
    async (metric) => {
      world = await createWorld();
      watch(true);
      world.cloud.digitalocean.metrics.set(world.app.id, metric, Number.NaN);
      const run = await runTool(command("monitor"), world.env);
      expect(run.code).toBe(1);
      expect(run.log).toContain("was not measured of every container");
      expect(run.summary).toContain("| not measured | metrics API |");
    },
  );

  test("an infinite value is red, as Prometheus writes it", async () => {
    world = await createWorld();
    watch(true);
    const infinite = matrix([{ metric: CONTAINER, values: [[1, "+Inf"]] }]);
    jest.spyOn(world.cloud.digitalocean.metrics, "query").mockReturnValue(infinite);
    expect((await runTool(command("monitor"), world.env)).log).toContain("CPU Infinity % (at most 90)");
  });

  describe("restarts", () => {
    /** The real CPU and memory, and this in the place of the restarts. */
    function restarts(result: MetricMatrix["data"]["result"]): void {
      const { metrics } = world.cloud.digitalocean;
      const real = metrics.query.bind(metrics);
      jest
        .spyOn(metrics, "query")
        .mockImplementation((metric, range) =>
          metric === "restart_count" ? matrix(result) : real(metric, range),
        );
    }

    test.each<[string, MetricMatrix["data"]["result"]]>([
      ["no series at all", []],
      ["a series without values", [{ metric: CONTAINER, values: [] }]],
      ["a series of no numbers", [{ metric: CONTAINER, values: [[1, "NaN"]] }]],
    ])("%s is told as no data, and green", async (_name, result) => {
      world = await createWorld();
      watch(true);
      restarts(result);
      const run = await runTool(command("monitor"), world.env);
      expect(run.code).toBe(0);
      expect(run.summary).toContain("| restarts | no data | metrics API |");
      expect(run.summary).toContain("a container that never restarted may have none");
      expect(run.log).toContain("::notice::DigitalOcean has no data of restarts");
    });

    test("those of one container count where the others have no data", async () => {
      world = await createWorld();
      watch(true);
      restarts([
        { metric: CONTAINER, values: [] },
        { metric: { ...CONTAINER, app_component_instance: "web-1" }, values: [[1, "2"]] },
      ]);
      const run = await runTool(command("monitor"), world.env);
      expect(run.code).toBe(1);
      expect(run.log).toContain("2 container restarts (at most 0)");
    });
  });

  test.each<[string, MetricMatrix["data"]["result"]]>([
    ["there is no series", []],
    [
      "one container's series is empty",
      [
        { metric: CONTAINER, values: [[1, "1"]] },
        { metric: CONTAINER, values: [] },
      ],
    ],
  ])("red when %s until the end of the observation", async (_name, result) => {
    world = await createWorld();
    watch(true);
    const query = jest.spyOn(world.cloud.digitalocean.metrics, "query").mockReturnValue(matrix(result));
    const run = await runTool(command("monitor"), world.env);
    expect(run.code).toBe(1);
    expect(run.log).toContain(
      "CPU was not measured of every container, and what cannot be judged is not taken for good; memory was not",
    );
    expect(run.log).not.toContain("restarts was not measured");
    expect(query.mock.calls.length).toBeGreaterThan(3);
  });

  test("green when the first values come within the observation, or the last reading lacks them", async () => {
    world = await createWorld();
    watch(true);
    const { metrics } = world.cloud.digitalocean;
    const real = metrics.query.bind(metrics);
    const query = jest.spyOn(metrics, "query");
    query.mockImplementation((metric, range) => {
      const round = Math.ceil(query.mock.calls.length / 3);
      return round === 2 ? real(metric, range) : matrix([]);
    });
    const run = await runTool(command("monitor"), world.env);
    expect(run.code).toBe(0);
    expect(run.summary).toContain("| CPU, highest | 12 % | metrics API |");
    expect(query).toHaveBeenCalledTimes(9);
  });

  test("red when metrics cannot be read", async () => {
    world = await createWorld();
    watch(true);
    world.cloud.faults.failCalls({ cloud: "digitalocean", status: 403, path: "/metrics/" });
    expect((await runTool(command("monitor"), world.env)).code).toBe(1);
  });

  test("judges all requests by Insights when queries are configured; a query without an answer is red", async () => {
    world = await createWorld({ insights: { rate: 3, p95: 240, errors: 7 } });
    watch(true);
    const insights = {
      region: "nyc3",
      requestsPerSecond: "rate",
      p95Milliseconds: "p95",
      errorPercent: "errors",
    };
    const run = await runTool(
      command("monitor"),
      world.env,
      withProduction({ monitor: { ...monitor, insights } }),
    );
    expect(run.log).toContain("errors 7.0 % (at most 5)");
    expect(run.summary).toContain("| p95 | 240 ms | Insights |");
    expect(run.summary).not.toContain("own requests");

    const unknown = { ...insights, requestsPerSecond: "nothing" };
    const blind = await runTool(
      command("monitor"),
      world.env,
      withProduction({ monitor: { ...monitor, insights: unknown } }),
    );
    expect(blind.code).toBe(1);
    expect(blind.log).toContain("what cannot be judged is not taken for good");
  });

  describe("Insights without data", () => {
    const insights = {
      region: "nyc3",
      requestsPerSecond: "rate",
      p95Milliseconds: "p95",
      errorPercent: "errors",
    };
    const run = () =>
      runTool(command("monitor"), world.env, withProduction({ monitor: { ...monitor, insights } }));

    test("no error rate is judged by our own requests: where no request failed there may be no series", async () => {
      world = await createWorld({ insights: { rate: 3, p95: 240 } });
      watch(true);
      const green = await run();
      expect(green.code).toBe(0);
      expect(green.summary).toContain("| errors | 0.0 % | own requests, Insights has no data |");
      expect(green.summary).toContain("| p95 | 240 ms | Insights |");
      world.server.answer(500);
      expect((await run()).log).toContain("errors 100.0 % (at most 5)");
    });

    test("without traffic there is no p95, and our own requests stand in", async () => {
      world = await createWorld({ insights: { rate: 0 } });
      watch(true);
      const green = await run();
      expect(green.code).toBe(0);
      expect(green.summary).toMatch(/\| p95 \| \d+ ms \| own requests, Insights has no data \|/);
    });

    test("with traffic there must be one", async () => {
      world = await createWorld({ insights: { rate: 3, errors: 0 } });
      watch(true);
      const red = await run();
      expect(red.code).toBe(1);
      expect(red.log).toContain('got "p95"');
      expect(red.log).toContain("mend monitor.insights of the environment");
    });

    test("what is no number is no data, and infinity is one", async () => {
      world = await createWorld({ insights: { rate: 3, p95: Number.POSITIVE_INFINITY, errors: Number.NaN } });
      watch(true);
      const red = await run();
      expect(red.log).toContain("p95 Infinity ms (at most 1000)");
      expect(red.summary).toContain("| errors | 0.0 % | own requests, Insights has no data |");
    });
  });

  test("without settings it is wrong use", async () => {
    world = await createWorld();
    expect((await runTool(command("monitor"), world.env, withProduction({ monitor: undefined }))).code).toBe(
      2,
    );
  });
});

function watch(enabled: boolean, alerting = true): void {
  const { uptime } = world.cloud.digitalocean;
  const check = uptime.createCheck({ name: "health", target: `${world.app.live_url}/health`, enabled });
  if (!alerting) return;
  const notifications = { email: ["platform@lingobot.example"], slack: [] };
  uptime.createAlert(check.id, { name: "down", type: "down_global", notifications });
}

function replaceAlerts(rules: readonly string[], disabled = false): void {
  watch(true);
  const { spec } = world.cloud.digitalocean.apps.get(world.app.id);
  const ofApp = rules.filter((rule) => rule !== "CPU_UTILIZATION").map((rule) => ({ rule }));
  const cpu = {
    rule: "CPU_UTILIZATION",
    operator: "GREATER_THAN",
    value: 80,
    window: "TEN_MINUTES",
    disabled,
  };
  const services = (spec.services ?? []).map((each) => ({
    ...each,
    alerts: rules.includes(cpu.rule) ? [cpu] : [],
  }));
  world.cloud.digitalocean.apps.update(world.app.id, { spec: { ...spec, alerts: ofApp, services } });
}
