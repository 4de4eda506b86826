import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Said, SandboxCommandLine } from "./command-line";

jest.setTimeout(240_000);

const shell = new SandboxCommandLine();

/** Whether the stack's app is protected, as it lies there for the next `cdktf deploy --skip-synth`. */
function isProtected(directory: string): unknown {
  const file = join(shell.directory, directory, "stacks", "staging", "cdk.tf.json");
  const [app] = Object.values(JSON.parse(readFileSync(file, "utf8")).resource.digitalocean_app) as [
    { lifecycle: { prevent_destroy?: boolean } },
  ];
  return app.lifecycle.prevent_destroy;
}

/** `npm run destroy`, attached to the sandbox. @param input what is typed */
function destroy(names: readonly string[], input = ""): Promise<Said> {
  return shell.sandbox(["exec", "npm", "run", "--silent", "destroy", "--", ...names], input);
}

beforeAll(async () => {
  await shell.sandbox(["push", "--private", "ghcr.io/lingobot/lingobot:staging-latest"]);
  await shell.sandbox(["deploy", "repository", "staging"]);
});

describe("a destruction that is not confirmed", () => {
  test("leaves the protection on", async () => {
    expect(await destroy(["staging"], "nope\n")).toMatchObject({ exitCode: 1 });
    expect(isProtected("project.out")).toBe(true);
  });

  test("leaves it on in the sandbox's own folder, too", async () => {
    expect(await shell.sandbox(["destroy", "staging"], "nope\n")).toMatchObject({ exitCode: 1 });
    expect(isProtected("cdktf.out")).toBe(true);
  });
});

test("a destruction tells what is lost by its state, and by GitHub", async () => {
  const { text } = await destroy(["staging"], "nope\n");
  expect(text).toMatch(
    /^ {2}digitalocean_app\.App_\w+ \(lingobot-staging, https:\/\/[\w.-]+\): its address, its deployments and its secrets$/m,
  );
  expect(text).toMatch(
    /^ {2}secrets of the GitHub environment staging: DO_ACCESS_TOKEN, DO_APP_ID_STAGING$/m,
  );
  const undo = renameInState("staging", /"secret_name": "DO_ACCESS_TOKEN"/, '"secret_name": "OTHER"');
  expect((await destroy(["staging"], "nope\n")).text).toContain("DO_ACCESS_TOKEN (not in the code)");
  undo();
});

test("nothing is destroyed without credentials, and all that is wrong with them is told", async () => {
  const program = ["node", "-r", "./tools/register.cjs", "commands/destroy.ts", "staging", "--yes"];
  const bad = await shell.exec("env", "-u", "DIGITALOCEAN_TOKEN", "GITHUB_TOKEN=bad", ...program);
  expect(bad.text).toMatch(
    /^nothing was destroyed:\n {2}DIGITALOCEAN_TOKEN is not set; create [^\n]+\n {2}GitHub does not know the token [^\n]+; create another/,
  );
  expect(bad.exitCode).toBe(3);
});

test("what a failed destruction leaves is told, and goes when it is run again", async () => {
  await shell.sandbox(["fail", "calls", "digitalocean", "422", "--method", "DELETE", "--path", "/v2/apps"]);
  const failed = await destroy(["staging", "--yes"]);
  expect(failed.text).toMatch(
    /staging still has 1 resource: digitalocean_app\.App_\w+\nmend the cause, then run it again: npm run destroy -- staging\n/,
  );
  expect(failed.exitCode).toBe(1);
  expect(isProtected("project.out")).toBe(true);
  expect(await destroy(["staging", "--yes"])).toMatchObject({ exitCode: 0 });
  expect(await shell.sandbox(["deploy", "staging"])).toMatchObject({ exitCode: 0 });
});

test("the repository is not destroyed below its environments", async () => {
  const { exitCode, text } = await destroy(["repository", "--yes"]);
  expect(text).toContain(
    "nothing was destroyed:\n  staging would lose the GitHub environment and its secrets with the repository, and their apps would go on: destroy them first, or together: npm run destroy -- repository staging",
  );
  expect(exitCode).toBe(3);
});

/** Takes an object out of the code's reach, as a renamed construct does: the state has it by another address. */
function renameInState(stack: string, from: RegExp, to: string): () => void {
  const file = join(shell.directory, "state", `${stack}.tfstate`);
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace(from, to));
  return () => writeFileSync(file, before);
}

test("what was renamed in the code is not destroyed by a deployment into the sandbox", async () => {
  const undo = renameInState("staging", /"name": "App_[0-9A-F]+"/, '"name": "Application"');
  const { exitCode, text } = await shell.sandbox(["deploy", "staging"]);
  expect(text).toContain("digitalocean_app.Application of staging is in the state and no longer in the code");
  expect(text).toContain('renamed: stack.addOverride("moved"');
  expect(exitCode).toBe(1);
  undo();
  expect((await shell.sandbox(["status"])).text).toMatch(/app +lingobot-staging +active/);
});

test("a stack that the code no longer has is destroyed by its state", async () => {
  const file = (name: string) => join(shell.directory, "state", `${name}.tfstate`);
  renameSync(file("staging"), file("qa"));
  const refused = await shell.sandbox(["destroy", "qa"], "nope\n");
  expect(refused.text).toMatch(/^ {2}digitalocean_app\.App_\w+ \(lingobot-staging, https:/m);
  expect(await shell.sandbox(["destroy", "qa"], "qa\n")).toMatchObject({ exitCode: 0 });
  expect((await shell.sandbox(["status"])).text).not.toMatch(/app +lingobot-staging/);
  expect(await shell.sandbox(["deploy", "staging"])).toMatchObject({ exitCode: 0 });
});

test("one that is confirmed takes the stack away, and puts the protection back", async () => {
  expect(await shell.sandbox(["destroy", "staging"], "staging\n")).toMatchObject({ exitCode: 0 });
  expect((await shell.sandbox(["status"])).text).not.toMatch(/app +lingobot-staging/);
  expect(isProtected("cdktf.out")).toBe(true);
});

test("a stack that there is not is told in the sandbox, too", async () => {
  const { exitCode, text } = await shell.sandbox(["destroy", "prod", "--yes"]);
  expect(text).toContain(
    'no stack is called "prod", and no state is; there are: repository, staging, production\n',
  );
  expect(exitCode).toBe(2);
});
