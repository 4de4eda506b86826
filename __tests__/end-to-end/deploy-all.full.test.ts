import { SandboxCommandLine } from "./command-line";

jest.setTimeout(240_000);

test("npm run deploy -- all deploys the repository first", async () => {
  const shell = new SandboxCommandLine();
  await shell.sandbox([
    "push",
    ...["staging", "production"].map((name) => `ghcr.io/lingobot/lingobot:${name}-latest`),
  ]);
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
