import { existsSync } from "node:fs";
import { lingobot } from "../../lingobot";
import { PULL_CREDENTIAL } from "../../sandbox/credentials";
import type { PlatformSettings } from "../../stacks";
import { ExistingThings } from "../commands/adopt/existing";
import { said } from "./command-line";

jest.setTimeout(240_000);

const BEFORE: PlatformSettings = {
  ...lingobot,
  environments: lingobot.environments.filter(({ name }) => name === "staging"),
} as never;

let things: ExistingThings;

beforeAll(async () => {
  things = await ExistingThings.start();
  for (const { name } of lingobot.environments)
    things.cloud.images.push(`ghcr.io/lingobot/lingobot:${name}-latest`, { pullCredential: PULL_CREDENTIAL });
  await things.deploy(BEFORE);
});
afterAll(() => things.stop());

function propose() {
  const program = ["-r", "./tools/register.cjs", "commands/pipeline/index.ts", "propose"];
  return said(process.execPath, program, things.env);
}

/** Somebody reviews and merges: the proposal into develop, and that into main. Here nobody is asked. */
function merge(): void {
  const github = things.cloud.github.as(things.cloud.github.tokenOwner);
  const [record] = Object.values(things.cloud.github.data.repositories);
  const [pull] = github.pulls.list("lingobot", "lingobot");
  if (record === undefined || pull === undefined) throw new Error("a repository and a pull request expected");
  const { rulesets } = record;
  Object.assign(record, { rulesets: [] });
  Object.assign(record.repository, { delete_branch_on_merge: false });
  github.pulls.merge("lingobot", "lingobot", pull.number, "squash");
  const promotion = { title: "Promote", head: "develop", base: "main" };
  const { number } = github.pulls.create("lingobot", "lingobot", promotion);
  github.pulls.merge("lingobot", "lingobot", number, "squash");
  Object.assign(record, { rulesets });
  Object.assign(record.repository, { delete_branch_on_merge: true });
}

describe("a new environment of a repository that takes pull requests only", () => {
  test("is told before anything is touched: its workflow comes by a pull request", async () => {
    const before = things.contents();
    const { exitCode, text } = await things.deployAll(lingobot);
    expect(text).toMatch(
      /files: .*\.github\/workflows\/deploy-production\.yml.* not in lingobot\/lingobot yet, and main takes pull requests only/,
    );
    expect(text).toContain(
      "→ npm run pipeline -- propose; once that is merged and on main: npm run adopt -- --imports-only --partly repository, then deploy again",
    );
    expect(exitCode).toBe(3);
    expect(things.contents()).toBe(before);
  });

  test("whose workflow is merged still has to be taken in", async () => {
    const proposed = await propose();
    expect({ code: proposed.exitCode, text: proposed.text }).toMatchObject({ code: 0 });
    merge();
    const { exitCode, text } = await things.deployAll(lingobot);
    expect(text).toMatch(
      /files: .*deploy-production\.yml.* in lingobot\/lingobot already, and not in the state/,
    );
    expect(exitCode).toBe(3);
  });

  test("is deployed once that is done, and nothing is left to do", async () => {
    const adopted = await things.adopt(["--imports-only", "--partly", "repository"]);
    expect({ code: adopted.exitCode, text: adopted.text }).toMatchObject({ code: 0 });
    expect(existsSync(things.importsFile)).toBe(true);
    const { exitCode, text } = await things.deployAll(lingobot);
    expect(text).toContain("production: what serves is what was asked");
    expect(exitCode).toBe(0);
    expect((await things.plan(lingobot)).changes).toEqual([]);
    const again = await things.adopt(["--imports-only", "--partly"]);
    expect(again.text).toContain("what exists is in the state: there is nothing to take in");
  });
});
