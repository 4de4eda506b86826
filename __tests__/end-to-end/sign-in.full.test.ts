import { join } from "node:path";
import { SandboxCommandLine, said } from "./command-line";
import { projectWith } from "./project";

jest.setTimeout(240_000);

const ROOT = process.cwd();
const OWN_APP = {
  GITHUB_APP_ID: "1",
  GITHUB_APP_INSTALLATION_ID: "2",
  GITHUB_APP_PEM_FILE: "the-callers-own-key",
};

/** The sandbox's commands, in a project that signs in like this, by a caller who has these variables. */
function project(auth: "token" | "app", caller: Readonly<Record<string, string>> = {}) {
  const cwd = projectWith((text) =>
    text.replace('owner: "lingobot",', `owner: "lingobot",\n    auth: "${auth}",`),
  );
  const shell = new SandboxCommandLine();
  const { GITHUB_TOKEN: _token, ...own } = process.env;
  const env = { ...own, ...shell.env, ...caller };
  const program = ["-r", join(ROOT, "tools/register.cjs"), join(ROOT, "sandbox/cli.ts")];
  return (...args: string[]) => said(process.execPath, [...program, ...args], env, "", cwd);
}

const lines = (text: string) => text.replace(/[│\s]+/g, " ");

describe("settings that sign in as an App", () => {
  const sandbox = project("app");

  test("deploy in the sandbox without a variable of the caller's, and a plan is empty", async () => {
    const { exitCode, text } = await sandbox("deploy", "repository");
    expect(text).toMatch(/Apply complete! Resources: \d+ added/);
    expect(exitCode).toBe(0);
    expect((await sandbox("diff", "repository")).text).toContain("No changes.");
  });

  test("are served to our own commands, which sign in as the App as well", async () => {
    const program = ["-r", join(ROOT, "tools/register.cjs"), join(ROOT, "commands/deploy.ts")];
    const { exitCode, text } = await sandbox("exec", "node", ...program, "repository", "--check");
    expect({ exitCode, text }).toEqual({
      exitCode: 0,
      text: expect.not.stringContaining("GitHub credentials"),
    });
  });

  test("are destroyed in the sandbox", async () => {
    expect((await sandbox("destroy", "repository", "--yes")).text).toContain("Destroy complete!");
    expect((await sandbox("status")).text).toContain("the sandbox's clouds are empty");
  });
});

describe("settings that sign in by a token", () => {
  test("are refused to a caller who has an App and no token, as by the real provider", async () => {
    const sandbox = project("token", OWN_APP);
    const { exitCode, text } = await sandbox("deploy", "repository");
    expect(lines(text)).toContain(
      "401 Requires authentication [] (set GITHUB_TOKEN, or an app_auth block and GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE)",
    );
    expect(exitCode).not.toBe(0);
    expect((await sandbox("status")).text).toContain("the sandbox's clouds are empty");
  });

  test("are served to a caller who has a token too", async () => {
    const sandbox = project("token", { ...OWN_APP, GITHUB_TOKEN: "the-callers-own-token" });
    expect((await sandbox("deploy", "repository")).exitCode).toBe(0);
  });
});

test.each([
  ["a token", { GITHUB_TOKEN: "the-callers-own-token" }, ["GITHUB_TOKEN"]],
  ["an App", OWN_APP, ["GITHUB_APP_ID", "GITHUB_APP_INSTALLATION_ID", "GITHUB_APP_PEM_FILE"]],
  ["both", { ...OWN_APP, GITHUB_TOKEN: "the-callers-own-token" }, ["GITHUB_TOKEN"]],
  ["an App's name alone", { GITHUB_APP_ID: "the-callers-own-app" }, ["GITHUB_TOKEN"]],
])("a caller who has %s lends the kind and never the values", async (_kind, caller, names) => {
  const { exitCode, text } = await project("token", caller)("exec", "env");
  const signIn = text.split("\n").filter((line) => /^GITHUB_(TOKEN|APP_.*)=./.test(line));
  expect(signIn.map((line) => line.split("=")[0]).sort()).toEqual(names);
  expect(text).not.toContain("the-callers-own");
  expect(exitCode).toBe(0);
});
