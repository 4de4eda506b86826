import { runTool } from "./run-tool";
import { asWorkflow, type World, worldForEachTest } from "./world";

const command = (name: string, environment = "production") => [name, "--environment", environment];
const DIGEST = `sha256:${"a".repeat(64)}`;

let world: World;

worldForEachTest((made) => {
  world = made;
});

function github() {
  return asWorkflow(world);
}

function head() {
  return github().git.commit("lingobot", "lingobot", "main");
}

/** A job that names the environment: GitHub makes a deployment of its commit. */
function deployment(environment: string, sha = head().sha) {
  return github().activity.createDeployment("lingobot", "lingobot", { ref: sha, environment });
}

function record() {
  const [found] = Object.values(world.cloud.github.data.repositories);
  if (found === undefined) throw new Error("the world has no repository");
  return found;
}

describe("notify", () => {
  const env = () => ({
    ...world.env,
    GITHUB_SHA: head().sha,
    OUTCOME: "success",
    DIGEST,
    APP_URL: "https://lingobot.example",
    SLACK_WEBHOOK_URL: `${world.server.url}/services/T0/B0/secret`,
  });

  test("comments on the commit, sets the status of GitHub's deployment, and tells Slack", async () => {
    const { id } = deployment("production");
    const run = await runTool(command("notify"), env());
    expect(run.code).toBe(0);
    expect(record().commit_comments.map(({ body }) => body)).toEqual([
      `**production: success**\n- address: https://lingobot.example\n- image: \`${DIGEST}\`\n` +
        "- run: https://github.com/lingobot/lingobot/actions/runs/77",
    ]);
    expect(record().deployments).toHaveLength(1);
    expect(github().activity.deployment("lingobot", "lingobot", id).statuses).toMatchObject([
      { state: "success", description: `success ${DIGEST}`, environment_url: "https://lingobot.example" },
    ]);
    expect(world.server.posted).toHaveLength(1);
    expect(world.server.posted[0]).toContain("production: success of");
  });

  test("makes the deployment where GitHub made none", async () => {
    expect((await runTool(command("notify"), env())).code).toBe(0);
    expect(record().deployments).toMatchObject([
      { environment: "production", statuses: [{ state: "success" }] },
    ]);
  });

  test.each([
    ["failure", "failure"],
    ["cancelled", "error"],
  ])("%s without digest and address", async (outcome, state) => {
    await runTool(command("notify"), {
      ...env(),
      OUTCOME: outcome,
      DIGEST: "",
      APP_URL: "",
      SLACK_WEBHOOK_URL: "",
    });
    expect(record().deployments[0]?.statuses).toMatchObject([{ state, description: outcome }]);
    expect(world.server.posted).toEqual([]);
  });

  test("Slack being down is a warning, and its address is never printed", async () => {
    world.server.answer(500);
    const down = await runTool(command("notify"), env());
    expect(down).toMatchObject({
      code: 0,
      log: expect.stringContaining("::warning::Slack was not told: it answered 500"),
    });
    const gone = await runTool(command("notify"), {
      ...env(),
      SLACK_WEBHOOK_URL: "http://127.0.0.1:9/services/secret",
    });
    expect(gone).toMatchObject({
      code: 0,
      log: expect.stringContaining("Slack was not told: it cannot be reached"),
    });
    expect(down.log + gone.log).not.toContain("secret");
  });

  test("a commit that cannot be commented on is a warning; the status is still set", async () => {
    world.cloud.faults.failCalls({ cloud: "github", status: 403, path: "/comments" });
    const run = await runTool(command("notify"), env());
    expect(run.code).toBe(0);
    expect(run.log).toContain("::warning::the commit has no comment about this deployment");
    expect(record().deployments[0]?.statuses).toHaveLength(1);
  });
});

describe("stopped", () => {
  const NEEDS = JSON.stringify({
    ci: { result: "failure", outputs: {} },
    publish: { result: "skipped", outputs: { digest: DIGEST } },
    deploy: { result: "skipped", outputs: {} },
  });
  const env = () => ({ ...world.env, GITHUB_SHA: head().sha, NEEDS });

  test("names the jobs that did not succeed: on the commit, in the summary and in Slack, and makes no deployment", async () => {
    const webhook = `${world.server.url}/services/T0/B0/secret`;
    const run = await runTool(command("stopped"), { ...env(), SLACK_WEBHOOK_URL: webhook });
    const text = [
      "**production: not deployed**",
      "- jobs: ci: failure, publish: skipped, deploy: skipped",
      "- run: https://github.com/lingobot/lingobot/actions/runs/77",
    ].join("\n");
    expect(run).toMatchObject({ code: 0, summary: `${text}\n` });
    expect(record().commit_comments).toMatchObject([{ body: text }]);
    expect(world.server.posted).toEqual([
      JSON.stringify({
        text: `production: ${head().sha.slice(0, 7)} is not deployed, ci: failure, publish: skipped, deploy: skipped (https://github.com/lingobot/lingobot/actions/runs/77)`,
      }),
    ]);
    expect(record().deployments).toEqual([]);
  });

  test("without Slack, and where the commit cannot be commented on, the summary tells it", async () => {
    world.cloud.faults.failCalls({ cloud: "github", status: 403, path: "/comments" });
    const run = await runTool(command("stopped"), env());
    expect(run).toMatchObject({ code: 0, summary: expect.stringContaining("not deployed") });
    expect(run.log).toContain("::warning::the commit has no comment about this deployment");
    expect(world.server.posted).toEqual([]);
  });

  test("results that are no JSON are wrong use", async () => {
    const run = await runTool(command("stopped"), { ...env(), NEEDS: "{" });
    expect(run).toMatchObject({ code: 2, log: expect.stringContaining("NEEDS is not JSON") });
    expect(run.log).toContain("Next: pass toJSON(needs) of the job");
  });
});

describe("a good deployment stays green", () => {
  const env = () => ({ ...world.env, GITHUB_SHA: head().sha, OUTCOME: "success", DIGEST });

  test.each([403, 422, 500])("when GitHub answers %i to its status", async (status) => {
    world.cloud.faults.failCalls({ cloud: "github", status, path: "/deployments", method: "POST", times: 5 });
    const run = await runTool(command("notify"), env());
    expect(run.code).toBe(0);
    expect(run.log).toContain("::warning::GitHub's deployment has no status about this");
    expect(record().commit_comments).toHaveLength(1);
  });

  test("when all of GitHub is out", async () => {
    const run = await runTool(command("notify"), { ...env(), GITHUB_API_URL: "http://127.0.0.1:9" });
    expect(run.code).toBe(0);
    expect(run.log.match(/::warning::/g)).toHaveLength(2);
  });
});

describe("slack", () => {
  const env = () => ({ ...world.env, GITHUB_SHA: head().sha, OUTCOME: "failure", DIGEST: "", APP_URL: "" });

  test("tells Slack and nobody else", async () => {
    const webhook = `${world.server.url}/services/T0/B0/secret`;
    const run = await runTool(command("slack"), { ...env(), SLACK_WEBHOOK_URL: webhook, GITHUB_TOKEN: "" });
    expect(run.code).toBe(0);
    expect(world.server.posted).toEqual([
      JSON.stringify({
        text: `production: failure of ${head().sha.slice(0, 7)} (https://github.com/lingobot/lingobot/actions/runs/77)`,
      }),
    ]);
    expect(record().commit_comments).toEqual([]);
  });

  test.each([
    ["digitalocean", "https://lingobot.example"],
    ["revert", "https://github.com/lingobot/lingobot/pull/7"],
  ])("a rollback by %s is told as one, and not as the branch's newest commit", async (METHOD, APP_URL) => {
    const SLACK_WEBHOOK_URL = `${world.server.url}/services/T0/B0/secret`;
    const rollback = { ...env(), SLACK_WEBHOOK_URL, METHOD, APP_URL, OUTCOME: "success" };
    expect((await runTool(command("slack"), rollback)).code).toBe(0);
    expect(world.server.posted).toEqual([
      JSON.stringify({
        text: `production: rollback by ${METHOD}: success – ${APP_URL} (https://github.com/lingobot/lingobot/actions/runs/77)`,
      }),
    ]);
  });

  test("not set: nothing to do", async () => {
    const run = await runTool(command("slack"), { ...env(), SLACK_WEBHOOK_URL: "" });
    expect(run).toMatchObject({ code: 0, log: expect.stringContaining("SLACK_WEBHOOK_URL is not set") });
  });
});
