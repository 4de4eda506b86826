import { onlyResource, resourcesOf, type SynthesizedStack } from "../constructs/synthesize";
import { synthesizedStacks } from "../stacks/platform-under-test";

interface Variable {
  readonly key: string;
  readonly value: string;
  readonly type: string;
  readonly scope: string;
}

interface Alert {
  readonly rule: string;
  readonly disabled: boolean;
  readonly destinations?: { readonly emails?: readonly string[] };
}

interface Spec {
  readonly env: readonly Variable[];
  readonly alert: readonly Alert[];
  readonly disable_edge_cache?: boolean;
  readonly service: readonly {
    readonly env: readonly Variable[];
    readonly alert: readonly Alert[];
    readonly image: Readonly<Record<string, unknown>>;
  }[];
}

const stacks = synthesizedStacks();
const TEAM = ["platform@lingobot.example"];
const API_KEYS = ["LQBOT_ELEVENLABS_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_OPENAI_API_KEY"];

function stack(name: string): SynthesizedStack {
  const found = stacks[name];
  if (found === undefined) throw new Error(`no stack ${name}`);
  return found;
}

function appOf(name: string) {
  const { spec } = onlyResource(stack(name), "digitalocean_app") as unknown as { spec: Spec };
  const [service] = spec.service;
  if (service === undefined) throw new Error(`the app of ${name} has no service`);
  return { spec, service };
}

test("each environment has its plain variables at run time", () => {
  const variables = (name: string) =>
    appOf(name).service.env.map(({ key, value, type, scope }) => `${key}=${value} ${type} ${scope}`);
  expect(variables("staging")).toEqual([
    "LQBOT_ENVIRONMENT=staging GENERAL RUN_TIME",
    "LQBOT_LLM_PROVIDER=openai GENERAL RUN_TIME",
    "LQBOT_LOG_LEVEL=DEBUG GENERAL RUN_TIME",
  ]);
  expect(variables("production")).toEqual([
    "LQBOT_ENVIRONMENT=production GENERAL RUN_TIME",
    "LQBOT_LLM_PROVIDER=openai GENERAL RUN_TIME",
    "LQBOT_LOG_LEVEL=INFO GENERAL RUN_TIME",
  ]);
});

describe.each(["staging", "production"])("%s", (name) => {
  test("the API keys are SECRETs of the app, and no value stands in the JSON", () => {
    expect(appOf(name).spec.env).toEqual(
      API_KEYS.map((key) => ({ key, scope: "RUN_TIME", type: "SECRET", value: `\${var.${key}}` })),
    );
  });

  test("GitHub keeps the deploy token and the app id as secrets of the environment", () => {
    const secrets = Object.values(resourcesOf(stack(name), "github_actions_environment_secret"));
    expect(secrets.map(({ secret_name }) => secret_name).sort()).toEqual([
      "DO_ACCESS_TOKEN",
      `DO_APP_ID_${name.toUpperCase()}`,
    ]);
    expect(secrets.map(({ plaintext_value }) => plaintext_value).sort()).toEqual([
      expect.stringMatching(/^\$\{digitalocean_app\.App\w*\.id\}$/),
      "${var.DO_ACCESS_TOKEN}",
    ]);
  });

  test("alerts on CPU, memory, restarts and failed deployments tell the team", () => {
    const { spec, service } = appOf(name);
    const alerts = [...spec.alert, ...service.alert];
    expect(alerts.map(({ rule }) => rule)).toEqual([
      "DEPLOYMENT_FAILED",
      "DOMAIN_FAILED",
      "CPU_UTILIZATION",
      "MEM_UTILIZATION",
      "RESTART_COUNT",
    ]);
    for (const alert of alerts)
      expect(alert).toMatchObject({ disabled: false, destinations: { emails: TEAM } });
  });

  test("an uptime check asks /health, and tells the team", () => {
    expect(onlyResource(stack(name), "digitalocean_uptime_check")).toMatchObject({
      enabled: true,
      target: expect.stringMatching(/\/health$/),
    });
    const alerts = Object.values(resourcesOf(stack(name), "digitalocean_uptime_alert"));
    expect(alerts.map(({ type }) => type).sort()).toEqual(["down", "latency", "ssl_expiry"]);
    for (const alert of alerts) expect(alert).toMatchObject({ notifications: [{ email: TEAM }] });
  });

  test("the edge cache stays on, and every address is https", () => {
    expect(appOf(name).spec.disable_edge_cache ?? false).toBe(false);
    expect(onlyResource(stack(name), "digitalocean_uptime_check")).toMatchObject({ type: "https" });
  });

  test("images are pulled from GHCR", () => {
    expect(appOf(name).service.image).toMatchObject({
      registry_type: "GHCR",
      registry: "lingobot",
      repository: "lingobot",
      tag: `${name}-latest`,
    });
  });
});
