import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../tools/cdktf";
import { SandboxCommandLine } from "../end-to-end/command-line";

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), "commands-"));

/** A command of package.json, with no credentials at all. */
function command(name: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, CDKTF_OUTDIR: join(directory, "out"), ...more };
  const program = ["-r", "./tools/register.cjs", `commands/${name}.ts`, ...args];
  return run(process.execPath, program, { env, onLine: () => undefined });
}

test.each([
  ["deploy", [], "name the stacks to deploy, or all\nnpm run deploy -- STACK"],
  ["deploy", ["staging", "--force"], "Unknown option '--force'"],
  [
    "deploy",
    ["all", "--reviewed", "a.json", "--unreviewed"],
    "--reviewed and --unreviewed exclude each other",
  ],
  ["deploy", ["all", "--check", "--verify"], "--check and --verify exclude each other"],
  [
    "deploy",
    ["all", "--wait", "a while"],
    "--wait a while is no number of minutes; give a whole one, such as 30",
  ],
  ["deploy", ["prod"], 'no stack is called "prod"; there are: repository, staging, production, or all'],
  ["secrets", ["show"], 'there is no command "show"\nnpm run secrets'],
  ["secrets", ["apply"], "name the stacks whose secrets to apply, or all"],
  ["secrets", ["rotate"], "name the secret to rotate"],
  ["alerts", ["show"], 'there is no command "show"\nnpm run alerts'],
  ["alerts", ["apply"], "name the stacks whose alerts to apply, or all"],
  [
    "alerts",
    ["list", "prod"],
    'no stack is called "prod"; there are: repository, staging, production, or all',
  ],
  [
    "secrets",
    ["apply", "prod"],
    'no stack is called "prod"; there are: repository, staging, production, or all',
  ],
  [
    "alerts",
    ["apply", "repository"],
    "the stack repository has no alerts; those that have: staging, production",
  ],
  ["destroy", [], "name the stacks to destroy\nnpm run destroy -- STACK"],
  ["adopt/index", [], "name the repository first, as OWNER/REPOSITORY; got nothing\nnpm run adopt -- OWNER"],
  ["adopt/index", ["--imports-only", "prod"], 'no stack is called "prod"; there are: repository, staging'],
  ["eject/index", [], "name the folder to write to\nnpm run eject -- DIR"],
  ["destroy", ["all"], "all is no stack: name each one that is to be destroyed"],
] as const)("%s %j is wrong use", async (name, args, message) => {
  const { exitCode, output: text } = await command(name, args);
  expect(text).toContain(message);
  expect(text).not.toContain("    at ");
  expect(exitCode).toBe(2);
});

test.each([
  ["secrets", []],
  ["adopt/index", ["a/b", "live=x", "--output", "new.ts"]],
  ["adopt/index", ["--imports-only"]],
] as const)("%s %j needs credentials to ask with", async (name, args) => {
  const { exitCode, output } = await command(name, args);
  expect(output.trim()).toBe(
    "export DIGITALOCEAN_TOKEN and GITHUB_TOKEN: the clouds are asked what they hold",
  );
  expect(exitCode).toBe(3);
});

test("alerts needs credentials to ask with", async () => {
  const { exitCode, output } = await command("alerts", []);
  expect(output.trim()).toBe("export DIGITALOCEAN_TOKEN: DigitalOcean is asked whom the alerts tell");
  expect(exitCode).toBe(3);
});

test("deploy tells all problems as JSON and deploys nothing", async () => {
  const shell = new SandboxCommandLine();
  const program = ["node", "-r", "./tools/register.cjs", "commands/deploy.ts", "staging", "--json"];
  const { exitCode, text } = await shell.exec(...program);
  expect(exitCode).toBe(3);
  expect(JSON.parse(text)).toMatchObject({
    stacks: ["staging"],
    problems: [
      {
        check: "images",
        problem: expect.stringContaining("ghcr.io/lingobot/lingobot:staging-latest"),
        next: expect.stringContaining("push it"),
      },
      { check: "repository", problem: expect.stringContaining("lingobot/lingobot does not exist") },
    ],
    notes: [],
  });
});

test.each([
  [["prod"], 'no stack is called "prod"; there are: repository, staging, production, or all\nnpm run drift'],
  [["issues"], "name the one file that a run wrote with --output"],
  [
    ["issues", "nosuch.json"],
    "nosuch.json cannot be read (ENOENT); write it by `npm run drift -- --output nosuch.json`",
  ],
  [
    ["issues", "package.json"],
    "package.json is not what `npm run drift -- --output package.json` writes; write it anew",
  ],
  [[], "export DIGITALOCEAN_TOKEN and GITHUB_TOKEN: the clouds are asked what they hold"],
])("drift %j is told without a trace", async (args, message) => {
  const { output, exitCode } = await command("drift", args);
  expect(output).toContain(message);
  expect(output).not.toContain("    at ");
  expect(exitCode).toBe(1);
});

test.each([
  ["drift", { GITHUB_OWNER: "no owner" }, "the owner has no valid name"],
  ["drift", { TERRAFORM_BINARY_NAME: "no-such-terraform" }, "export DIGITALOCEAN_TOKEN and GITHUB_TOKEN"],
  ["plan/index", { GITHUB_OWNER: "no owner" }, "the owner has no valid name"],
  ["plan/index", { TERRAFORM_BINARY_NAME: "no-such-terraform" }, "no such program can be run"],
] as const)("what keeps %s from its answer is no answer: %j", async (name, more, message) => {
  const { output, exitCode } = await command(name, name === "drift" ? [] : ["--live"], more);
  expect(output).toContain(message);
  expect(output).not.toContain("    at ");
  expect(exitCode).toBe(1);
});
