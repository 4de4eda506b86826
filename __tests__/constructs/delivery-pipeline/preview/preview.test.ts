import { LINGOBOT, pipelineOf } from "../lingobot-pipeline";
import { fileOf, workflowOf } from "../rendered";
import { createWorld, type World } from "../tool/world";
import { Actions, type RunEnd } from "./actions";

jest.setTimeout(120_000);

const { files } = pipelineOf({ ...LINGOBOT, preview: { maxApps: 2 } });
const [OWNER, REPOSITORY] = ["lingobot", "lingobot"] as const;
/** What docs/constructs/delivery-pipeline.md asks of the token. */
const SCOPES = ["app:read", "app:create", "app:update", "app:delete"];

let world: World;
let actions: Actions;

beforeEach(async () => {
  world = await createWorld({ digitaloceanTokens: { dop_v1_previews: { scopes: SCOPES } } });
  actions = new Actions(
    world,
    workflowOf(files, "preview.yml"),
    fileOf(files, ".github/platform/platform.json"),
  );
  open("feature/x");
});

afterEach(async () => {
  await world.close();
});

function github() {
  return world.cloud.github.as(world.cloud.github.tokenOwner);
}

function open(branch: string): number {
  const { sha } = github().git.ref(OWNER, REPOSITORY, "heads/main").object;
  github().git.createRef(OWNER, REPOSITORY, `refs/heads/${branch}`, sha);
  push(branch, "one\n");
  return github().pulls.create(OWNER, REPOSITORY, { title: branch, head: branch, base: "main" }).number;
}

function push(branch: string, content: string): void {
  github().git.push(OWNER, REPOSITORY, branch, { message: "feat: x", changes: { "app.py": content } });
}

/** What GitHub sends of a pull request as it is now. */
function event(action: string, more: object = {}, number = 1): object {
  const repo = { full_name: "lingobot/lingobot" };
  const pull = github().pulls.get(OWNER, REPOSITORY, number);
  return {
    action,
    ...more,
    pull_request: {
      ...pull,
      user: { login: "grace" },
      head: { ...pull.head, repo },
      base: { ...pull.base, repo },
    },
  };
}

const deliver = (action: string, more: object = {}, number = 1) =>
  actions.deliver("pull_request", event(action, more, number));

function label(name: string, number = 1): Promise<RunEnd> {
  github().issues.addLabels(OWNER, REPOSITORY, number, [name]);
  return deliver("labeled", { label: { name } }, number);
}

function unlabel(name: string): Promise<RunEnd> {
  github().issues.removeLabel(OWNER, REPOSITORY, 1, name);
  return deliver("unlabeled", { label: { name } });
}

function close(number = 1): Promise<RunEnd> {
  github().pulls.update(OWNER, REPOSITORY, number, { state: "closed" });
  return deliver("closed", {}, number);
}

function previews() {
  const apps = Object.values(world.cloud.digitalocean.apps.toJSON());
  return apps.filter(({ spec }) => String(spec.name).startsWith("pr-"));
}

const names = () => previews().map(({ spec }) => spec.name);
const digest = () => previews()[0]?.spec.services?.[0]?.image?.digest;
const conclusions = (run: RunEnd) =>
  Object.fromEntries(Object.entries(run).map(([id, { conclusion }]) => [id, conclusion]));
const UP = { publish: "success", up: "success", down: "skipped", sweep: "skipped" };
const DOWN = { publish: "skipped", up: "skipped", down: "success", sweep: "skipped" };
const NOTHING = { publish: "skipped", up: "skipped", down: "skipped", sweep: "skipped" };

test("an unlabelled pull request gets nothing: neither opened, pushed to, labelled otherwise nor reopened", async () => {
  for (const action of ["synchronize", "reopened"])
    expect(conclusions(await deliver(action))).toEqual(NOTHING);
  expect(conclusions(await label("bug"))).toEqual(NOTHING);
  expect(names()).toEqual([]);
});

test("label: up; push: the new image; another label: nothing; label off: down; back: up; closed: down", async () => {
  expect(conclusions(await label("preview"))).toEqual(UP);
  expect(names()).toEqual(["pr-1-lingobot"]);
  const first = digest();

  push("feature/x", "two\n");
  expect(conclusions(await deliver("synchronize"))).toEqual(UP);
  expect(names()).toEqual(["pr-1-lingobot"]);
  expect(digest()).not.toBe(first);
  expect(conclusions(await label("bug"))).toEqual(NOTHING);
  expect(conclusions(await unlabel("bug"))).toEqual(NOTHING);

  expect(conclusions(await unlabel("preview"))).toEqual(DOWN);
  expect(names()).toEqual([]);

  expect(conclusions(await label("preview"))).toEqual(UP);
  expect(names()).toEqual(["pr-1-lingobot"]);
  expect(conclusions(await close())).toEqual(DOWN);
  expect(names()).toEqual([]);
  const comments = github().issues.comments(OWNER, REPOSITORY, 1);
  expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining("Preview: removed.")]);
});

test("any event of a closed pull request removes what is left, and brings nothing up", async () => {
  await label("preview");
  github().pulls.update(OWNER, REPOSITORY, 1, { state: "closed" });
  expect(conclusions(await label("bug"))).toEqual(DOWN);
  expect(names()).toEqual([]);
  expect(conclusions(await label("preview"))).toEqual(DOWN);
  expect(names()).toEqual([]);
});

test("closed while it comes up: it waits its turn, later events do not push it out, and nothing is left", async () => {
  const later: Promise<RunEnd>[] = [];
  world.onCall((path) => {
    if (later.length > 0 || !/\/deployments\//.test(path)) return;
    later.push(close(), label("bug"), unlabel("bug"));
  });
  const up = await label("preview");
  expect(up.up?.conclusion).toBe("success");
  expect(up.up?.run?.log).toContain("#1 is closed or has lost the label");
  const ends = await Promise.all(later);
  expect(ends).toHaveLength(3);
  // Pushed out is only what a later one does as well.
  expect(ends.map(({ down }) => down?.conclusion)).toEqual(["cancelled", "cancelled", "success"]);
  expect(names()).toEqual([]);
});

test("closed while its image is built: the job that comes up afterwards brings nothing back", async () => {
  const opened = event("labeled", { label: { name: "preview" } }) as { pull_request: { labels: unknown } };
  opened.pull_request.labels = [{ name: "preview" }];
  github().issues.addLabels(OWNER, REPOSITORY, 1, ["preview"]);
  expect(conclusions(await close())).toEqual(DOWN);
  const late = await actions.deliver("pull_request", opened);
  expect(conclusions(late)).toEqual(UP);
  expect(late.up?.run?.log).toContain('::notice::#1 is closed or has lost the label "preview" meanwhile');
  expect(names()).toEqual([]);
});

test("a run for an older commit that comes late does not take a newer image back", async () => {
  github().issues.addLabels(OWNER, REPOSITORY, 1, ["preview"]);
  const older = event("synchronize");
  push("feature/x", "two\n");
  await deliver("synchronize");
  const newest = digest();
  const late = await actions.deliver("pull_request", older);
  expect(late.up?.run?.log).toContain("#1 has a newer commit");
  expect(digest()).toBe(newest);
});

test("reopened before its removal had its turn: the preview stays", async () => {
  await label("preview");
  github().pulls.update(OWNER, REPOSITORY, 1, { state: "closed" });
  const closed = event("closed");
  github().pulls.update(OWNER, REPOSITORY, 1, { state: "open" });
  const { down } = await actions.deliver("pull_request", closed);
  expect(down?.run?.log).toContain("#1 is open and labelled again: its preview stays");
  expect(names()).toEqual(["pr-1-lingobot"]);
});

test("when GitHub does not say what is wanted, the preview is removed all the same", async () => {
  await label("preview");
  github().pulls.update(OWNER, REPOSITORY, 1, { state: "closed" });
  const closed = event("closed");
  world.cloud.faults.failCalls({ cloud: "github", status: 500, path: "/pulls/1", times: 5 });
  const { down } = await actions.deliver("pull_request", closed);
  expect(down?.conclusion).toBe("success");
  expect(down?.run?.log).toContain("::warning::what #1 asks for now is not known, so the event counts");
  expect(names()).toEqual([]);
});

describe("who gets no secrets gets no preview", () => {
  test.each([
    ["a fork", { head: { sha: "1".repeat(40), repo: { full_name: "octocat/lingobot" } } }],
    ["a fork that was deleted", { head: { sha: "1".repeat(40), repo: null } }],
    ["Dependabot", { user: { login: "dependabot[bot]" } }],
  ])("%s", async (_name, change) => {
    github().issues.addLabels(OWNER, REPOSITORY, 1, ["preview"]);
    for (const action of ["labeled", "synchronize", "closed"]) {
      const given = event(action, { label: { name: "preview" } }) as { pull_request: object };
      const run = await actions.deliver("pull_request", {
        ...given,
        pull_request: { ...given.pull_request, ...change },
      });
      expect(conclusions(run)).toEqual(NOTHING);
    }
    expect(names()).toEqual([]);
  });
});

describe("the daily sweep", () => {
  const sweep = async () => (await actions.deliver("schedule", {})).sweep;

  test("removes the previews of closed, unlabelled and vanished pull requests, and no others", async () => {
    await label("preview");
    open("feature/y");
    await label("preview", 2);
    github().pulls.update(OWNER, REPOSITORY, 1, { state: "closed" });
    const image = {
      registry_type: "GHCR",
      registry: "lingobot",
      repository: "lingobot",
      digest: world.first,
    };
    const create = (name: string, change: object = {}) =>
      world.cloud.digitalocean.apps.create({
        spec: { name, region: "nyc", services: [{ name: "web", image: { ...image, ...change } }] },
      });
    create("pr-99-lingobot");
    world.cloud.images.push("ghcr.io/other/lingobot:one");
    create("pr-7-lingobot", { registry: "other", digest: undefined, tag: "one" });
    create("pr-8-lingobot-tools");

    const end = await sweep();

    expect(end?.conclusion).toBe("success");
    expect(end?.run?.log).toContain("pr-1-lingobot is removed");
    expect(end?.run?.log).toContain("pr-99-lingobot is removed");
    expect(names()).toEqual(["pr-2-lingobot", "pr-7-lingobot", "pr-8-lingobot-tools"]);
  });

  test("removes nothing when GitHub cannot be asked", async () => {
    await label("preview");
    world.cloud.faults.failCalls({ cloud: "github", status: 500, path: "/pulls/1", times: 5 });
    expect((await sweep())?.conclusion).toBe("failure");
    expect(names()).toEqual(["pr-1-lingobot"]);
  });
});
