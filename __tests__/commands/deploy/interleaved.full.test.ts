import { runTool } from "../../constructs/delivery-pipeline/tool/run-tool";
import { CloudsUnderTest, IMAGE } from "./clouds-under-test";

jest.setTimeout(300_000);

let clouds: CloudsUnderTest;

beforeAll(async () => {
  clouds = await (await CloudsUnderTest.start()).listen();
  const { exitCode, text } = await clouds.deploy("repository", "staging");
  if (exitCode !== 0) throw new Error(text);
});
afterAll(() => clouds.stop());
afterEach(() => {
  clouds.beforeApply = () => undefined;
  clouds.beforeCall = () => undefined;
});

/** LingoBot's pipeline deploys an image, by the bundle that it runs. @param timeScale longer limits, to wait for Terraform */
function pipelineDeploys(digest: string, timeScale = "0.01") {
  const env = {
    ...(clouds.env as Record<string, string>),
    DO_ACCESS_TOKEN: clouds.env.DIGITALOCEAN_TOKEN ?? "",
    DO_APP_ID: clouds.staging.id,
    IMAGE,
    DIGEST: digest,
    PLATFORM_TIME_SCALE: timeScale,
  };
  return runTool(["deploy", "--environment", "production"], env);
}

/** Calls `action` the first time only. */
function once(action: () => Promise<void>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await action();
  };
}

test("Terraform reads, the pipeline deploys, Terraform writes the older image: the newer one is deployed again", async () => {
  const digest = clouds.push("second");
  clouds.changeVariable();
  let log = "";
  const deploy = once(async () => {
    ({ log } = await pipelineDeploys(digest));
  });
  clouds.beforeApply = (type) => (type === "digitalocean_app" ? deploy() : undefined);

  const { exitCode, text } = await clouds.deploy("staging", "--unreviewed");

  expect(log).toContain("ACTIVE");
  expect(text).toContain(`lingobot-staging: while Terraform ran, ${digest} was deployed`);
  expect(text).toMatch(new RegExp(`notice::lingobot-staging: ${digest} serves again \\(deployment \\S+\\)`));
  expect(clouds.digest).toBe(digest);
  expect(clouds.variable("LQBOT_LOG_LEVEL")).not.toBe("TRACE");
  expect(text).toContain("staging: what serves is what was asked");
  expect(exitCode).toBe(0);
});

test("the pipeline reads, Terraform writes a setting, the pipeline takes it back: it writes both", async () => {
  const digest = clouds.push("third");
  clouds.changeVariable();
  let applied = { exitCode: -1, text: "" };
  const apply = once(async () => {
    applied = await clouds.deploy("staging", "--unreviewed");
  });
  clouds.beforeCall = ({ method, path }) =>
    method === "PUT" && path.startsWith("/v2/apps/") ? apply() : undefined;

  const { code, log } = await pipelineDeploys(digest, "4");

  expect(applied.exitCode).toBe(0);
  expect(log).toMatch(/this run took back the settings that deployment \S+ brought; both are written now/);
  expect(code).toBe(0);
  expect(clouds.digest).toBe(digest);
  expect(clouds.variable("LQBOT_LOG_LEVEL")).not.toBe("TRACE");
  expect(await clouds.deploy("staging", "--verify")).toMatchObject({ exitCode: 0 });
});

test("a newer image that does not come up again is told, and red", async () => {
  const digest = clouds.push("fourth");
  clouds.changeVariable();
  const deploy = once(async () => {
    await pipelineDeploys(digest);
    // Of the calls, only those that come now deploy the image again.
    clouds.beforeCall = ({ method, path }) => {
      if (method === "PUT" && path.startsWith("/v2/apps/"))
        clouds.cloud.faults.failDeployments({ deployment: "health-check" });
    };
  });
  clouds.beforeApply = (type) => (type === "digitalocean_app" ? deploy() : undefined);

  const { exitCode, text } = await clouds.deploy("staging", "--unreviewed");

  expect(text).toContain(`while Terraform ran, ${digest} was deployed`);
  expect(text).toMatch(
    /the image of staging could not be looked after: cannot bring deployment \S+ of app \S+ to ACTIVE: it ended as ERROR/,
  );
  expect(exitCode).toBe(1);
});
