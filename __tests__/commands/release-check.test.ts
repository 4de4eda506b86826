import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../../package.json";
import { command } from "./run-command";

const directory = mkdtempSync(join(tmpdir(), "release-check-"));
const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: directory, stdio: "pipe" });

beforeAll(() => {
  git("init", "--quiet");
  commit(manifest);
  git("update-ref", "refs/remotes/origin/main", "HEAD");
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function commit(content: object): void {
  writeFileSync(join(directory, "package.json"), JSON.stringify(content));
  git("add", ".");
  git(
    "-c",
    "user.name=t",
    "-c",
    "user.email=t@t.example",
    "commit",
    "--quiet",
    "--allow-empty",
    "-m",
    "chore: x",
  );
}

const check = (env: NodeJS.ProcessEnv = {}) =>
  command("release-check", [directory], {
    GITHUB_REF_NAME: `v${manifest.version}`,
    GITHUB_REPOSITORY: "lingobot/lingobot-platform",
    ...env,
  });

test("the committed package may be released by its tag from main", async () => {
  expect(await check()).toEqual({
    exitCode: 0,
    text: `lingobot-platform ${manifest.version} may be released\n`,
  });
  expect(manifest).not.toHaveProperty("private");
  expect(manifest.publishConfig).toEqual({ registry: "https://npm.pkg.github.com" });
});

test("all that is wrong is told at once", async () => {
  const { exitCode, text } = await check({ GITHUB_REF_NAME: "v9.9.9", GITHUB_REPOSITORY: "acme/infra" });
  expect(exitCode).toBe(3);
  expect(text.trim().split("\n")).toEqual([
    expect.stringContaining(
      `the tag must be the version of package.json; got "v9.9.9"; allowed: v${manifest.version}`,
    ),
    expect.stringContaining(
      'must name the repository that releases it; got "git+https://github.com/lingobot/lingobot-platform.git"',
    ),
  ]);
});

test("a commit beside main is refused", async () => {
  commit(manifest);
  const { exitCode, text } = await check();
  expect(text.trim()).toBe(
    "the tagged commit must be on the branch main; tag a commit of main; in a workflow, check out with fetch-depth: 0",
  );
  expect(exitCode).toBe(3);
  git("update-ref", "-d", "refs/remotes/origin/main");
  expect((await check()).text).toMatch(/must be on the branch main; got "fatal: Not a valid/);
});

test.each([
  [{ GITHUB_REF_NAME: undefined }, "GITHUB_REF_NAME and GITHUB_REPOSITORY say what is released"],
  [{ GITHUB_REPOSITORY: "" }, "GITHUB_REF_NAME and GITHUB_REPOSITORY say what is released"],
])("%j is wrong use", async (env, message) => {
  const { exitCode, text } = await check(env);
  expect(text).toContain(`${message}\nnpm run release-check`);
  expect(exitCode).toBe(2);
});

test("two folders are wrong use", async () => {
  const { exitCode, text } = await command("release-check", ["a", "b"]);
  expect(text).toContain("one checkout is looked at, not 2");
  expect(exitCode).toBe(2);
});
