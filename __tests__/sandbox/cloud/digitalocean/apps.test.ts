import { isSealed } from "../../../../sandbox/cloud/digitalocean";
import { failureOf } from "../../../../sandbox/cloud/digitalocean/deployment-progress";
import { newCloud, specOf } from "../new-cloud";

const IMAGE = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot" };
const REFERENCE = "ghcr.io/lingobot/lingobot";

describe("deployments", () => {
  test("a new app serves as soon as its deployment is active", () => {
    const { apps } = newCloud().digitalocean;

    const app = apps.create({ spec: specOf() });

    expect(app.live_url).toMatch(/^https:\/\/lingobot-[0-9a-f]{5}\.ondigitalocean\.app$/);
    expect(app.active_deployment).toMatchObject({
      phase: "ACTIVE",
      cause: "create deployment by platform@lingobot.example",
    });
    expect(app.pending_deployment).toBeUndefined();
  });

  test("with per-poll each look takes it one phase further", () => {
    const cloud = newCloud();
    cloud.digitalocean.settle = "per-poll";
    const { apps } = cloud.digitalocean;
    const app = apps.create({ spec: specOf() });
    const id = app.pending_deployment?.id ?? "";

    expect(app).toMatchObject({ live_url: "", default_ingress: "" });
    const phases = [1, 2, 3, 4, 5].map(() => apps.getDeployment(app.id, id));

    expect(phases.map(({ phase }) => phase)).toEqual([
      "BUILDING",
      "PENDING_DEPLOY",
      "DEPLOYING",
      "ACTIVE",
      "ACTIVE",
    ]);
    expect(phases[0]?.progress).toMatchObject({
      success_steps: 1,
      running_steps: 1,
      pending_steps: 3,
      total_steps: 5,
    });
    expect(phases[3]?.progress).toMatchObject({
      success_steps: 5,
      steps: [{ status: "SUCCESS" }, { status: "SUCCESS" }],
    });
    expect(apps.get(app.id).active_deployment?.id).toBe(id);
  });

  test("the list moves too, and shows the newest first", () => {
    const cloud = newCloud();
    cloud.digitalocean.settle = "per-poll";
    const { apps } = cloud.digitalocean;
    const { id } = apps.create({ spec: specOf() });
    apps.settleDeployment(id, apps.listDeployments(id)[0]?.id ?? "");
    apps.createDeployment(id);

    expect(apps.listDeployments(id).map(({ phase }) => phase)).toEqual(["BUILDING", "ACTIVE"]);
    expect(apps.get(id).in_progress_deployment?.phase).toBe("BUILDING");
  });

  test("a deployment that waits is superseded by a newer one, one under way is waited for", () => {
    const cloud = newCloud();
    cloud.digitalocean.settle = "per-poll";
    const { apps } = cloud.digitalocean;
    const app = apps.create({ spec: specOf() });
    const first = apps.getDeployment(app.id, app.pending_deployment?.id ?? "");
    const second = apps.createDeployment(app.id);
    const third = apps.createDeployment(app.id);

    apps.advance(app.id, third.id);
    expect(apps.listDeployments(app.id).map(({ phase }) => phase)).toEqual([
      "PENDING_BUILD",
      "SUPERSEDED",
      "DEPLOYING",
    ]);
    apps.settleDeployment(app.id, third.id);

    const phases = Object.fromEntries(apps.listDeployments(app.id).map(({ id, phase }) => [id, phase]));
    expect(phases).toEqual({ [first.id]: "SUPERSEDED", [second.id]: "SUPERSEDED", [third.id]: "ACTIVE" });
  });

  test("a deployment under way can be cancelled, one that is over stays", () => {
    const cloud = newCloud();
    const { apps } = cloud.digitalocean;
    const app = apps.create({ spec: specOf() });
    cloud.digitalocean.settle = "per-poll";
    const { id } = apps.createDeployment(app.id);

    expect(apps.cancelDeployment(app.id, id).phase).toBe("CANCELED");
    expect(apps.cancelDeployment(app.id, app.active_deployment?.id ?? "").phase).toBe("ACTIVE");
  });

  test("a failed first deployment leaves an app without a URL", () => {
    const cloud = newCloud();
    cloud.faults.failDeployments({ deployment: "health-check" });

    const app = cloud.digitalocean.apps.create({ spec: specOf() });

    expect(app).toMatchObject({ live_url: "", live_domain: "" });
    expect(app.active_deployment).toBeUndefined();
    const [deployment] = cloud.digitalocean.apps.listDeployments(app.id);
    expect(deployment).toMatchObject({ phase: "ERROR", progress: { error_steps: 1, success_steps: 3 } });
    expect(JSON.stringify(deployment?.progress)).toContain("ContainerHealthChecksFailed");
  });

  test("a failed update keeps the old deployment serving while the spec is the new one", () => {
    const cloud = newCloud();
    const { apps } = cloud.digitalocean;
    const before = apps.create({ spec: specOf() });
    cloud.faults.failDeployments({ deployment: "build", app: "lingobot" });

    const after = apps.update(before.id, { spec: specOf({ instance_count: 3 }) });

    expect(after.active_deployment?.id).toBe(before.active_deployment?.id);
    expect(after.spec.services?.[0]?.instance_count).toBe(3);
    expect(after.active_deployment?.spec.services?.[0]?.instance_count).toBe(1);
    expect(apps.listDeployments(after.id)[0]?.phase).toBe("ERROR");
  });

  test("the default host name follows the app's name and keeps its digits", () => {
    const { apps } = newCloud().digitalocean;
    const app = apps.create({ spec: specOf() });

    const renamed = apps.update(app.id, { spec: specOf({}, { name: "bot" }) });

    expect(renamed.live_domain).toBe(app.live_domain.replace(/^lingobot-/, "bot-"));
  });

  test("what is not there is 404", () => {
    const { apps } = newCloud().digitalocean;
    const { id } = apps.create({ spec: specOf() });

    expect(() => apps.get("none")).toThrow("GET https://api.digitalocean.com/v2/apps/none: 404");
    expect(() => apps.getDeployment(id, "none")).toThrow("404");
    expect(() => apps.create({ spec: specOf({}, { name: "two" }), project_id: "none" })).toThrow("404");
    apps.delete(id);
    expect(() => apps.delete(id)).toThrow("404");
    expect(apps.list()).toEqual([]);
    expect(apps.find(id)).toBeUndefined();
  });
});

describe("images", () => {
  test("an image that is not in the registry fails the deployment and names the command that makes one", () => {
    const cloud = newCloud();

    const app = cloud.digitalocean.apps.create({ spec: specOf({ image: { ...IMAGE, tag: "v9" } }) });

    const [deployment] = cloud.digitalocean.apps.listDeployments(app.id);
    const progress = JSON.stringify(deployment?.progress);
    expect(deployment?.phase).toBe("ERROR");
    expect(progress).toContain(`image ${REFERENCE}:v9 was not found in its registry`);
    expect(progress).toContain(`npm run sandbox -- push ${REFERENCE}:v9`);
  });

  test.each([
    [
      { registry: "LingoBot" },
      "image ghcr.io/LingoBot/lingobot:v1",
      '"ghcr.io/LingoBot/lingobot" is not a repository',
    ],
    [{ tag: "a b" }, "image ghcr.io/lingobot/lingobot:a b", '"a b" is not a tag'],
    [
      { registry_type: "DOCR", registry: "" },
      "image registry.digitalocean.com//lingobot:v1",
      "is not a repository",
    ],
  ])("an image that no registry can hold fails the deployment like any other: %j", (wrong, image, fault) => {
    const cloud = newCloud();

    const app = cloud.digitalocean.apps.create({
      spec: specOf({ image: { ...IMAGE, tag: "v1", ...wrong } }),
    });

    const [deployment] = cloud.digitalocean.apps.listDeployments(app.id);
    const why = failureOf(deployment?.progress ?? { steps: [] });
    expect(deployment?.phase).toBe("ERROR");
    expect(why).toContain(`component "api": ${image} was not found in its registry: `);
    expect(why).toContain(fault);
    expect(() => cloud.digitalocean.apps.imagePushed("ghcr.io/lingobot/lingobot:v1")).not.toThrow();
  });

  test.each([
    [undefined, "is private and no registry credentials are set", undefined],
    ["bot:wrong", "is private and the registry credentials are wrong", undefined],
    ["bot:token", "", "ACTIVE"],
  ])("a private image with credentials %s", (credentials, message, phase) => {
    const cloud = newCloud();
    cloud.images.push(`${REFERENCE}:v1`, { pullCredential: "bot:token" });
    const image = {
      ...IMAGE,
      tag: "v1",
      ...(credentials === undefined ? {} : { registry_credentials: credentials }),
    };

    const app = cloud.digitalocean.apps.create({ spec: specOf({ image }) });

    const [deployment] = cloud.digitalocean.apps.listDeployments(app.id);
    expect(deployment?.phase).toBe(phase ?? "ERROR");
    expect(JSON.stringify(deployment?.progress)).toContain(message);
  });

  test("a tag is pulled again only when asked for", () => {
    const cloud = newCloud();
    const { apps } = cloud.digitalocean;
    const app = apps.create({ spec: specOf() });
    const serving = () => apps.get(app.id).active_deployment?.services?.[0]?.source_image_digest;
    const first = serving();
    const second = cloud.images.push(`${REFERENCE}:v1`);

    apps.update(app.id, { spec: specOf() });
    expect(serving()).toBe(first);
    apps.update(app.id, { spec: specOf(), update_all_source_versions: true });
    expect(serving()).toBe(second);
    const third = cloud.images.push(`${REFERENCE}:v1`);
    apps.createDeployment(app.id);
    expect(serving()).toBe(third);
  });

  test("a push to DOCR deploys the apps that follow the tag", () => {
    const cloud = newCloud();
    const { apps, registries } = cloud.digitalocean;
    registries.create({ name: "lingobot", subscription_tier_slug: "basic" });
    const reference = "registry.digitalocean.com/lingobot/api:latest";
    cloud.images.push(reference);
    const image = {
      registry_type: "DOCR",
      repository: "api",
      tag: "latest",
      deploy_on_push: { enabled: true },
    };
    const { id } = apps.create({ spec: specOf({ image }) });
    const digest = cloud.images.push(reference);

    const [deployment] = apps.imagePushed(reference);

    expect(deployment).toMatchObject({ phase: "ACTIVE", cause_details: { type: "DEPLOY_ON_PUSH" } });
    expect(apps.get(id).active_deployment?.services?.[0]?.source_image_digest).toBe(digest);
    expect(apps.imagePushed("registry.digitalocean.com/lingobot/api:other")).toEqual([]);
  });
});

describe("secrets", () => {
  const secret = { key: "TOKEN", value: "s3cret", type: "SECRET" };
  const create = () => {
    const cloud = newCloud();
    const image = { ...IMAGE, tag: "v1", registry_credentials: "bot:token" };
    const app = cloud.digitalocean.apps.create({
      spec: specOf({ envs: [secret], image }, { envs: [secret] }),
    });
    return { cloud, app };
  };

  test("come back sealed everywhere and are nowhere in the sandbox's file", () => {
    const { cloud, app } = create();
    const service = app.spec.services?.[0];

    for (const text of [
      app.spec.envs?.[0]?.value,
      service?.envs?.[0]?.value,
      service?.image?.registry_credentials,
    ]) {
      expect(text).toMatch(/^EV\[1:[A-Za-z0-9+/=]{32}:[A-Za-z0-9+/=]+\]$/);
    }
    expect(JSON.stringify(cloud)).not.toContain("s3cret");
    expect(JSON.stringify(cloud)).not.toContain("bot:token");
  });

  test("the same plain text is sealed differently each time, a sealed one is kept verbatim", () => {
    const { cloud, app } = create();
    const [first, second] = [app.spec.envs?.[0]?.value, app.spec.services?.[0]?.envs?.[0]?.value];

    const kept = cloud.digitalocean.apps.update(app.id, { spec: app.spec });
    expect(first).not.toBe(second);
    expect(kept.spec).toEqual(app.spec);
    const resent = cloud.digitalocean.apps.update(app.id, { spec: specOf({}, { envs: [secret] }) });
    expect(resent.spec.envs?.[0]?.value).not.toBe(first);
    expect(isSealed(resent.spec.envs?.[0]?.value ?? "")).toBe(true);
  });
});

describe("alerts", () => {
  test("every app has the two that the API adds, sent to the account", () => {
    const { apps } = newCloud().digitalocean;
    const app = apps.create({ spec: specOf() });

    expect(apps.listAlerts(app.id).map(({ spec, emails }) => [spec.rule, emails])).toEqual([
      ["DEPLOYMENT_FAILED", ["platform@lingobot.example"]],
      ["DOMAIN_FAILED", ["platform@lingobot.example"]],
    ]);
    expect(app.spec.alerts).toBeUndefined();
  });

  test("destinations live beside the spec and survive its changes", () => {
    const { apps } = newCloud().digitalocean;
    const cpu = { rule: "CPU_UTILIZATION", operator: "GREATER_THAN", value: 80, window: "TEN_MINUTES" };
    const app = apps.create({ spec: specOf({ alerts: [cpu] }) });
    const alert = apps.listAlerts(app.id).find(({ component_name }) => component_name === "api");
    const slack_webhooks = [{ channel: "#ops", url: "https://hooks.slack.com/services/x" }];

    apps.updateAlertDestinations(app.id, alert?.id ?? "", { slack_webhooks });
    const updated = apps.update(app.id, { spec: specOf({ alerts: [{ ...cpu, value: 90 }] }) });

    expect(apps.listAlerts(app.id)).toContainEqual(
      expect.objectContaining({ id: alert?.id, spec: { ...cpu, value: 90 }, emails: [], slack_webhooks }),
    );
    expect(JSON.stringify(updated)).not.toContain("hooks.slack.com");
    expect(() => apps.updateAlertDestinations(app.id, "none", {})).toThrow("404");
  });

  test("an alert that the spec named and drops is gone", () => {
    const { apps } = newCloud().digitalocean;
    const { id } = apps.create({ spec: specOf({}, { alerts: [{ rule: "DEPLOYMENT_FAILED" }] }) });

    apps.update(id, { spec: specOf() });

    expect(apps.listAlerts(id).map(({ spec }) => spec.rule)).toEqual(["DOMAIN_FAILED"]);
  });
});

describe("around an app", () => {
  test("a domain is active once the account's DNS points at the app", () => {
    const { apps, domains } = newCloud().digitalocean;
    const app = apps.create({
      spec: specOf({}, { domains: [{ domain: "bot.example.com", type: "PRIMARY" }] }),
    });
    const host = app.live_domain;
    domains.create({ name: "example.com" });

    expect(apps.get(app.id).domains[0]?.phase).toBe("PENDING");
    domains.createRecord("example.com", { type: "CNAME", name: "bot", data: `${host}.` });

    expect(apps.get(app.id)).toMatchObject({ live_url: `https://${host}`, domains: [{ phase: "ACTIVE" }] });
  });

  test("a dedicated egress address stays while it is asked for", () => {
    const { apps } = newCloud().digitalocean;
    const dedicated = specOf({}, { egress: { type: "DEDICATED_IP" } });
    const app = apps.create({ spec: dedicated });

    expect(app.dedicated_ips).toHaveLength(2);
    expect(apps.update(app.id, { spec: dedicated }).dedicated_ips).toEqual(app.dedicated_ips);
    expect(apps.update(app.id, { spec: specOf() }).dedicated_ips).toEqual([]);
  });

  test("logs tell why a component failed", () => {
    const cloud = newCloud();
    const { apps } = cloud.digitalocean;
    const app = apps.create({ spec: specOf() });
    cloud.faults.failDeployments({ deployment: "pre-deploy-job" });
    const failed = apps.createDeployment(app.id);

    expect(apps.log(app.id, failed.id, "api", "DEPLOY")).toContain(
      "PreDeployJobFailed: a PRE_DEPLOY job ended with an error",
    );
    expect(apps.log(app.id, failed.id, "api", "BUILD")).not.toContain("PreDeployJobFailed");
    expect(apps.log(app.id, app.active_deployment?.id ?? "", "api", "RUN")).toContain("api is running");
    expect(() => apps.log(app.id, failed.id, "none", "RUN")).toThrow("404");
  });

  test("metrics are calm until somebody sets a level", () => {
    const { apps, metrics } = newCloud().digitalocean;
    const { id } = apps.create({ spec: specOf({ instance_count: 2 }) });
    const query = { app_id: id, app_component: "api", start: 0, end: 120 };

    metrics.set(id, "cpu_percentage", 91);

    const { result } = metrics.query("cpu_percentage", query).data;
    expect(result.map(({ metric }) => metric.app_component_instance)).toEqual(["api-0", "api-1"]);
    expect(result[0]?.values).toEqual([
      [0, "91"],
      [60, "91"],
      [120, "91"],
    ]);
    expect(metrics.query("restart_count", query).data.result[0]?.values[0]).toEqual([0, "0"]);
    expect(() => metrics.query("restart_count", { ...query, app_component: "x" })).toThrow("404");
    expect(() => metrics.query("restart_count", { ...query, app_id: "x" })).toThrow("404");
    expect(() => metrics.query("restart_count", { ...query, end: 0 })).toThrow("400 ");
  });
});
