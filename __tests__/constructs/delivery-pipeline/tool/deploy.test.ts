import { runTool, withProduction } from "./run-tool";
import { createWorld, IMAGE, type World } from "./world";

const DEPLOY = ["deploy", "--environment", "production"];
const VERIFY = ["verify", "--environment", "production"];

let world: World;

afterEach(async () => {
  await world.close();
});

function stored() {
  return world.cloud.digitalocean.apps.toJSON()[world.app.id];
}

function appSpec() {
  return stored()?.spec;
}

describe("deploy", () => {
  test("puts the digest in, keeps every other field, waits for ACTIVE and tells where it serves", async () => {
    world = await createWorld();
    const digest = world.push("second");
    const before = appSpec();

    const run = await runTool(DEPLOY, { ...world.env, DIGEST: digest });

    expect(run.log).toContain(`web: ${world.first} -> ${digest}`);
    expect(run.code).toBe(0);
    const { active } = world.cloud.digitalocean.apps.toJSON()[world.app.id] ?? {};
    expect(run.outputs).toEqual({ "deployment-id": active, url: world.server.url, digest });
    const [service] = before?.services ?? [];
    const image = { ...service?.image, digest };
    expect(appSpec()).toEqual({ ...before, services: [{ ...service, image }] });
    expect(JSON.stringify(appSpec())).toContain('"inactivity_sleep":{"after_seconds":600}');
  });

  test("replaces a tag by the digest, in every component of the image and in no other", async () => {
    world = await createWorld();
    const digest = world.push("second");
    world.cloud.images.push("ghcr.io/lingobot/proxy:one");
    const image = (repository: string, tag: string) => ({
      registry_type: "GHCR",
      registry: "lingobot",
      repository,
      tag,
    });
    world.cloud.digitalocean.settle = "at-once";
    world.cloud.digitalocean.apps.update(world.app.id, {
      spec: {
        name: "lingobot-production",
        region: "nyc",
        services: [
          { name: "web", image: image("lingobot", "first") },
          { name: "proxy", image: image("proxy", "one") },
        ],
        workers: [{ name: "worker", image: image("lingobot", "first") }],
      },
    });

    expect((await runTool(DEPLOY, { ...world.env, DIGEST: digest })).code).toBe(0);

    const images = [...(appSpec()?.services ?? []), ...(appSpec()?.workers ?? [])].map((each) => each.image);
    expect(images.map((each) => [each?.digest, each?.tag])).toEqual([
      [digest, undefined],
      [undefined, "one"],
      [digest, undefined],
    ]);
  });

  test("a deployment that fails is red and shows why, with the end of its logs", async () => {
    world = await createWorld();
    world.cloud.faults.failDeployments({ deployment: "health-check" });

    const run = await runTool(DEPLOY, { ...world.env, DIGEST: world.push("second") });

    expect(run.code).toBe(1);
    expect(run.log).toMatch(/::error::web: \w*HealthCheck\w*: /);
    expect(run.log).toContain("::group::DEPLOY log of web");
    expect(run.log).toMatch(/cannot bring deployment \S+ of app \S+ to ACTIVE: it ended as ERROR/);
    expect(run.log).toContain("the app still runs the version before");
    expect(run.outputs).toEqual({});
  });

  test("what an app writes into its log cannot give GitHub commands", async () => {
    world = await createWorld();
    world.cloud.faults.failDeployments({ deployment: "build" });
    const { log } = await runTool(DEPLOY, { ...world.env, DIGEST: world.push("second") });
    expect(log).toMatch(/::group::BUILD log of web\n::stop-commands::(\S+)\n[\s\S]*?\n::\1::\n::endgroup::/);
  });

  test("an image that the platform cannot pull ends as a failed deployment", async () => {
    world = await createWorld();
    const run = await runTool(DEPLOY, { ...world.env, DIGEST: `sha256:${"0".repeat(64)}` });
    expect(run.code).toBe(1);
    expect(run.log).toContain("it ended as ERROR");
  });

  test("refuses while a rollback pins the app, and tells the way out", async () => {
    world = await createWorld();
    const second = world.push("second");
    await runTool(DEPLOY, { ...world.env, DIGEST: second });
    const [, before] = world.cloud.digitalocean.apps.toJSON()[world.app.id]?.deployments ?? [];
    world.cloud.digitalocean.settle = "at-once";
    world.cloud.digitalocean.apps.rollback(world.app.id, { deployment_id: before?.deployment.id ?? "" });

    const run = await runTool(DEPLOY, { ...world.env, DIGEST: second });

    expect(run.code).toBe(1);
    expect(run.log).toContain("a rollback pins it");
    expect(run.log).toContain(`/v2/apps/${world.app.id}/rollback/commit`);
    expect(run.log).toContain(`/v2/apps/${world.app.id}/rollback/revert`);
  });

  test("goes on once the rollback that pins the app is committed", async () => {
    world = await createWorld();
    const second = world.push("second");
    await runTool(DEPLOY, { ...world.env, DIGEST: second });
    const [, before] = stored()?.deployments ?? [];
    const { apps } = world.cloud.digitalocean;
    world.cloud.digitalocean.settle = "at-once";
    apps.rollback(world.app.id, { deployment_id: before?.deployment.id ?? "" });
    world.cloud.digitalocean.settle = "per-poll";
    let looks = 0;
    world.onCall(() => {
      looks += 1;
      if (looks === 3) apps.commitRollback(world.app.id);
    });

    const run = await runTool(DEPLOY, { ...world.env, DIGEST: second });

    expect(run.log).toMatch(/::warning::waiting for the rollback to deployment \S+, which pins app/);
    expect(run.code).toBe(0);
    expect(appSpec()?.services?.[0]?.image?.digest).toBe(second);
  });

  test("waits while another deployment is in progress", async () => {
    world = await createWorld();
    const other = world.cloud.digitalocean.apps.createDeployment(world.app.id);
    let looks = 0;
    const digest = world.push("second");
    world.onCall(() => {
      looks += 1;
      if (looks === 2) world.cloud.digitalocean.apps.settleDeployment(world.app.id, other.id);
    });

    const run = await runTool(DEPLOY, { ...world.env, DIGEST: digest });

    expect(run.log).toContain(`waiting for deployment ${other.id} (PENDING_BUILD`);
    expect(run.code).toBe(0);
    expect(appSpec()?.services?.[0]?.image?.digest).toBe(digest);
  });

  test("gives up when the other deployment does not end in time", async () => {
    world = await createWorld();
    const other = world.cloud.digitalocean.apps.createDeployment(world.app.id);
    const deploy = { timeoutSeconds: 900, inProgressTimeoutSeconds: 20, pollSeconds: 5 };
    const run = await runTool(
      DEPLOY,
      { ...world.env, DIGEST: world.push("second") },
      withProduction({ deploy }),
    );
    expect(run.code).toBe(1);
    expect(run.log).toContain("another deployment is still in progress after 20 s");
    expect(run.log).toContain(other.id);
  });

  test("a deployment that another one supersedes is red", async () => {
    world = await createWorld();
    const digest = world.push("second");
    let done = false;
    world.onCall((path) => {
      if (done || !/\/deployments\/[^/]+$/.test(path)) return;
      done = true;
      world.cloud.digitalocean.apps.createDeployment(world.app.id);
    });

    const run = await runTool(DEPLOY, { ...world.env, DIGEST: digest });

    expect(run.code).toBe(1);
    expect(run.log).toContain("it ended as SUPERSEDED");
    expect(run.log).toContain("find who else deploys this app");
  });

  describe("where an apply of the platform comes between", () => {
    /** What Terraform does: writes whole what it read, with a setting that the code changed. */
    function apply(spec = appSpec()): void {
      if (spec === undefined) throw new Error("no app");
      const settings = [...(spec.envs ?? []), { key: "LQBOT_LOG_LEVEL", value: "DEBUG", scope: "RUN_TIME" }];
      world.cloud.digitalocean.settle = "at-once";
      world.cloud.digitalocean.apps.update(world.app.id, { spec: { ...spec, envs: settings } as never });
      world.cloud.digitalocean.settle = "per-poll";
    }
    const hasSetting = () => (appSpec()?.envs ?? []).some(({ key }) => key === "LQBOT_LOG_LEVEL");

    test("and puts the older image back, the newer one is deployed again, with what the apply changed", async () => {
      world = await createWorld();
      const digest = world.push("second");
      const read = structuredClone(appSpec());
      let done = false;
      world.onCall((path) => {
        if (done || !/\/deployments\/[^/]+$/.test(path)) return;
        done = true;
        apply(read);
      });

      const run = await runTool(DEPLOY, { ...world.env, DIGEST: digest });

      expect(run.log).toMatch(
        /::warning::app \S+: an apply of the platform came between, and deployment \S+ put the image from before back over sha256:\w+; both are written now/,
      );
      expect(appSpec()?.services?.[0]?.image?.digest).toBe(digest);
      expect(hasSetting()).toBe(true);
      expect(run.outputs["deployment-id"]).toBe(stored()?.active);
      expect(run.code).toBe(0);
    });

    test("between reading and writing, the settings that were taken back are written again", async () => {
      world = await createWorld();
      const digest = world.push("second");
      let done = false;
      world.onCall((path, method) => {
        if (done || method !== "PUT" || !path.startsWith("/v2/apps/")) return;
        done = true;
        apply();
      });

      const run = await runTool(DEPLOY, { ...world.env, DIGEST: digest });

      expect(run.log).toMatch(
        /this run took back the settings that deployment \S+ brought; both are written now/,
      );
      expect(appSpec()?.services?.[0]?.image?.digest).toBe(digest);
      expect(hasSetting()).toBe(true);
      expect(run.code).toBe(0);
    });

    test("and keeps the image, nothing is written again", async () => {
      world = await createWorld();
      const digest = world.push("second");
      let done = false;
      world.onCall((path) => {
        if (done || !/\/deployments\/[^/]+$/.test(path)) return;
        done = true;
        apply();
      });
      const run = await runTool(DEPLOY, { ...world.env, DIGEST: digest });
      expect(run.log).not.toContain("came between");
      expect(run.log).toContain("it ended as SUPERSEDED");
      expect(stored()?.deployments).toHaveLength(3);
    });
  });

  test("a deployment that takes too long is red", async () => {
    world = await createWorld();
    const deploy = { timeoutSeconds: 1, inProgressTimeoutSeconds: 900, pollSeconds: 5 };
    const run = await runTool(
      DEPLOY,
      { ...world.env, DIGEST: world.push("second") },
      withProduction({ deploy }),
    );
    expect(run.code).toBe(1);
    expect(run.log).toContain("it was not ACTIVE within 1 s");
  });

  test("follows the first new deployment with our digest where the answer names none", async () => {
    world = await createWorld({ settle: "at-once" });
    const digest = world.push("second");
    world.onCall((path) => {
      const isListAfterUpdate = path.endsWith("/deployments") && stored()?.deployments.length === 2;
      if (isListAfterUpdate) world.cloud.digitalocean.apps.createDeployment(world.app.id);
    });

    const run = await runTool(DEPLOY, { ...world.env, DIGEST: digest });

    expect(run.log).toContain("ended as SUPERSEDED");
    expect(run.log).toContain(`following deployment ${stored()?.deployments.at(-2)?.deployment.id}`);
  });

  test("429 is waited for, 500 is tried again, and the deployment goes on", async () => {
    world = await createWorld();
    const { faults } = world.cloud;
    faults.failCalls({ cloud: "digitalocean", status: 429, method: "GET", times: 2 });
    faults.failCalls({ cloud: "digitalocean", status: 500, method: "PUT" });
    const run = await runTool(DEPLOY, { ...world.env, DIGEST: world.push("second") });
    expect(run.log).toMatch(/429 API Rate limit exceeded\.; trying again in 0 s \(1 of 4\)/);
    expect(run.log).toMatch(/PUT .*: 500 Server Error; trying again in 1 s/);
    expect(run.code).toBe(0);
  });

  test("an API that is out for a while does not end the watch over a deployment that goes on", async () => {
    world = await createWorld();
    world.cloud.faults.failCalls({
      cloud: "digitalocean",
      status: 503,
      path: "/deployments/",
      method: "GET",
      times: 12,
    });
    const run = await runTool(DEPLOY, { ...world.env, DIGEST: world.push("second") });
    expect(run.log).toMatch(/::warning::deployment \S+ cannot be read now and goes on: .* 503/);
    expect(run.code).toBe(0);
  });

  test("one that stays out does, when the time is over, with what is known", async () => {
    world = await createWorld();
    world.cloud.faults.failCalls({
      cloud: "digitalocean",
      status: 503,
      path: "/deployments/",
      method: "GET",
      times: 1000,
    });
    const deploy = { timeoutSeconds: 60, inProgressTimeoutSeconds: 900, pollSeconds: 5 };
    const run = await runTool(
      DEPLOY,
      { ...world.env, DIGEST: world.push("second") },
      withProduction({ deploy }),
    );
    expect(run.code).toBe(1);
    expect(run.log).toContain("it could not be read any more within 60 s");
    expect(run.log).toContain("look at the app in the control panel");
  });

  test("a token that loses its right ends it at once", async () => {
    world = await createWorld();
    world.cloud.faults.failCalls({
      cloud: "digitalocean",
      status: 403,
      path: "/deployments/",
      method: "GET",
    });
    const run = await runTool(DEPLOY, { ...world.env, DIGEST: world.push("second") });
    expect(run.code).toBe(1);
    expect(run.log).toContain("Next: the token may not do this");
  });

  test("the digest that serves already is done where DigitalOcean starts no deployment for it", async () => {
    world = await createWorld();
    const { apps } = world.cloud.digitalocean;
    jest.spyOn(apps, "update").mockImplementation((id) => apps.get(id));
    const run = await runTool(DEPLOY, { ...world.env, DIGEST: world.first });
    expect(run.code).toBe(0);
    expect(run.log).toContain("nothing changed, so DigitalOcean started no deployment");
    expect(run.outputs).toEqual({
      "deployment-id": stored()?.active,
      url: world.server.url,
      digest: world.first,
    });
  });

  test("a new digest for which no deployment starts is red", async () => {
    world = await createWorld();
    const { apps } = world.cloud.digitalocean;
    jest.spyOn(apps, "update").mockImplementation((id) => apps.get(id));
    const run = await runTool(DEPLOY, { ...world.env, DIGEST: world.push("second") });
    expect(run.code).toBe(1);
    expect(run.log).toContain("no deployment of it began within 60 s");
  });

  test("gives up after five answers of 500 and says what to do", async () => {
    world = await createWorld();
    world.cloud.faults.failCalls({ cloud: "digitalocean", status: 500, method: "GET", times: 5 });
    const run = await runTool(DEPLOY, { ...world.env, DIGEST: world.push("second") });
    expect(run.code).toBe(1);
    expect(run.log).toContain("500 Server Error. Next: the API has a problem");
    expect(world.cloud.faults.toJSON().calls).toEqual([]);
  });

  test("an API that cannot be reached is told as such", async () => {
    world = await createWorld();
    const env = { ...world.env, DIGITALOCEAN_API_URL: "http://127.0.0.1:9" };
    const run = await runTool(DEPLOY, { ...env, DIGEST: world.first });
    expect(run.code).toBe(1);
    expect(run.log).toMatch(/no answer \(fetch failed/);
  });

  test("a token that is not valid is told, and never printed", async () => {
    world = await createWorld();
    const run = await runTool(DEPLOY, { ...world.env, DO_ACCESS_TOKEN: "dop_v1_wrong", DIGEST: world.first });
    expect(run.code).toBe(1);
    expect(run.log).toContain("401 Unable to authenticate you. Next: the token is not valid any more");
    expect(run.log).not.toContain("dop_v1_wrong");
  });

  test("an app that is gone is told in whole sentences", async () => {
    world = await createWorld();
    const gone = "11111111-1111-4111-8111-111111111111";
    const run = await runTool(DEPLOY, { ...world.env, DO_APP_ID: gone, DIGEST: world.first });
    expect(run.code).toBe(1);
    expect(run.log).toMatch(/404 [^.]+\. Next: it does not exist, or the token may not see it: check the id/);
  });

  test("works with a token that may do no more than the workflows need", async () => {
    world = await createWorld();
    const env = { ...world.env, DO_ACCESS_TOKEN: "dop_v1_sandbox_deploy" };
    expect((await runTool(DEPLOY, { ...env, DIGEST: world.push("second") })).code).toBe(0);
  });

  test("an image that the app does not run is refused with what it runs", async () => {
    world = await createWorld();
    const run = await runTool(DEPLOY, { ...world.env, IMAGE: "ghcr.io/lingobot/other", DIGEST: world.first });
    expect(run.code).toBe(1);
    expect(run.log).toContain("no component of the app runs this image");
    expect(run.log).toContain("web: lingobot/lingobot");
  });

  test.each([
    ["DIGEST", { DIGEST: "latest" }, "DIGEST is not an image digest"],
    [
      "IMAGE",
      { DIGEST: `sha256:${"0".repeat(64)}`, IMAGE: `${IMAGE}:latest` },
      "IMAGE is not an image without tag",
    ],
    ["DO_APP_ID", { DIGEST: `sha256:${"0".repeat(64)}`, DO_APP_ID: "" }, "DO_APP_ID is not set"],
  ])("wrong use: %s", async (_name, env, message) => {
    world = await createWorld();
    const run = await runTool(DEPLOY, { ...world.env, ...env });
    expect(run.log).toContain(message);
    expect(run.code).toBe(2);
  });
});

describe("verify", () => {
  test("green when the active deployment serves the digest", async () => {
    world = await createWorld();
    const run = await runTool(VERIFY, { ...world.env, DIGEST: world.first });
    expect(run).toMatchObject({ code: 0, outputs: { url: world.server.url } });
  });

  test("waits a little for the app to show what is ACTIVE already", async () => {
    world = await createWorld();
    const { apps } = world.cloud.digitalocean;
    const digest = world.push("second");
    const before = apps.get(world.app.id);
    expect((await runTool(DEPLOY, { ...world.env, DIGEST: digest })).code).toBe(0);
    const late = jest.spyOn(apps, "get").mockReturnValueOnce(before).mockReturnValueOnce(before);
    const run = await runTool(VERIFY, { ...world.env, DIGEST: digest, PLATFORM_TIME_SCALE: "0.05" });
    expect(run).toMatchObject({ code: 0, log: expect.stringContaining(`web: serving ${digest}`) });
    expect(late).toHaveBeenCalledTimes(3);
  });

  test("applied but not serving is red: the specification is new, what serves is old", async () => {
    world = await createWorld();
    const digest = world.push("second");
    world.cloud.faults.failDeployments({ deployment: "health-check" });
    await runTool(DEPLOY, { ...world.env, DIGEST: digest });
    expect(appSpec()?.services?.[0]?.image?.digest).toBe(digest);

    const run = await runTool(VERIFY, { ...world.env, DIGEST: digest });

    expect(run.code).toBe(1);
    expect(run.log).toContain("applied but not serving");
    expect(run.log).toContain(world.first);
  });
});
