import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxTokens } from "../../../../sandbox/rest";
import { platformConfig, runTool } from "./run-tool";
import { type World, worldForEachTest } from "./world";

let world: World;

worldForEachTest((made) => {
  world = made;
});

beforeEach(() => {
  github().git.push("lingobot", "lingobot", "feature/x", {
    message: "feat: x",
    changes: { "app.py": "a\n".repeat(30), "uv.lock": "b\n".repeat(900), "README.md": null },
  });
  github().pulls.create("lingobot", "lingobot", { title: "feat: x", head: "feature/x", base: "main" });
  for (const name of ["size/XS", "size/S", "size/XL"])
    github().issues.createLabel("lingobot", "lingobot", { name, color: "d4c5f9" });
});

function github() {
  const refs = Object.values(world.cloud.github.data.repositories)[0]?.git.refs ?? {};
  if (refs["refs/heads/feature/x"] === undefined) {
    refs["refs/heads/feature/x"] = refs["refs/heads/main"] ?? "";
  }
  return world.cloud.github.as(world.cloud.github.tokenOwner);
}

function event(change: object = {}): string {
  const repo = { full_name: "lingobot/lingobot" };
  const pull = {
    number: 1,
    user: { login: "grace" },
    head: { sha: "1".repeat(40), repo },
    base: { repo },
    ...change,
  };
  const file = join(world.directory, "event.json");
  writeFileSync(file, JSON.stringify({ pull_request: pull }));
  return file;
}

const fork = { head: { sha: "1".repeat(40), repo: { full_name: "octocat/lingobot" } } };
const deletedFork = { head: { sha: "1".repeat(40), repo: null } };
const dependabot = { user: { login: "dependabot[bot]" } };

describe("size-label", () => {
  const run = (change?: object, env = {}) =>
    runTool(["size-label"], { ...world.env, GITHUB_EVENT_PATH: event(change), ...env });
  const labels = () => github().issues.get("lingobot", "lingobot", 1).labels;

  test("counts lines without the ignored files and gives the one label", async () => {
    const { code, outputs, log } = await run();
    expect(log).toMatch(/3\d changed lines in 2 files: size\/S/);
    expect({ code, outputs, labels: labels() }).toEqual({
      code: 0,
      outputs: { label: "size/S" },
      labels: ["size/S"],
    });
  });

  test("takes the other size labels off, and no label that is none of size", async () => {
    github().issues.addLabels("lingobot", "lingobot", 1, ["size/XS", "size/XL", "bug"]);
    expect((await run()).code).toBe(0);
    expect([...labels()].sort()).toEqual(["bug", "size/S"]);
  });

  test("follows the size as it changes, and writes nothing when it stays", async () => {
    await run();
    expect(labels()).toEqual(["size/S"]);
    const calls: string[] = [];
    world.onCall((path) => calls.push(path));
    await run();
    expect(calls.filter((path) => path.endsWith("/labels"))).toHaveLength(1);
    github().git.push("lingobot", "lingobot", "feature/x", {
      message: "feat: more",
      changes: { "app.py": "a\n".repeat(300) },
    });
    expect((await run()).outputs).toEqual({ label: "size/XL" });
    expect(labels()).toEqual(["size/XL"]);
  });

  test("a label that the repository does not have is not made up: told with who makes it, green", async () => {
    github().issues.deleteLabel("lingobot", "lingobot", "size/S");
    github().issues.addLabels("lingobot", "lingobot", 1, ["size/XL"]);
    const { code, log, summary } = await run();
    expect(code).toBe(0);
    expect(log).toContain(
      "::warning::the repository has no label size/S: `npm run deploy -- repository` makes it",
    );
    expect(summary).toContain("Size: **size/S**");
    expect(labels()).toEqual([]);
  });

  test("a label that somebody takes off at the same moment is off", async () => {
    github().issues.addLabels("lingobot", "lingobot", 1, ["size/XL"]);
    world.cloud.faults.failCalls({ cloud: "github", status: 404, path: "/labels/size/XL", method: "DELETE" });
    expect((await run()).code).toBe(0);
  });

  test.each([
    ["a fork", fork, "comes from a fork"],
    ["a fork that was deleted", deletedFork, "comes from a fork"],
    ["Dependabot", dependabot, "was opened by Dependabot"],
  ])("%s: label to the job summary, green, nothing written", async (_name, change, reason) => {
    const { code, summary, log } = await run(change, { GITHUB_TOKEN: sandboxTokens.readOnly });
    expect(code).toBe(0);
    expect(summary).toContain("Size: **size/S**");
    expect(log).toContain(reason);
    expect(labels()).toEqual([]);
  });

  test("a token that proves to be read-only: to the job summary, green", async () => {
    const { code, summary } = await run({}, { GITHUB_TOKEN: sandboxTokens.readOnly });
    expect(code).toBe(0);
    expect(summary).toContain("Size: **size/S**");
  });

  test("an API that fails otherwise is red", async () => {
    world.cloud.faults.failCalls({ cloud: "github", status: 422, path: "/labels", method: "POST" });
    expect((await run()).code).toBe(1);
  });

  test("an event without a pull request is wrong use", async () => {
    const file = join(world.directory, "push.json");
    writeFileSync(file, "{}");
    const { code, log } = await run({}, { GITHUB_EVENT_PATH: file, GITHUB_EVENT_NAME: "push" });
    expect(code).toBe(2);
    expect(log).toContain('got "push"; allowed: pull_request');
  });
});

describe("path-labels", () => {
  const run = (change?: object, env = {}) =>
    runTool(["path-labels"], { ...world.env, GITHUB_EVENT_PATH: event(change), ...env });

  test("leaves a pull request that can be written to to actions/labeler", async () => {
    const calls: string[] = [];
    world.onCall((path) => calls.push(path));
    expect(await run()).toMatchObject({ code: 0, outputs: { writable: "true" }, summary: "" });
    expect(calls).toEqual([]);
  });

  test.each([
    ["a fork", fork, "comes from a fork"],
    ["a fork that was deleted", deletedFork, "comes from a fork"],
    ["Dependabot", dependabot, "was opened by Dependabot"],
  ])("%s: labels to the job summary, green, nothing written", async (_name, change, reason) => {
    const { code, outputs, summary, log } = await run(change, { GITHUB_TOKEN: sandboxTokens.readOnly });
    expect({ code, outputs }).toEqual({ code: 0, outputs: { writable: "false" } });
    expect(summary).toBe("Paths: **app**, **dependencies**, **documentation**\n");
    expect(log).toContain(`the token cannot write to the pull request: pull request 1 ${reason}`);
    expect(github().issues.get("lingobot", "lingobot", 1).labels).toEqual([]);
  });

  test("no label is told as well", async () => {
    const config = { ...platformConfig, pathLabels: { tests: ["tests/**"] } };
    const env = { ...world.env, GITHUB_EVENT_PATH: event(fork) };
    expect((await runTool(["path-labels"], env, config)).summary).toBe("Paths: no label\n");
  });
});

describe("coverage-comment", () => {
  const comments = () =>
    github()
      .issues.comments("lingobot", "lingobot", 1)
      .map(({ body }) => body);
  const cobertura = (rate: number) =>
    `<?xml version="1.0" ?><coverage version="7" line-rate="${rate}" lines-valid="10"><packages><package name="." line-rate="0.1"><classes>
      <class name="a.py" filename="src/a.py" line-rate="0.5"/><class name="b.py" filename="src/b.py" line-rate="1"/>
    </classes></package></packages></coverage>`;
  const report = (name: string, text: string) => {
    const file = join(world.directory, name);
    writeFileSync(file, text);
    return file;
  };
  const run = (file: string, change?: object, env = {}) =>
    runTool(["coverage-comment", "--file", file], { ...world.env, GITHUB_EVENT_PATH: event(change), ...env });

  test("adds one comment, then changes that one", async () => {
    const first = await run(report("coverage.xml", cobertura(0.914)));
    expect(first).toMatchObject({ code: 0, outputs: { percent: "91.4" } });
    expect(comments()).toEqual([expect.stringMatching(/### Coverage: 91\.4 %[\s\S]*src\/a\.py` \| 50\.0 %/)]);
    github().issues.addComment("lingobot", "lingobot", 1, "### Coverage is nice");
    await run(report("coverage.xml", cobertura(0.95)));
    expect(comments()).toEqual([expect.stringContaining("### Coverage: 95.0 %"), "### Coverage is nice"]);
  });

  test("a comment of a person is never changed, also not one that carries the mark", async () => {
    const theirs = "<!-- platform:coverage -->\nmine";
    github().issues.addComment("lingobot", "lingobot", 1, theirs);
    await run(report("coverage.xml", cobertura(0.9)));
    await run(report("coverage.xml", cobertura(0.95)));
    expect(comments()).toEqual([theirs, expect.stringContaining("### Coverage: 95.0 %")]);
  });

  test("a token that proves to be read-only: report to the job summary, green", async () => {
    const done = await run(
      report("coverage.xml", cobertura(0.5)),
      {},
      { GITHUB_TOKEN: sandboxTokens.readOnly },
    );
    expect(done).toMatchObject({ code: 0, summary: expect.stringContaining("### Coverage: 50.0 %") });
    expect(done.log).toContain("Written to the job summary");
    expect(comments()).toEqual([]);
  });

  test("an API that fails otherwise is red", async () => {
    world.cloud.faults.failCalls({ cloud: "github", status: 422, path: "/comments", method: "POST" });
    expect((await run(report("coverage.xml", cobertura(0.5)))).code).toBe(1);
  });

  test("the comment is found behind many others", async () => {
    await run(report("coverage.xml", cobertura(0.9)));
    for (let index = 0; index < 120; index += 1)
      github().issues.addComment("lingobot", "lingobot", 1, `comment ${index}`);
    const [first] = comments();
    await run(report("coverage.xml", cobertura(0.95)));
    expect(comments()).toHaveLength(121);
    expect(comments()[0]).not.toBe(first);
  });

  test("reads coverage.py's JSON too", async () => {
    const files = { "src/a.py": { summary: { percent_covered: 80 } } };
    const json = JSON.stringify({ totals: { percent_covered: 80.04 }, files });
    expect((await run(report("coverage.json", json))).outputs.percent).toBe("80.0");
    expect(comments()[0]).toContain("| `src/a.py` | 80.0 % |");
  });

  test.each([
    ["a fork", fork],
    ["Dependabot", dependabot],
  ])("%s: report to the job summary, green", async (_name, change) => {
    const done = await run(report("coverage.xml", cobertura(0.5)), change, {
      GITHUB_TOKEN: sandboxTokens.readOnly,
    });
    expect(done).toMatchObject({ code: 0, summary: expect.stringContaining("### Coverage: 50.0 %") });
    expect(comments()).toEqual([]);
  });

  test.each([
    ["<html/>", "is not a report that this tool knows"],
    ["", "is not a report that this tool knows"],
  ])("%j is no report", async (text, message) => {
    expect(await run(report("coverage.json", text))).toMatchObject({
      code: 2,
      log: expect.stringContaining(message),
    });
    expect(await run(report("coverage.xml", text))).toMatchObject({
      code: 2,
      log: expect.stringContaining(message),
    });
  });

  test("a missing report is told", async () => {
    expect(await run("/nowhere/coverage.xml")).toMatchObject({
      code: 2,
      log: expect.stringContaining("ENOENT"),
    });
  });
});
