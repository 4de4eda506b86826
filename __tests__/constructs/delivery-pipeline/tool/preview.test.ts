import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { platformConfig, runTool } from "./run-tool";
import { type World, worldForEachTest } from "./world";

const [OWNER, REPOSITORY] = ["lingobot", "lingobot"] as const;

let world: World;

worldForEachTest((made) => {
  world = made;
});

beforeEach(() => {
  for (const branch of ["one", "two"]) openLabelled(branch);
});

function github() {
  return world.cloud.github.as(world.cloud.github.tokenOwner);
}

function openLabelled(branch: string): void {
  const { sha } = github().git.ref(OWNER, REPOSITORY, "heads/main").object;
  github().git.createRef(OWNER, REPOSITORY, `refs/heads/${branch}`, sha);
  github().git.push(OWNER, REPOSITORY, branch, { message: "feat: x", changes: { "app.py": `${branch}\n` } });
  const { number } = github().pulls.create(OWNER, REPOSITORY, { title: branch, head: branch, base: "main" });
  github().issues.addLabels(OWNER, REPOSITORY, number, ["preview"]);
}

function env(number = 1): Record<string, string> {
  const repo = { full_name: "lingobot/lingobot" };
  const pull = github().pulls.get(OWNER, REPOSITORY, number);
  const event = { pull_request: { ...pull, head: { ...pull.head, repo }, base: { ...pull.base, repo } } };
  const file = join(world.directory, `event-${number}.json`);
  writeFileSync(file, JSON.stringify(event));
  const DIGEST = world.cloud.images.push(`ghcr.io/lingobot/lingobot:pr-${number}`);
  return { ...world.env, GITHUB_EVENT_PATH: file, DIGEST };
}

const up = (number = 1, preview: object = {}) =>
  runTool(["preview-up"], env(number), {
    ...platformConfig,
    preview: { ...platformConfig.preview, ...preview },
  });
const apps = () => Object.values(world.cloud.digitalocean.apps.toJSON()).map(({ spec }) => spec.name);

test("creates the app, tells its address on the pull request, updates it, and removes it", async () => {
  const first = await up();
  expect(first.log).toContain("ACTIVE");
  expect(first).toMatchObject({
    code: 0,
    outputs: { url: expect.stringContaining("https://pr-1-lingobot-") },
  });
  expect((await up()).outputs).toEqual(first.outputs);
  expect(apps()).toEqual(["lingobot-production", "pr-1-lingobot"]);

  github().issues.removeLabel(OWNER, REPOSITORY, 1, "preview");
  expect((await runTool(["preview-down"], env())).code).toBe(0);
  expect(apps()).toEqual(["lingobot-production"]);
  const comments = github().issues.comments(OWNER, REPOSITORY, 1);
  expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining("Preview: removed.")]);
  expect(await runTool(["preview-down"], env())).toMatchObject({
    code: 0,
    log: expect.stringContaining("does not exist"),
  });
});

describe("the price cap", () => {
  test("a size at the cap is created, as one container and nothing else that costs", async () => {
    expect((await up(1, { maxMonthlyDollars: 5 })).code).toBe(0);
    const made = Object.values(world.cloud.digitalocean.apps.toJSON()).find(
      ({ spec }) => spec.name === "pr-1-lingobot",
    );
    const { services = [], ...rest } = made?.spec ?? {};
    const costing = ["services", "workers", "jobs", "functions", "databases", "static_sites"];
    expect(Object.keys(rest).filter((key) => costing.includes(key))).toEqual([]);
    expect(services).toHaveLength(1);
    expect(services.map((each) => [each.instance_size_slug, each.instance_count])).toEqual([
      ["apps-s-1vcpu-0.5gb", 1],
    ]);
  });

  test("a size above it is refused before anything is created, and what fits is listed", async () => {
    const run = await up(1, { instanceSize: "apps-s-1vcpu-1gb" });
    expect(run.code).toBe(1);
    expect(run.log).toContain("it costs $12 a month, more than previews may");
    expect(run.log).toContain("allowed: apps-s-1vcpu-0.5gb ($5)");
    expect(apps()).toEqual(["lingobot-production"]);
  });

  test("a preview that exists is not made larger than allowed", async () => {
    await up();
    expect((await up(1, { instanceSize: "apps-s-1vcpu-1gb" })).code).toBe(1);
    const made = Object.values(world.cloud.digitalocean.apps.toJSON()).find(
      ({ spec }) => spec.name === "pr-1-lingobot",
    );
    expect(made?.spec.services?.[0]?.instance_size_slug).toBe("apps-s-1vcpu-0.5gb");
  });

  test("a size that DigitalOcean does not have is refused", async () => {
    const run = await up(1, { instanceSize: "apps-s-huge" });
    expect(run.code).toBe(1);
    expect(run.log).toContain("DigitalOcean has no such size");
  });

  test("prices that cannot be read stop it", async () => {
    world.cloud.faults.failCalls({ cloud: "digitalocean", status: 403, path: "/instance_sizes" });
    expect((await up()).code).toBe(1);
    expect(apps()).toEqual(["lingobot-production"]);
  });

  test("more previews than allowed are refused", async () => {
    await up();
    const run = await up(2);
    expect(run.code).toBe(1);
    expect(run.log).toContain('1 previews run already, which is the limit; got ["pr-1-lingobot"]');
  });

  test("also when two come up at the same moment: the one that came last goes", async () => {
    let calls = 0;
    world.onCall((path) => {
      if (path === "/v2/apps") calls += 1;
      // The first call lists the apps; before the second, which creates ours, another run creates its own.
      if (path !== "/v2/apps" || calls !== 2) return;
      world.cloud.digitalocean.apps.create({
        spec: {
          name: "pr-2-lingobot",
          region: "nyc",
          services: [
            {
              name: "web",
              image: {
                registry_type: "GHCR",
                registry: "lingobot",
                repository: "lingobot",
                digest: world.first,
              },
            },
          ],
        },
      });
    });
    const run = await up(1);
    expect(run.code).toBe(1);
    expect(run.log).toContain("1 previews run already");
    expect(apps()).toEqual(["lingobot-production", "pr-2-lingobot"]);
  });
});

test("a comment that cannot be written turns no preview red, and the address is told", async () => {
  world.cloud.faults.failCalls({ cloud: "github", status: 403, path: "/comments", times: 2 });
  const run = await up();
  expect(run).toMatchObject({ code: 0, outputs: { url: expect.stringContaining("https://pr-1-") } });
  expect(run.log).toContain("::warning::#1 has no comment about this");
  expect(run.log).toContain("the preview of #1 is at https://pr-1-");
});

test("an app that somebody else removed meanwhile counts as removed", async () => {
  await up();
  github().issues.removeLabel(OWNER, REPOSITORY, 1, "preview");
  world.cloud.faults.failCalls({ cloud: "digitalocean", status: 404, method: "DELETE" });
  expect((await runTool(["preview-down"], env())).code).toBe(0);
});

test("a deployment that fails is red, with its reason", async () => {
  world.cloud.faults.failDeployments({ deployment: "health-check" });
  const run = await up();
  expect(run.code).toBe(1);
  expect(run.log).toContain("it ended as ERROR");
});

test.each(["preview-up", "preview-down", "preview-sweep"])(
  "%s is wrong use while previews are off",
  async (command) => {
    const run = await runTool([command], env(), { ...platformConfig, preview: undefined });
    expect(run).toMatchObject({ code: 2, log: expect.stringContaining("previews are off") });
  },
);

test("a token that is not there is told with where it belongs", async () => {
  const run = await runTool(["preview-up"], { ...env(), DO_ACCESS_TOKEN: "" });
  expect(run).toMatchObject({ code: 2, log: expect.stringContaining("DO_ACCESS_TOKEN is not set") });
});
