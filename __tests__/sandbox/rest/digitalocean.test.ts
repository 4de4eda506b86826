import { type Face, openFace } from "./face";

const IMAGE = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot" };

let face: Face;

beforeEach(async () => {
  face = await openFace({ liveUrls: { bot: "http://127.0.0.1:1234" }, insights: { up: 3 } });
});

afterEach(async () => {
  await face.close();
});

function spec(digest: string, extra: object = {}) {
  const alerts = [{ rule: "CPU_UTILIZATION", operator: "GREATER_THAN", value: 80, window: "TEN_MINUTES" }];
  const web = { name: "web", image: { ...IMAGE, digest }, instance_count: 1, alerts };
  return { name: "bot", region: "nyc", services: [web], ...extra };
}

function push(tag: string): string {
  return face.cloud.images.push(`ghcr.io/lingobot/lingobot:${tag}`);
}

/** Creates the app and looks at its deployment until it is over; gives the app's id. */
async function createApp(): Promise<string> {
  const { body } = await face.digitalocean("POST", "/v2/apps", { spec: spec(push("one")) });
  await settle(body.app.id, body.app.pending_deployment.id);
  return body.app.id;
}

async function settle(app: string, deployment: string): Promise<string[]> {
  const phases: string[] = [];
  for (;;) {
    const { body } = await face.digitalocean("GET", `/v2/apps/${app}/deployments/${deployment}`);
    phases.push(body.deployment.phase);
    if (["ACTIVE", "ERROR", "SUPERSEDED"].includes(body.deployment.phase)) return phases;
  }
}

describe("apps", () => {
  test("are created, move through their phases with each look, and answer at their live address", async () => {
    const created = await face.digitalocean("POST", "/v2/apps", { spec: spec(push("one")) });
    expect(created.status).toBe(200);
    expect(created.body.app).toMatchObject({ live_url: "", pending_deployment: { phase: "PENDING_BUILD" } });
    const { id, pending_deployment: deployment } = created.body.app;
    expect(await settle(id, deployment.id)).toEqual(["BUILDING", "PENDING_DEPLOY", "DEPLOYING", "ACTIVE"]);
    const { body } = await face.digitalocean("GET", `/v2/apps/${id}`);
    expect(body.app).toMatchObject({
      live_url: "http://127.0.0.1:1234",
      live_domain: "127.0.0.1:1234",
      active_deployment: { id: deployment.id },
    });
    const listed = await face.digitalocean("GET", "/v2/apps");
    expect(listed.body).toMatchObject({
      apps: [{ id, live_url: "http://127.0.0.1:1234" }],
      meta: { total: 1 },
    });
  });

  test("keep fields that the model does not know, and seal secrets", async () => {
    const envs = [{ key: "KEY", value: "plain", type: "SECRET" }];
    const { body } = await face.digitalocean("POST", "/v2/apps", {
      spec: spec(push("one"), { envs, unknown: { x: 1 } }),
    });
    expect(body.app.spec.unknown).toEqual({ x: 1 });
    expect(body.app.spec.envs[0].value).toMatch(/^EV\[1:/);
  });

  test("are updated, deployed again, canceled and deleted", async () => {
    const id = await createApp();
    const update = await face.digitalocean("PUT", `/v2/apps/${id}`, { spec: spec(push("two")) });
    await settle(id, update.body.app.pending_deployment.id);
    const again = await face.digitalocean("POST", `/v2/apps/${id}/deployments`, { force_build: true });
    const path = `/v2/apps/${id}/deployments/${again.body.deployment.id}`;
    expect((await face.digitalocean("POST", `${path}/cancel`)).body.deployment.phase).toBe("CANCELED");
    expect((await face.digitalocean("GET", `/v2/apps/${id}/deployments`)).body.deployments).toHaveLength(3);
    expect((await face.digitalocean("DELETE", `/v2/apps/${id}`)).body).toEqual({ id });
    expect((await face.digitalocean("GET", `/v2/apps/${id}`)).status).toBe(404);
  });

  test("regions and sizes with their prices", async () => {
    const { regions } = (await face.digitalocean("GET", "/v2/apps/regions")).body;
    expect(regions).toContainEqual(expect.objectContaining({ slug: "nyc" }));
    const { instance_sizes: sizes } = (await face.digitalocean("GET", "/v2/apps/tiers/instance_sizes")).body;
    expect(sizes).toContainEqual(
      expect.objectContaining({ slug: "apps-s-1vcpu-1gb", usd_per_month: "12.00" }),
    );
  });

  test("logs are archives that take no token and tell why a deployment failed", async () => {
    face.cloud.faults.failDeployments({ deployment: "health-check" });
    const { body } = await face.digitalocean("POST", "/v2/apps", { spec: spec(push("one")) });
    const { id, pending_deployment: deployment } = body.app;
    await settle(id, deployment.id);
    const path = `/v2/apps/${id}/deployments/${deployment.id}`;
    const { historic_urls: urls } = (
      await face.digitalocean("GET", `${path}/components/web/logs?type=DEPLOY`)
    ).body;
    const log = await (await fetch(urls[0])).text();
    expect(log).toMatch(/web .*HealthCheck/);
    expect((await face.digitalocean("GET", `${path}/logs?type=DEPLOY`)).body).toEqual({
      historic_urls: urls,
    });
    expect((await face.digitalocean("GET", `${path}/components/other/logs?type=DEPLOY`)).status).toBe(404);
  });
});

test("a rollback is validated, pins the app, and is committed or reverted", async () => {
  const id = await createApp();
  const first = (await face.digitalocean("GET", `/v2/apps/${id}`)).body.app.active_deployment.id;
  const update = await face.digitalocean("PUT", `/v2/apps/${id}`, { spec: spec(push("two")) });
  await settle(id, update.body.app.pending_deployment.id);
  const roll = (action: string, body = {}) =>
    face.digitalocean("POST", `/v2/apps/${id}/rollback${action}`, body);
  const target = { deployment_id: first };

  expect((await roll("/validate", target)).body).toMatchObject({ valid: true });
  expect((await roll("/commit")).status).toBe(409);
  const rolled = await roll("", target);
  expect(await settle(id, rolled.body.deployment.id)).toContain("ACTIVE");
  expect((await face.digitalocean("GET", `/v2/apps/${id}`)).body.app.pinned_deployment.id).toBe(
    rolled.body.deployment.id,
  );
  expect((await face.digitalocean("PUT", `/v2/apps/${id}`, { spec: spec(push("three")) })).status).toBe(409);
  expect((await roll("/validate", target)).body).toMatchObject({
    valid: false,
    error: { code: "app_pinned" },
  });
  const reverted = await roll("/revert");
  expect(await settle(id, reverted.body.deployment.id)).toContain("ACTIVE");
  await settle(id, (await roll("", target)).body.deployment.id);
  expect((await roll("/commit")).status).toBe(200);
  expect((await face.digitalocean("GET", `/v2/apps/${id}`)).body.app.pinned_deployment).toBeUndefined();
});

test("alerts of an app and where they go", async () => {
  const id = await createApp();
  const { alerts } = (await face.digitalocean("GET", `/v2/apps/${id}/alerts`)).body;
  const alert = alerts.find((each: { spec: { rule: string } }) => each.spec.rule === "CPU_UTILIZATION");
  const path = `/v2/apps/${id}/alerts/${alert.id}/destinations`;
  const { body } = await face.digitalocean("POST", path, {
    emails: ["a@lingobot.example"],
    slack_webhooks: [],
  });
  expect(body.alert).toMatchObject({ component_name: "web", emails: ["a@lingobot.example"] });
});

test("uptime checks and their alerts; targets are where the app really answers", async () => {
  const id = await createApp();
  const { live_url: host } = face.cloud.digitalocean.apps.get(id);
  const made = await face.digitalocean("POST", "/v2/uptime/checks", {
    name: "up",
    target: `${host}/health`,
    enabled: true,
  });
  expect(made.status).toBe(201);
  const path = `/v2/uptime/checks/${made.body.check.id}`;
  expect((await face.digitalocean("GET", path)).body.check.target).toBe("http://127.0.0.1:1234/health");
  expect((await face.digitalocean("GET", "/v2/uptime/checks")).body.checks).toHaveLength(1);
  const off = { name: "up", target: "https://example.com", enabled: false };
  expect((await face.digitalocean("PUT", path, off)).body.check).toMatchObject(off);

  const wanted = { name: "down", type: "down", notifications: { email: ["a@lingobot.example"], slack: [] } };
  const alert = await face.digitalocean("POST", `${path}/alerts`, wanted);
  const alertPath = `${path}/alerts/${alert.body.alert.id}`;
  expect((await face.digitalocean("GET", `${path}/alerts`)).body.alerts).toHaveLength(1);
  expect((await face.digitalocean("PUT", alertPath, { ...wanted, name: "gone" })).body.alert.name).toBe(
    "gone",
  );
  expect((await face.digitalocean("GET", alertPath)).body.alert.name).toBe("gone");
  expect((await face.digitalocean("DELETE", alertPath)).status).toBe(204);
  expect((await face.digitalocean("DELETE", path)).status).toBe(204);
  expect((await face.digitalocean("GET", path)).status).toBe(404);
});

test("metrics of the containers, calm until they are set otherwise, and Insights queries", async () => {
  const id = await createApp();
  face.cloud.digitalocean.metrics.set(id, "cpu_percentage", 91);
  const read = (name: string) =>
    face.digitalocean(
      "GET",
      `/v2/monitoring/metrics/apps/${name}?app_id=${id}&start=1000&end=1060&app_component=web`,
    );
  expect((await read("cpu_percentage")).body).toMatchObject({
    status: "success",
    data: {
      resultType: "matrix",
      result: [
        {
          metric: { app_component: "web" },
          values: [
            [1000, "91"],
            [1060, "91"],
          ],
        },
      ],
    },
  });
  expect((await read("restart_count")).body.data.result[0].values[0][1]).toBe("0");
  const ask = (query: string) =>
    face.digitalocean("GET", `/v2/insights/query/nyc3/prom/api/v1/query?query=${query}`);
  expect((await ask("up")).body.data.result[0].value[1]).toBe("3");
  expect((await ask("other")).body.data.result).toEqual([]);
});

test("projects and what is in them", async () => {
  const id = await createApp();
  const made = await face.digitalocean("POST", "/v2/projects", {
    name: "bot",
    purpose: "IoT",
    environment: "Production",
  });
  expect(made.status).toBe(201);
  const path = `/v2/projects/${made.body.project.id}`;
  const moved = await face.digitalocean("POST", `${path}/resources`, { resources: [`do:app:${id}`] });
  expect(moved.body.resources[0].status).toBe("assigned");
  expect((await face.digitalocean("GET", `${path}/resources`)).body.resources).toHaveLength(1);
  expect((await face.digitalocean("DELETE", path)).status).toBe(412);
  expect((await face.digitalocean("PATCH", path, { description: "x" })).body.project.description).toBe("x");
  expect((await face.digitalocean("GET", path)).body.project.name).toBe("bot");
  expect((await face.digitalocean("GET", "/v2/projects/default")).body.project.is_default).toBe(true);
});

test("the account and its registries", async () => {
  const { account } = (await face.digitalocean("GET", "/v2/account")).body;
  expect(account).toMatchObject({ email: "platform@lingobot.example", status: "active" });
  face.cloud.digitalocean.registries.create({ name: "bots", subscription_tier_slug: "basic" });
  expect((await face.digitalocean("GET", "/v2/registries")).body.registries).toHaveLength(1);
  expect((await face.digitalocean("GET", "/v2/registries/bots")).body.registry.name).toBe("bots");
  expect((await face.digitalocean("GET", "/v2/registries/subscription")).body.subscription.tier.slug).toBe(
    "basic",
  );
});

test("registries of images tell a tag's digest to those who may pull", async () => {
  const digest = push("main");
  const path = "/registry/ghcr.io/v2/lingobot/lingobot/manifests/main";
  expect((await face.call("HEAD", path)).headers.get("docker-content-digest")).toBe(digest);
  expect((await face.call("GET", path.replace("main", digest))).status).toBe(200);
  expect((await face.call("GET", path.replace("manifests/main", "manifests/none"))).status).toBe(404);

  face.cloud.images.push("ghcr.io/lingobot/lingobot:main", { pullCredential: "bot:secret" });
  const anonymous = (await face.call("GET", "/registry/ghcr.io/token")).body.token;
  expect((await face.call("HEAD", path, undefined, anonymous)).status).toBe(401);
  const basic = { authorization: `Basic ${Buffer.from("bot:secret").toString("base64")}` };
  const { token } = (await (
    await fetch(`${face.url}/registry/ghcr.io/token`, { headers: basic })
  ).json()) as { token: string };
  expect((await face.call("HEAD", path, undefined, token)).status).toBe(200);
});
