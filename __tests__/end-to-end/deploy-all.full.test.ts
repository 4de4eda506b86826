import { existsSync } from "node:fs";
import { join } from "node:path";
import { bareDeploy, IMAGES, NOT_FOUND } from "./bare-deploy";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(240_000);

describe("a bare cdktf deploy of everything into an empty sandbox", () => {
  const shell = new SandboxCommandLine();

  test("starts all stacks at once, and makes nothing of an environment", async () => {
    const { exitCode, text } = await bareDeploy(shell, "*");
    expect(exitCode).not.toBe(0);
    expect(text.split(NOT_FOUND)).toHaveLength(3);
    const { text: status } = await shell.sandbox(["status"]);
    expect(status).not.toMatch(/^DigitalOcean/m);
    expect(status).not.toMatch(/^GitHub +environment/m);
    expect(existsSync(join(shell.directory, "state", "staging.tfstate"))).toBe(false);
    expect(existsSync(join(shell.directory, "state", "production.tfstate"))).toBe(false);
  });

  test("deploys the repository, so that the environments come next", async () => {
    await shell.sandbox(["push", "--private", ...IMAGES]);
    expect((await bareDeploy(shell, "*")).exitCode).toBe(0);
    expect((await shell.sandbox(["status"])).text).toContain("$29 a month in all");
  });
});

test("npm run deploy -- all deploys the repository first", async () => {
  const shell = new SandboxCommandLine();
  await shell.sandbox(["push", ...IMAGES]);
  const { exitCode, text } = await shell.exec("npm", "run", "-s", "deploy", "--", "all");
  expect(exitCode).toBe(0);
  // Not the last lines of each: on a busy machine the cdktf CLI sometimes loses those.
  const [repository = -1, staging = -1, production = -1] = [
    /github_repository\.Repository_\w+.*: Creation complete/,
    /Policy-branch-staging_\w+.*: Creating/,
    /Policy-branch-main_\w+.*: Creating/,
  ].map((created) => text.search(created));
  expect(repository).toBeGreaterThan(-1);
  expect(staging).toBeGreaterThan(repository);
  expect(production).toBeGreaterThan(staging);
  expect((await shell.sandbox(["status"])).text).toContain("$29 a month in all");
});
