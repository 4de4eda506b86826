import { join } from "node:path";
import { CloudError } from "../../../../sandbox/cloud/cloud-error";
import { sandboxTokens } from "../../../../sandbox/rest";
import { cloneInto } from "./clone";
import { platformConfig, runTool } from "./run-tool";
import { IMAGE, type World, worldForEachTest } from "./world";

const ROLLBACK = ["rollback", "--environment", "production"];

let world: World;

worldForEachTest((made) => {
  world = made;
});

function stored() {
  return world.cloud.digitalocean.apps.toJSON()[world.app.id];
}

/** Digest of the image that serves. */
function serving() {
  const app = stored();
  const active = app?.deployments.find(({ deployment }) => deployment.id === app.active);
  return active?.deployment.spec.services?.[0]?.image?.digest;
}

async function deploySecond(): Promise<string> {
  const digest = world.push("second");
  const run = await runTool(["deploy", "--environment", "production"], { ...world.env, DIGEST: digest });
  expect(run.code).toBe(0);
  return digest;
}

describe("redeploy", () => {
  test("brings back a digest that the app ran before", async () => {
    const second = await deploySecond();
    const run = await runTool(ROLLBACK, { ...world.env, METHOD: "redeploy", DIGEST: world.first });
    expect(run).toMatchObject({ code: 0, outputs: { digest: world.first, url: world.server.url } });
    expect(serving()).toBe(world.first);
    expect((await runTool(ROLLBACK, { ...world.env, METHOD: "redeploy", DIGEST: second })).code).toBe(0);
  });

  test("refuses a digest that the app never ran, and lists those it ran", async () => {
    const run = await runTool(ROLLBACK, { ...world.env, METHOD: "redeploy", DIGEST: world.push("never") });
    expect(run.code).toBe(1);
    expect(run.log).toContain("this app never ran this digest");
    expect(run.log).toContain(`allowed: ${world.first}`);
    expect(serving()).toBe(world.first);
  });

  test.each(["", "sha256:abc"])("with the input digest %j it lists those it ran", async (DIGEST) => {
    const run = await runTool(ROLLBACK, { ...world.env, METHOD: "redeploy", DIGEST });
    expect(run.code).toBe(1);
    expect(run.log).toContain(
      `this app never ran this digest; got "${DIGEST}"; allowed: ${world.first}. Next: run this workflow again with the input digest from the list`,
    );
  });

  test("lists what it ran also when it once ran another image", async () => {
    const { spec } = world.app;
    const elsewhere = world.cloud.images.push("ghcr.io/lingobot/other:one");
    const image = { registry_type: "GHCR", registry: "lingobot", repository: "other", digest: elsewhere };
    world.cloud.digitalocean.settle = "at-once";
    const services = (spec.services ?? []).map((each) => ({ ...each, image }));
    world.cloud.digitalocean.apps.update(world.app.id, { spec: { ...spec, services } });
    world.cloud.digitalocean.apps.update(world.app.id, { spec });
    const run = await runTool(ROLLBACK, { ...world.env, METHOD: "redeploy", DIGEST: world.push("never") });
    expect(run.log).toContain(`this app never ran this digest`);
    expect(run.log).toContain(`allowed: ${world.first}`);
  });

  test("refuses a digest whose deployment failed", async () => {
    const digest = world.push("bad");
    world.cloud.faults.failDeployments({ deployment: "health-check" });
    await runTool(["deploy", "--environment", "production"], { ...world.env, DIGEST: digest });
    const run = await runTool(ROLLBACK, { ...world.env, METHOD: "redeploy", DIGEST: digest });
    expect(run.log).toContain("this app never ran this digest");
  });

  test("is red when the app is not healthy afterwards", async () => {
    await deploySecond();
    world.server.answer(503);
    const run = await runTool(ROLLBACK, { ...world.env, METHOD: "redeploy", DIGEST: world.first });
    expect(run).toMatchObject({ code: 1, outputs: { digest: world.first } });
    expect(run.log).toContain("cannot find production healthy");
  });
});

describe("digitalocean", () => {
  const env = (deployment: string) => ({ ...world.env, METHOD: "digitalocean", DEPLOYMENT_ID: deployment });
  const oldest = () => stored()?.deployments.at(-1)?.deployment.id ?? "";

  test("rolls back, finds the app healthy, and commits", async () => {
    await deploySecond();
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run).toMatchObject({
      code: 0,
      outputs: { url: world.server.url, "deployment-id": stored()?.active, digest: world.first },
    });
    expect(run.log).toContain("Rolled back and committed");
    expect(serving()).toBe(world.first);
    expect(stored()?.pinned).toBeUndefined();
    expect(stored()?.spec.services?.[0]?.image?.digest).toBe(world.first);
  });

  test("an app that is not healthy after it is brought back to what ran before", async () => {
    const second = await deploySecond();
    world.server.answer(503);
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run.code).toBe(1);
    expect(run.log).toContain("The rollback did not go well, so it is reverted");
    expect(run.log).toContain("What ran before serves again");
    expect(serving()).toBe(second);
    expect(stored()?.pinned).toBeUndefined();
  });

  test("a rollback that serves another image than the deployment to go back to is reverted", async () => {
    const second = await deploySecond();
    const { apps } = world.cloud.digitalocean;
    const get = apps.get.bind(apps);
    let rolledBack = false;
    world.onCall((path) => {
      if (path.endsWith("/rollback")) rolledBack = true;
      if (path.endsWith("/rollback/revert")) rolledBack = false;
    });
    const before = get(world.app.id).active_deployment;
    jest.spyOn(apps, "get").mockImplementation((id) => {
      const app = get(id);
      return rolledBack && before !== undefined ? { ...app, active_deployment: before } : app;
    });
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run.code).toBe(1);
    expect(run.log).toContain("applied but not serving: the active deployment runs something else");
    expect(run.log).toContain("What ran before serves again");
    expect(run.outputs).not.toHaveProperty("digest");
    expect(serving()).toBe(second);
    expect(stored()?.pinned).toBeUndefined();
  });

  test("a rollback whose deployment fails is reverted", async () => {
    const second = await deploySecond();
    world.cloud.faults.failDeployments({ deployment: "health-check" });
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run.code).toBe(1);
    expect(run.log).toContain("it ended as ERROR");
    expect(serving()).toBe(second);
    expect(stored()?.pinned).toBeUndefined();
  });

  test("an API that fails before the commit leaves the app pinned, and that is told with the way out", async () => {
    await deploySecond();
    world.cloud.faults.failCalls({ cloud: "digitalocean", status: 500, path: "/rollback/commit" });
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run.code).toBe(1);
    expect(run.log).toContain("may be neither committed nor reverted");
    expect(run.log).toContain(`/v2/apps/${world.app.id}/rollback/revert brings back`);
    expect(stored()?.pinned).toBeDefined();
  });

  test("an answer that is lost when it starts is told: the app may be pinned", async () => {
    await deploySecond();
    const { apps } = world.cloud.digitalocean;
    jest.spyOn(apps, "rollback").mockImplementation(() => {
      throw new CloudError(502, "Bad Gateway");
    });
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run.code).toBe(1);
    expect(run.log).toContain("may be neither committed nor reverted");
    expect(run.log).toContain("while it is pinned");
  });

  test("when the revert fails too, both are told, and that the app needs a person now", async () => {
    await deploySecond();
    world.cloud.faults.failDeployments({ deployment: "health-check", times: 2 });
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run.code).toBe(1);
    expect(run.log).toContain("bringing back what ran before failed as well");
    expect(run.log).toContain("it ended as ERROR");
    expect(run.log).toContain("the app may not serve: look at it in the control panel now");
  });

  test("once it is committed, an API that fails afterwards changes nothing", async () => {
    await deploySecond();
    world.onCall((path) => {
      if (path.endsWith("/rollback/commit"))
        world.cloud.faults.failCalls({ cloud: "digitalocean", status: 500, method: "GET", times: 50 });
    });
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run).toMatchObject({ code: 0, outputs: { url: world.server.url } });
    expect(stored()?.pinned).toBeUndefined();
  });

  test("without a deployment it lists those to choose from", async () => {
    await deploySecond();
    const run = await runTool(ROLLBACK, env(""));
    expect(run.code).toBe(1);
    expect(run.log).toContain(`DEPLOYMENT_ID is empty; allowed: ${oldest()}`);
    expect(run.summary).toContain(`| \`${oldest()}\` |`);
    expect(run.summary).toContain(world.first.slice(0, 19));
  });

  test("a deployment that DigitalOcean refuses is told with its reason", async () => {
    world.cloud.faults.failDeployments({ deployment: "build" });
    await runTool(["deploy", "--environment", "production"], { ...world.env, DIGEST: world.push("bad") });
    const failed = stored()?.deployments[0]?.deployment.id ?? "";
    const run = await runTool(ROLLBACK, env(failed));
    expect(run.code).toBe(1);
    expect(run.log).toContain("DigitalOcean refuses it");
    expect(run.log).toContain('got "incompatible_result"');
  });

  test("warns of images that were deployed by tag", async () => {
    const { spec } = world.app;
    const services = (spec.services ?? []).map((each) => ({
      ...each,
      image: { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", tag: "first" },
    }));
    world.cloud.digitalocean.settle = "at-once";
    const byTag = world.cloud.digitalocean.apps.update(world.app.id, {
      spec: { ...spec, services },
    }).active_deployment;
    world.cloud.digitalocean.apps.update(world.app.id, { spec });
    const run = await runTool(ROLLBACK, env(byTag?.id ?? ""));
    expect(run.log).toContain("::warning::image_source_missing_digest (web)");
    expect(run.log).toContain("so what serves after the rollback is not compared");
    expect(run.outputs).not.toHaveProperty("digest");
    expect(run.code).toBe(0);
  });

  test("refuses while the app is pinned already", async () => {
    await deploySecond();
    world.cloud.digitalocean.apps.rollback(world.app.id, { deployment_id: oldest() });
    const run = await runTool(ROLLBACK, env(oldest()));
    expect(run.code).toBe(1);
    expect(run.log).toContain("a rollback pins it");
  });
});

describe("revert", () => {
  const github = () => world.cloud.github.as({ login: "ada", access: "admin", organizationAdmin: true });
  const checkout = () => join(world.directory, "checkout");

  function record() {
    const [found] = Object.values(world.cloud.github.data.repositories);
    if (found === undefined) throw new Error("the world has no repository");
    return found;
  }

  /** Two commits on main; gives the sha of the first. */
  function history(): string {
    const { rulesets } = record();
    const rules = rulesets.splice(0);
    const changes = { "app/main.py": "bad = True\n", "new.txt": "new\n", "README.md": null };
    const bad = github().git.push("lingobot", "lingobot", "main", { message: "feat: break it", changes });
    github().git.push("lingobot", "lingobot", "main", {
      message: "docs: more",
      changes: { "docs.md": "more\n" },
    });
    rulesets.push(...rules);
    cloneInto(checkout(), record());
    return bad.sha;
  }

  const run = (env: Record<string, string>) =>
    runTool(ROLLBACK, { ...world.env, METHOD: "revert", ...env }, platformConfig, checkout());

  test("opens a pull request with the App's token that undoes the commit and nothing else", async () => {
    const commit = history();
    const { code, outputs, log } = await run({
      COMMIT: commit.slice(0, 7),
      PLATFORM_APP_TOKEN: sandboxTokens.app,
    });
    expect(log).toContain("undoes");
    expect({ code, outputs }).toEqual({
      code: 0,
      outputs: { "pull-request": "https://github.com/lingobot/lingobot/pull/1" },
    });
    const [pull] = github().pulls.list("lingobot", "lingobot");
    expect(pull).toMatchObject({
      title: 'Revert "feat: break it"',
      head: { ref: `revert/${commit.slice(0, 7)}` },
      base: { ref: "main" },
      user: { login: "lingobot-platform[bot]" },
    });
    expect(github().pulls.files("lingobot", "lingobot", 1)).toMatchObject([
      { filename: "README.md", status: "added" },
      { filename: "app/main.py", status: "removed" },
      { filename: "new.txt", status: "removed" },
    ]);
  });

  test("run twice, it gives the same pull request", async () => {
    const env = { COMMIT: history(), PLATFORM_APP_TOKEN: sandboxTokens.app };
    const first = await run(env);
    const second = await run(env);
    expect(second).toMatchObject({ code: 0, outputs: first.outputs });
    expect(record().pulls).toHaveLength(1);
  });

  test("without an App it prints the exact commands and fails", async () => {
    const commit = history();
    const { code, log, summary } = await run({ COMMIT: commit, PLATFORM_APP_TOKEN: "" });
    expect(code).toBe(1);
    expect(log).toContain("a pull request opened with GITHUB_TOKEN would start no checks");
    const branch = `revert/${commit.slice(0, 7)}`;
    for (const line of [
      "git fetch origin main",
      `git switch --create ${branch} origin/main`,
      `git revert --no-edit ${commit}`,
      `git push --set-upstream origin ${branch}`,
      `gh pr create --base main --head ${branch} --fill`,
    ]) {
      expect(log).toContain(line);
      expect(summary).toContain(line);
    }
    expect(record().pulls).toEqual([]);
  });

  test("a commit that cannot be undone cleanly is told with git's words", async () => {
    const { rulesets } = record();
    rulesets.splice(0);
    const push = (content: string) =>
      github().git.push("lingobot", "lingobot", "main", { message: content, changes: { "a.txt": content } });
    push("one\n");
    const middle = push("two\n");
    push("three\n");
    cloneInto(checkout(), record());
    const { code, log } = await run({ COMMIT: middle.sha, PLATFORM_APP_TOKEN: sandboxTokens.app });
    expect(code).toBe(1);
    expect(log).toMatch(/could not revert/);
    expect(log).toContain("resolve a conflict by hand");
    expect(record().git.refs[`refs/heads/revert/${middle.sha.slice(0, 7)}`]).toBeUndefined();
  });

  test("a branch that moved since the checkout is told as that", async () => {
    const commit = history();
    const rules = record().rulesets.splice(0);
    github().git.push("lingobot", "lingobot", "main", { message: "fix: now", changes: { "b.txt": "b\n" } });
    record().rulesets.push(...rules);
    const { code, log } = await run({ COMMIT: commit, PLATFORM_APP_TOKEN: sandboxTokens.app });
    expect(code).toBe(1);
    expect(log).toContain("main has moved since it was checked out");
    expect(log).toContain("run this job again");
  });

  test.each([
    ["", "the input commit is not a commit"],
    ["main", "the input commit is not a commit"],
    ["--exec=x", "the input commit is not a commit"],
    ["abcdef0123", "cannot run git rev-parse"],
  ])("refuses %s as a commit", async (commit, message) => {
    history();
    const { code, log } = await run({ COMMIT: commit, PLATFORM_APP_TOKEN: sandboxTokens.app });
    expect(code).toBe(1);
    expect(log).toContain(message);
  });
});

test.each(["digitalocean", "redeploy"])(
  "by %s, an app that does not exist is told as that",
  async (METHOD) => {
    const run = await runTool(ROLLBACK, { ...world.env, METHOD, DO_APP_ID: "", DEPLOYMENT_ID: "" });
    expect(run.code).toBe(1);
    expect(run.log).toContain(
      "cannot roll production back: its app does not exist, or the secret DO_APP_ID_PRODUCTION is not set. Next: run `npx cdktf deploy production`: it creates the app if there is none, and sets the secret in either case",
    );
  },
);

test("another method is wrong use, with the three that exist", async () => {
  const run = await runTool(ROLLBACK, { ...world.env, METHOD: "undo", IMAGE });
  expect(run.code).toBe(2);
  expect(run.log).toContain('got "undo"; allowed: revert, digitalocean, redeploy');
});
