import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(60_000);

const shell = new SandboxCommandLine();

test.each([
  [["dance"], 'the sandbox has no command "dance"'],
  [["deploy", "prod"], 'no stack is called "prod"; there are: repository, staging, production'],
  [["push"], "name the images to push"],
  [["push", "not an image"], "not an image"],
  [["exec"], "name the command to run"],
  [["exec", "no-such-program"], '"no-such-program" could not be run: spawn no-such-program ENOENT'],
  [["destroy"], "name the stacks to destroy"],
  [["fail"], "what shall fail?"],
  [
    ["fail", "calls", "azure", "500"],
    'give a cloud (github or digitalocean) and an HTTP status; got "azure 500"',
  ],
  [["fail", "calls", "github", "200"], "Cannot make calls fail with status 200"],
  [
    ["fail", "deployment", "sometimes"],
    'a deployment fails in its build, pre-deploy-job or health-check; got "sometimes"',
  ],
  [["fail", "calls", "github", "500", "--often"], "Unknown option '--often'"],
  [["drift"], "what shall drift?"],
  [["drift", "resize", "shop", "apps-s-1vcpu-1gb"], 'no app is called "shop"; there is none'],
])("sandbox %j says what is wrong", async (args, message) => {
  const { exitCode, text } = await shell.sandbox(args);
  expect(text).toContain(message);
  expect(text).not.toContain("    at ");
  expect(exitCode).toBe(1);
});

test("without a command it tells what there is", async () => {
  const { exitCode, text } = await shell.sandbox([]);
  expect(text).toMatch(/deploy \[STACK…\] +deploy the stacks/);
  expect(exitCode).toBe(0);
});

test("a sandbox in use is left alone", async () => {
  const busy = new SandboxCommandLine();
  await busy.sandbox(["push", "ghcr.io/a/b:c"]);
  writeFileSync(join(busy.directory, "lock"), String(process.pid));
  const { exitCode, text } = await busy.sandbox(["push", "ghcr.io/a/b:c"]);
  expect(text).toContain(
    `is in use by process ${process.pid}; wait until it ends, or use another folder by setting SANDBOX_DIR`,
  );
  expect(exitCode).toBe(1);
});

test("the lock of a process that died does not hold", async () => {
  const left = new SandboxCommandLine();
  writeFileSync(join(left.directory, "lock"), "4194305");
  expect((await left.sandbox(["push", "ghcr.io/a/b:c"])).exitCode).toBe(0);
});

test("a corrupt file is told, with the way out", async () => {
  const corrupt = new SandboxCommandLine();
  writeFileSync(join(corrupt.directory, "clouds.json"), "{");
  const { exitCode, text } = await corrupt.sandbox(["status"]);
  expect(text).toContain("clouds.json");
  expect(text).toContain("npm run sandbox -- reset");
  expect(exitCode).toBe(1);
  await corrupt.sandbox(["reset"]);
  expect((await corrupt.sandbox(["status"])).text).toContain("the sandbox's clouds are empty");
});
