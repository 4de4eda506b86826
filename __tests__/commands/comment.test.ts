import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type World } from "../constructs/delivery-pipeline/tool/world";
import { command } from "./run-command";

jest.setTimeout(60_000);

let world: World;
beforeEach(async () => {
  world = await createWorld();
  const { git, pulls } = github();
  git.push("lingobot", "lingobot", "feature/x", { message: "feat: x", changes: { "app.py": "a\n" } });
  pulls.create("lingobot", "lingobot", { title: "feat: x", head: "feature/x", base: "main" });
});
afterEach(() => world.close());

function github() {
  const refs = Object.values(world.cloud.github.data.repositories)[0]?.git.refs ?? {};
  refs["refs/heads/feature/x"] ??= refs["refs/heads/main"] ?? "";
  return world.cloud.github.as(world.cloud.github.tokenOwner);
}

const comments = () =>
  github()
    .issues.comments("lingobot", "lingobot", 1)
    .map(({ body }) => body);
const file = (name: string) => join(world.directory, name);

function comment(text: string, change: object = {}, env: NodeJS.ProcessEnv = {}) {
  const repo = { full_name: "lingobot/lingobot" };
  const pull = { number: 1, user: { login: "grace" }, head: { repo }, base: { repo }, ...change };
  writeFileSync(file("event.json"), JSON.stringify({ pull_request: pull }));
  writeFileSync(file("report.md"), text);
  const summary = { GITHUB_STEP_SUMMARY: file("summary.md") };
  const all = { ...world.env, GITHUB_EVENT_PATH: file("event.json"), ...summary, ...env };
  return command("comment", ["plan", file("report.md")], all);
}

test("adds one comment, and changes that one later", async () => {
  expect(await comment("## Plan: 1 created\n")).toEqual({ exitCode: 0, text: "" });
  github().issues.addComment("lingobot", "lingobot", 1, "looks fine");
  await comment("## Plan: nothing to do\n");
  expect(comments()).toEqual(["<!-- platform:plan -->\n## Plan: nothing to do\n", "looks fine"]);
});

test("of a fork writes to the summary and stays green", async () => {
  const { exitCode, text } = await comment("## Plan\n", {
    head: { repo: { full_name: "octocat/lingobot" } },
  });
  expect(exitCode).toBe(0);
  expect(text).toContain("comes from a fork");
  expect(readFileSync(file("summary.md"), "utf8")).toContain("## Plan");
  expect(comments()).toEqual([]);
});

test("tells what GitHub refused, without a stack trace", async () => {
  const { exitCode, text } = await comment("## Plan\n", {}, { GITHUB_TOKEN: "wrong" });
  expect(exitCode).toBe(1);
  expect(text).toMatch(/\/repos\/lingobot\/lingobot\/issues\/1\/comments.*: 401/);
  expect(text).not.toContain("    at ");
});

test("outside of a pull request is wrong use", async () => {
  const run = await comment("x", {}, { GITHUB_EVENT_PATH: undefined });
  expect(run.text).toContain("the environment variable GITHUB_EVENT_PATH is not set");
  expect(run.exitCode).toBe(2);
});

test("a file that is not there is told", async () => {
  await comment("x");
  rmSync(file("report.md"));
  const env = { ...world.env, GITHUB_EVENT_PATH: file("event.json") };
  const { exitCode, text } = await command("comment", ["plan", file("report.md")], env);
  expect(text.trim()).toBe(`${file("report.md")} cannot be read (ENOENT)`);
  expect(exitCode).toBe(1);
  expect(existsSync(file("report.md"))).toBe(false);
});

test.each([[[]], [["plan"]], [["plan", "a", "b"]]])("%j is wrong use", async (args) => {
  const { exitCode, text } = await command("comment", args);
  expect(text).toContain("name the comment, and the file that it is made of\nnpm run comment -- NAME FILE");
  expect(exitCode).toBe(2);
});
