import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { undeployedStacks } from "../../commands/stray-workflows";
import { lingobot } from "../../lingobot";
import { repositoryFiles } from "../../workflows";
import { command } from "./run-command";

const directory = mkdtempSync(join(tmpdir(), "workflows-command-"));
const workflows = (...args: readonly string[]) => command("workflows", args);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("writes what differs, and checks it", async () => {
  const missing = await workflows("check", directory);
  expect(missing.exitCode).toBe(1);
  expect(missing.text).toContain("+++ b/.github/workflows/check.yml");

  const written = await workflows("write", directory);
  expect(written).toEqual({ exitCode: 0, text: [...repositoryFiles().keys(), ""].join("\n") });
  expect(readFileSync(join(directory, ".github/workflows/plan.yml"), "utf8")).toBe(
    repositoryFiles().get(".github/workflows/plan.yml"),
  );
  expect((await workflows("write", directory)).text).toContain(
    "nothing to write: the files are as their source says",
  );
  expect(await workflows("check", directory)).toEqual({ exitCode: 0, text: "" });
}, 60_000);

test("tells an edit with both ways out", async () => {
  await workflows("write", directory);
  appendFileSync(join(directory, ".github/workflows/check.yml"), "# mine\n");
  const { exitCode, text } = await workflows("check", directory);
  expect(exitCode).toBe(1);
  expect(text).toContain("-# mine");
  expect(text).toContain(".github/workflows/check.yml: not as workflows/ says");
  expect(text).toContain("npm run workflows -- write");
  expect(text).toContain("npm run pipeline -- pins pull .");
}, 60_000);

test("tells a workflow that nothing makes, and leaves it there", async () => {
  await workflows("write", directory);
  const stray = join(directory, ".github/workflows/zzz.yaml");
  writeFileSync(stray, "");
  writeFileSync(join(directory, ".github/workflows/README.md"), "");
  const { exitCode, text } = await workflows("check", directory);
  expect(text).toBe(
    ".github/workflows/zzz.yaml: nothing in workflows/ makes it, and GitHub runs it; take it away, or write it in workflows/\n",
  );
  expect(exitCode).toBe(1);
  await workflows("write", directory);
  expect(readFileSync(stray, "utf8")).toBe("");
  rmSync(stray);
}, 60_000);

test("stacks that deploy.yml leaves out, and those that it has too many", () => {
  expect(undeployedStacks(lingobot)).toEqual([]);
  const [staging, ...others] = lingobot.environments;
  if (staging === undefined) throw new Error("LingoBot has a staging");
  const mend = "workflows/deploy.ts, then npm run workflows -- write";
  expect(undeployedStacks({ environments: [{ ...staging, name: "qa" }, ...others] })).toEqual([
    `deploy.yml never deploys the stack qa; add it in ${mend}`,
    `deploy.yml deploys staging, and there is no such stack; take it out in ${mend}`,
  ]);
});

test.each([
  [[], "say what to do"],
  [["wrote"], 'there is no command "wrote"'],
  [["check", "a", "b"], "check does not take b"],
  [["check", "--force"], "Unknown option '--force'"],
])("%j is wrong use", async (args, message) => {
  const { exitCode, text } = await workflows(...args);
  expect(text).toContain(message);
  expect(text).toContain("npm run workflows -- write | check");
  expect(exitCode).toBe(2);
});
