import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Said, SandboxCommandLine } from "./command-line";

jest.setTimeout(60_000);

/** Told in words, without the trace of an error. */
function expectTold({ text, exitCode }: Said, message: string, code: number): void {
  expect(text).toContain(message);
  expect(text).not.toMatch(/^ {4}at /m);
  expect(exitCode).toBe(code);
}

describe("wrong use is told with the usage, and ends with 2", () => {
  const shell = new SandboxCommandLine();

  test.each([
    [["deploy", "prod"], 'no stack is called "prod"; there are: repository, staging, production'],
    [["deploy", "constructor"], 'no stack is called "constructor"'],
    [["deploy", "--force"], "Unknown option '--force'"],
    [["diff", "prod"], 'no stack is called "prod"'],
    [["diff", "-x"], "Unknown option '-x'"],
    [["destroy"], "name the stacks to destroy"],
    [["destroy", "--yes"], "name the stacks to destroy"],
    [["destroy", "staging", "--yes=1"], "Option '--yes' does not take an argument"],
    [["status", "staging"], 'too many arguments: "staging" is not taken'],
    [["status", "--json"], "Unknown option '--json'"],
    [["reset", "staging", "now"], 'too many arguments: "staging", "now" are not taken'],
    [["reset", "--yes"], "Unknown option '--yes'"],
    [["tour", "--x"], "Unknown option '--x'"],
    [["tour", "x"], 'too many arguments: "x" is not taken'],
    [["push"], "name the images to push"],
    [["push", "--private"], "name the images to push"],
    [["push", "not an image"], '"not an image" is not a repository with its host'],
    [["push", "ghcr.io/a/b:c", "--public"], "Unknown option '--public'"],
    [["exec"], "name the command to run"],
    [["exec", "--"], "name the command to run"],
    [["exec", "--verbose"], 'name the command to run; "--verbose" is none'],
    [["fail"], "what shall fail?"],
    [["fail", "toString"], 'what shall fail? "toString" cannot'],
    [["fail", "calls"], 'give a cloud (github or digitalocean) and an HTTP status; got ""'],
    [["fail", "calls", "github"], 'and an HTTP status; got "github"'],
    [["fail", "calls", "azure", "500"], 'and an HTTP status; got "azure 500"'],
    [["fail", "calls", "github", "200"], 'an HTTP error status is 400 to 599; got "200"'],
    [["fail", "calls", "github", "5e2"], 'an HTTP error status is 400 to 599; got "5e2"'],
    [["fail", "calls", "github", "500", "now"], 'too many arguments: "now" is not taken'],
    [["fail", "calls", "github", "500", "--often"], "Unknown option '--often'"],
    [["fail", "calls", "github", "500", "--times"], "Option '--times <value>' argument missing"],
    [
      ["fail", "calls", "github", "500", "--times", "x"],
      '--times is a whole number from 1 to 999999; got "x"',
    ],
    [["fail", "calls", "github", "500", "--times", "0"], 'from 1 to 999999; got "0"'],
    [
      ["fail", "calls", "github", "500", "--method", "LOOK"],
      '--method is GET, POST, PUT, PATCH, DELETE; got "LOOK"',
    ],
    [["fail", "deployment"], 'a deployment fails in its build, pre-deploy-job or health-check; got ""'],
    [["fail", "deployment", "sometimes"], 'or health-check; got "sometimes"'],
    [["fail", "deployment", "build", "--app"], "Option '--app <value>' argument missing"],
    [["fail", "nothing", "now"], 'too many arguments: "now" is not taken'],
    [["drift"], "what shall drift?"],
    [["drift", "constructor"], 'what shall drift? "constructor" cannot'],
    [["drift", "resize"], "drift resize wants APP and SIZE"],
    [["drift", "resize", "shop"], "drift resize wants SIZE"],
    [["drift", "resize", "shop", "apps-s-1vcpu-1gb"], 'no app is called "shop"; there is none'],
    [["drift", "resize", "shop", "small", "now"], 'too many arguments: "now" is not taken'],
    [["drift", "image", "shop", "v2"], 'no app is called "shop"; there is none'],
    [["drift", "uptime-check", "shop"], 'no uptime check is called "shop"; there is none'],
    [["drift", "ruleset", "lingobot", "main"], 'no repository is called "lingobot"; there is none'],
    [["drift", "ruleset", "-q", "main"], "Unknown option '-q'"],
  ])("%j", async (args, message) => {
    const said = await shell.sandbox(args);
    expectTold(said, message, 2);
    expect(said.text).toMatch(new RegExp(`^usage: npm run sandbox -- ${args[0]}`, "m"));
  });

  test.each(["dance", "toString", "constructor", "__proto__", "--force", ""])(
    "a command called %j lists the commands",
    async (name) => {
      const said = await shell.sandbox([name]);
      expectTold(said, `the sandbox has no command "${name}"`, 2);
      expect(said.text).toMatch(/deploy \[STACK…\] +deploy the stacks/);
    },
  );

  test("npm start takes nothing", async () => {
    const said = await shell.run("npm", ["start", "-s", "--", "--x"]);
    expectTold(said, "Unknown option '--x'", 2);
    expect(said.text).toContain("usage: npm run sandbox -- tour");
  });
});

test.each([[[]], [["help"]], [["--help"]]])("%j tells what there is, and the exit codes", async (args) => {
  const { exitCode, text } = await new SandboxCommandLine().sandbox(args);
  expect(text).toMatch(/deploy \[STACK…\] +deploy the stacks/);
  expect(text).toContain(
    "Exit codes: 0 done, 1 failed or refused, 2 wrong use, 3 the sandbox cannot be used",
  );
  expect(exitCode).toBe(0);
});

test.each(["tour", "deploy", "diff", "destroy", "status", "drift", "fail", "push", "reset", "exec"])(
  "%s --help tells its usage, and does nothing",
  async (name) => {
    const shell = new SandboxCommandLine();
    const { exitCode, text } = await shell.sandbox([name, "--help"]);
    expect(text).toContain(`usage: npm run sandbox -- ${name}`);
    expect(exitCode).toBe(0);
    expect(readdirSync(shell.directory)).toEqual([]);
  },
);

test("a refusal of the clouds is told as they word it", async () => {
  const shell = new SandboxCommandLine();
  const arranged = await shell.sandbox(["fail", "calls", "digitalocean", "503", "--times", "2"]);
  expect(arranged.text).toContain("the next 2 calls to digitalocean will answer 503");
  const said = await shell.sandbox(["drift", "resize", "shop", "apps-s-1vcpu-1gb"]);
  expectTold(said, "GET https://api.digitalocean.com/v2/apps: 503", 1);
  expect(said.text).toContain("Service Unavailable");
});

test("what was made to fail is told by status, until it is called off", async () => {
  const shell = new SandboxCommandLine();
  expect((await shell.sandbox(["status"])).text).not.toContain("made to fail");
  await shell.sandbox(["fail", "calls", "github", "500", "--method", "GET", "--path", "/repos"]);
  await shell.sandbox(["fail", "deployment", "build", "--times", "2", "--app", "shop"]);
  const { text } = await shell.sandbox(["status"]);
  expect(text).toMatch(
    /\n\nmade to fail \(npm run sandbox -- fail nothing calls it off\):\n {2}the next call to github \(GET \/repos\) will answer 500\n {2}the next 2 deployments of shop will fail \(build\)\n$/,
  );
  await shell.sandbox(["fail", "nothing"]);
  expect((await shell.sandbox(["status"])).text).not.toContain("made to fail");
});

test.each(["tour", "deploy", "diff"])(
  "without Terraform %s tells what to install, and forgets nothing",
  async (command) => {
    const shell = new SandboxCommandLine();
    await shell.sandbox(["push", "ghcr.io/a/b:c"]);
    shell.env.TERRAFORM_BINARY_NAME = "no-such-terraform";
    const said = await shell.sandbox([command]);
    expectTold(
      said,
      'TERRAFORM_BINARY_NAME names "no-such-terraform", and no such program can be run; install',
      3,
    );
    expect((await shell.sandbox(["status"])).text).toContain("ghcr.io/a/b");
  },
);

test("a program that is not there is told", async () => {
  const said = await new SandboxCommandLine().exec("no-such-program");
  expectTold(said, '"no-such-program" could not be run: there is no such program on PATH', 1);
});

describe("with wrong settings", () => {
  const shell = new SandboxCommandLine();
  shell.env.GITHUB_OWNER = "no owner";
  const fault = 'the owner has no valid name; got "no owner"';

  test("exec says so and runs the program all the same, and ends as it does", async () => {
    const deploy = ["node", "-r", "./tools/register.cjs", "commands/deploy.ts", "staging"];
    expectTold(await shell.exec(...deploy), fault, 3);
    const other = await shell.exec("node", "--print", "`github: ${process.env.GITHUB_TOKEN.length > 0}`");
    expectTold(other, `what runs has no values for this project's secrets`, 0);
    expect(other.text).toContain(fault);
    expect(other.text).toContain("github: true");
  });

  test.each(["deploy", "diff"])("%s deploys nothing", async (command) => {
    expectTold(await shell.sandbox([command]), fault, 1);
  });
});

test.each(["push", "reset", "tour", "deploy"])("a sandbox in use is left alone: %s", async (command) => {
  const busy = new SandboxCommandLine();
  await busy.sandbox(["push", "ghcr.io/a/b:c"]);
  writeFileSync(join(busy.directory, "lock"), String(process.pid));
  const said = await busy.sandbox(command === "push" ? ["push", "ghcr.io/a/b:d"] : [command]);
  expectTold(
    said,
    `is in use by process ${process.pid}; wait until it ends, or use another folder by setting SANDBOX_DIR`,
    3,
  );
  expect((await busy.sandbox(["status"])).text).toContain("ghcr.io/a/b");
});

test.each(["", "0", "-1", "soon", "4194305"])("a lock that holds %j holds nobody out", async (text) => {
  const left = new SandboxCommandLine();
  writeFileSync(join(left.directory, "lock"), text);
  expect((await left.sandbox(["push", "ghcr.io/a/b:c"])).exitCode).toBe(0);
  expect(existsSync(join(left.directory, "lock"))).toBe(false);
});

test.each(["push", "reset", "tour", "deploy"])(
  "a folder with other things is left alone: %s",
  async (command) => {
    const foreign = new SandboxCommandLine();
    mkdirSync(join(foreign.directory, "state"));
    writeFileSync(join(foreign.directory, "thesis.txt"), "years of work");
    const said = await foreign.sandbox(command === "push" ? ["push", "ghcr.io/a/b:c"] : [command]);
    expectTold(said, "it holds state, thesis.txt, and was never a sandbox; nothing was touched", 3);
    expect(readdirSync(foreign.directory)).toEqual(["state", "thesis.txt"]);
  },
);

test("reset leaves what is not the sandbox's, and tells it", async () => {
  const shell = new SandboxCommandLine();
  await shell.sandbox(["push", "ghcr.io/a/b:c"]);
  writeFileSync(join(shell.directory, "thesis.txt"), "years of work");
  const { text, exitCode } = await shell.sandbox(["reset"]);
  expect(text).toContain("left there, because the sandbox did not make it: thesis.txt");
  expect(exitCode).toBe(0);
  expect(readdirSync(shell.directory)).toEqual(["thesis.txt"]);
});

test("a corrupt file is told, with the way out", async () => {
  const corrupt = new SandboxCommandLine();
  writeFileSync(join(corrupt.directory, "clouds.json"), "{");
  for (const command of ["status", "deploy"]) {
    const said = await corrupt.sandbox([command]);
    expectTold(said, join(corrupt.directory, "clouds.json"), 3);
    expect(said.text).toContain("npm run sandbox -- reset");
  }
  expect((await corrupt.sandbox(["reset"])).exitCode).toBe(0);
  expect((await corrupt.sandbox(["status"])).text).toContain("the sandbox's clouds are empty");
});

test.each(["deploy", "diff", "exec"])("a damaged state is told before anything runs: %s", async (command) => {
  const damaged = new SandboxCommandLine();
  await damaged.sandbox(["push", "ghcr.io/a/b:c"]);
  mkdirSync(join(damaged.directory, "state"));
  writeFileSync(join(damaged.directory, "state", "staging.tfstate"), '{"version": 3}');
  const said = await damaged.sandbox(command === "exec" ? ["exec", "true"] : [command]);
  expectTold(said, "staging.tfstate: version must be 4, is 3. Start afresh with", 3);
});
