import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canBuildGitleaks, gitleaks } from "../../../tools/gitleaks/gitleaks";
import { Checkout } from "./support/checkout";
import { type Ended, run } from "./support/command";
import { notRun } from "./support/machine";
import { renderedFiles } from "./support/rendered";

const canRun = canBuildGitleaks();
if (!canRun) notRun("gitleaks on real commits", "this machine has no Go to build it with");

jest.setTimeout(300_000);

(canRun ? describe : describe.skip)("gitleaks over the commits", () => {
  const checkout = new Checkout(renderedFiles());
  const home = mkdtempSync(join(tmpdir(), "home-"));

  beforeAll(async () => {
    await git("init", "--quiet", "--initial-branch=main");
    await commit("feat: the app and the files that the pipeline renders");
  });

  afterAll(() => {
    checkout.remove();
    rmSync(home, { recursive: true, force: true });
  });

  async function git(...args: string[]): Promise<void> {
    const identity = [
      "-c",
      "user.name=Ada",
      "-c",
      "user.email=ada@lingobot.example",
      "-c",
      "commit.gpgsign=false",
    ];
    const env = { ...process.env, HOME: home, GIT_CONFIG_NOSYSTEM: "1" };
    const ended = await run("git", [...identity, ...args], { cwd: checkout.directory, env });
    if (ended.exitCode !== 0) throw new Error(`git ${args.join(" ")} failed: ${ended.output}`);
  }

  async function commit(title: string): Promise<void> {
    await git("add", "--all");
    await git("commit", "--quiet", "--message", title);
  }

  function scan(): Promise<Ended> {
    return run(gitleaks(), ["git", "--no-banner", "--redact", "--verbose", "."], { cwd: checkout.directory });
  }

  test("finds nothing in the app and in what is rendered for it", async () => {
    expect(await scan()).toMatchObject({ exitCode: 0, output: expect.stringContaining("no leaks found") });
  });

  test("finds a key that one commit added and the next one removed, and does not repeat it", async () => {
    const key = `ghp_${"q7WmZ2xK9sLpV4tR8bNc3yHd6fJg1aEu5oTi"}`;
    writeFileSync(checkout.path("notes.txt"), `token = "${key}"\n`);
    await commit("docs: how I test");
    writeFileSync(checkout.path("notes.txt"), "see the wiki\n");
    await commit("docs: move it to the wiki");

    const { exitCode, output } = await scan();

    expect(exitCode).toBe(1);
    expect(output).toMatch(/RuleID:\s+github-pat/);
    expect(output).toMatch(/File:\s+notes\.txt/);
    expect(output).not.toContain(key);
  });
});
