import { GitHub } from "../../../commands/clouds/github";
import { repositoryApi } from "../../../commands/clouds/repository-api";
import type { DriftFile } from "../../../commands/drift/drift-file";
import { keepIssues } from "../../../commands/drift/issues";
import type { StackDrift } from "../../../commands/drift/stack-drift";
import { sandboxTokens } from "../../../sandbox/rest";
import { World } from "../world";

const REPOSITORY = ["lingobot", "lingobot"] as const;

const nothing: StackDrift = {
  stack: "production",
  verdict: "none",
  changedOutside: [],
  hidden: [],
  unapplied: [],
  failures: [],
  notes: [],
  plan: "",
};
const drifted: StackDrift = {
  ...nothing,
  verdict: "drift",
  hidden: ["production: somebody took the reviewers away"],
};

let world: World;
let told: string[];

beforeEach(async () => {
  world = await World.open();
  world.createRepository();
  told = [];
});

afterEach(() => world.close());

function keep(...stacks: readonly StackDrift[]): Promise<string[]> {
  return keepFound({ complete: false, stacks });
}

/** As drift.yml keeps them: with the token of a workflow. */
async function keepFound(found: Omit<DriftFile, "formatVersion">): Promise<string[]> {
  told = [];
  const env = { ...world.env([]), GITHUB_TOKEN: sandboxTokens.workflow };
  await keepIssues(found, await repositoryApi(new GitHub(env), REPOSITORY.join("/"), env), (line) =>
    told.push(line),
  );
  return told;
}

function issues() {
  return world.github.issues.list(...REPOSITORY);
}

test("one issue a stack: opened, left alone, updated, closed, and a new one when it comes again", async () => {
  expect(await keep(drifted, { ...nothing, stack: "staging" })).toEqual(["production: opened #1"]);
  expect(await keep(drifted)).toEqual(["production: #1 tells it already"]);
  expect(issues()).toMatchObject([{ title: "Drift: production", state: "open", labels: ["drift"] }]);

  const more = { ...drifted, changedOutside: ["`digitalocean_app.App` is gone"] };
  expect(await keep(more)).toEqual(["production: updated #1"]);
  expect(issues()[0]?.body).toContain("- `digitalocean_app.App` is gone\n");

  expect(await keep({ ...nothing, verdict: "unapplied", unapplied: ["digitalocean_app.App"] })).toEqual([
    "production: closed #1",
  ]);
  expect(issues()).toMatchObject([{ state: "closed" }]);
  expect(world.github.issues.comments(...REPOSITORY, 1)).toMatchObject([
    { body: "No longer: the clouds are as Terraform left them." },
  ]);

  expect(await keep(drifted)).toEqual(["production: opened #2"]);
});

test("what could not be looked at opens an issue, and closes none", async () => {
  const unknown: StackDrift = { ...nothing, verdict: "unknown", failures: ["plan: no answer"] };
  await keep(drifted);
  expect(await keep(unknown)).toEqual(["production: updated #1"]);
  expect(issues()).toMatchObject([{ title: "Drift: production could not be looked at", state: "open" }]);
});

test("each stack has an issue of its own, and those of people are left alone", async () => {
  world.github.issues.create(...REPOSITORY, { title: "Drift: production", labels: ["drift"], body: "Mine." });
  await keep(drifted, { ...drifted, stack: "repository" });
  expect(issues().map(({ title }) => title)).toEqual([
    "Drift: production",
    "Drift: production",
    "Drift: repository",
  ]);
  await keep(nothing, { ...nothing, stack: "repository" });
  expect(issues().map(({ state }) => state)).toEqual(["open", "closed", "closed"]);
});

test("an issue of a person is left alone, with the marker too", async () => {
  const body = "<!-- platform drift: production -->\nMine.";
  world.github.issues.create(...REPOSITORY, { title: "Mine", labels: ["drift"], body });
  expect(await keep(nothing)).toEqual([]);
  expect(await keep(drifted)).toEqual(["production: opened #2"]);
  expect(await keepFound({ complete: true, stacks: [] })).toEqual(["production: closed #2"]);
  expect(issues()[0]).toMatchObject({ title: "Mine", state: "open", body });
});

test("the issue of a stack that is gone is closed, once all stacks were looked at", async () => {
  await keep(drifted, { ...drifted, stack: "development" });
  expect(await keepFound({ complete: false, stacks: [drifted] })).toEqual([
    "production: #1 tells it already",
  ]);
  expect(await keepFound({ complete: true, stacks: [drifted] })).toEqual([
    "production: #1 tells it already",
    "development: closed #2",
  ]);
  expect(world.github.issues.comments(...REPOSITORY, 2)).toMatchObject([
    {
      body: "No longer looked at: the code has no stack development. What it made may be there still; take it away by npm run destroy -- development",
    },
  ]);
});

test("other issues of bots with the label are left alone", async () => {
  const env = { ...world.env([]), GITHUB_TOKEN: sandboxTokens.workflow };
  const api = await repositoryApi(new GitHub(env), REPOSITORY.join("/"), env);
  for (const body of ["<!-- platform notice: drift -->\nIt failed.", "Other."])
    await api.post("/issues", { title: "Other", labels: ["drift"], body });
  expect(await keepFound({ complete: true, stacks: [nothing] })).toEqual([]);
  expect(issues().map(({ state }) => state)).toEqual(["open", "open"]);
});

test("a long plan is left out, so that GitHub takes the issue", async () => {
  await keep({ ...drifted, plan: "x".repeat(70_000) });
  const [{ body } = { body: "" }] = issues();
  expect(body?.length).toBeLessThan(65_536);
  expect(body).toContain("somebody took the reviewers away");
  expect(body).toContain("Not all fits here: `npm run drift -- production` tells the rest.");
});

test("a list that is too long tells some, and how many more", async () => {
  const hidden = Array.from(
    { length: 3_000 },
    (_, index) => `production: the secret number ${index} is not live`,
  );
  await keep({ ...drifted, hidden });
  const [{ body } = { body: "" }] = issues();
  expect(body?.length).toBeLessThan(65_536);
  expect(body).toMatch(/number 1000 is not live\n[\s\S]+\n- … and \d{4} more\n\nNot all fits here/);
});

test("of sentences that are too long it tells how many", async () => {
  await keep({ ...drifted, hidden: ["x".repeat(70_000)], unapplied: ["github_repository.Repository"] });
  const [{ body } = { body: "" }] = issues();
  expect(body).toMatch(/no plan\*\*\n\n- … and 1 more\n\n[\s\S]+- `github_repository\.Repository`\n/);
});
