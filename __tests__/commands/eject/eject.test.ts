import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseOptions } from "../../../commands/eject/options";
import { lingobot } from "../../../lingobot";
import { PULL_CREDENTIAL, variables } from "../../../sandbox/credentials";
import { type Outcome, run } from "../../../tools/cdktf";
import { checkers } from "../../../tools/checkers/checkers";
import { findTerraform } from "../../../tools/terraform";
import { said } from "../../end-to-end/command-line";
import { synthesizedStacks } from "../../stacks/platform-under-test";
import { ExistingThings } from "../adopt/existing";

jest.setTimeout(300_000);

const STACKS = ["repository", "staging", "production"];

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes(".terraform"))
    .sort();
}

test("one folder is named", () => {
  expect(parseOptions(["out"])).toBe("out");
  expect(() => parseOptions([])).toThrow("name the folder to write to");
  expect(() => parseOptions(["a", "b"])).toThrow("one folder, please; got a, b");
  expect(() => parseOptions(["--force", "a"])).toThrow("Unknown option '--force'");
});

describe("our stacks as plain Terraform", () => {
  let things: ExistingThings;
  let directory: string;

  const eject = (where: string, env: NodeJS.ProcessEnv = {}) =>
    said(process.execPath, ["-r", "./tools/register.cjs", "commands/eject/index.ts", where], {
      ...things.env,
      ...env,
    });

  const read = (file: string): string => readFileSync(join(directory, file), "utf8");

  /** Terraform in a folder of what was written, in an environment without this project. */
  function terraform(stack: string, ...args: string[]): Promise<Outcome> {
    const env = {
      ...things.env,
      ...variables(things.synthesized(lingobot, {}, join(things.directory, "values")), {}),
    };
    delete (env as NodeJS.ProcessEnv).PLATFORM_STATE_DIRECTORY;
    return run(findTerraform().command, [`-chdir=${stack}`, ...args, "-no-color"], {
      env,
      cwd: directory,
      onLine: () => undefined,
    });
  }

  beforeAll(async () => {
    things = await ExistingThings.start();
    directory = join(things.directory, "plain");
    for (const { name } of lingobot.environments)
      things.cloud.images.push(`ghcr.io/lingobot/lingobot:${name}-latest`, {
        pullCredential: PULL_CREDENTIAL,
      });
    await things.deploy(lingobot);
    mkdirSync(join(things.directory, "values"), { recursive: true });
    mkdirSync(directory);
    const { exitCode, text } = await eject(directory);
    expect({ exitCode, text }).toEqual({
      exitCode: 0,
      text: expect.stringMatching(/^written: \d+ files of 3 stacks/),
    });
  });

  afterAll(() => things.stop());

  test.each(STACKS)("%s is valid, and planned against the same state it changes nothing", async (stack) => {
    expect(await terraform(stack, "init", "-input=false")).toMatchObject({ exitCode: 0 });
    expect(await terraform(stack, "validate")).toMatchObject({ exitCode: 0 });
    const plan = await terraform(stack, "plan", "-input=false", "-detailed-exitcode");
    expect({ exitCode: plan.exitCode, output: plan.output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining("No changes."),
    });
    expect(await terraform(stack, "fmt", "-check", "-recursive")).toMatchObject({ exitCode: 0 });
  });

  test("each folder has files by what they are about", () => {
    expect(filesOf(directory).filter((file) => !file.startsWith("repository/"))).toMatchSnapshot();
    expect(read("staging/backend.tf.json")).toContain('"path": "../../state/staging.tfstate"');
  });

  test("what guards resources survives exactly", () => {
    const { staging } = synthesizedStacks();
    const apps = JSON.parse(read("staging/digitalocean_app.tf.json")).resource.digitalocean_app;
    expect(Object.values(apps)).toEqual(Object.values(staging?.resource?.digitalocean_app ?? {}));
    expect(read("staging/digitalocean_app.tf.json")).toContain('"prevent_destroy": true');
  });

  test("files of the app's repository are files", () => {
    const { contents } = things.cloud.github.as(things.cloud.github.tokenOwner);
    for (const path of ["Dockerfile", ".github/workflows/ci.yml", ".github/platform/platform.mjs"]) {
      const { content } = contents.get("lingobot", "lingobot", path) as unknown as { content: string };
      expect(read(`repository/files/${path}`)).toBe(Buffer.from(content, "base64").toString("utf8"));
    }
    expect(read("repository/github_repository_file.tf.json")).toContain(
      '"content": "${file(\\"${path.module}/files/Dockerfile\\")}"',
    );
  });

  test("nothing in it is of this machine, of cdktf or of this project's commands", () => {
    for (const file of filesOf(directory).filter((each) => !each.includes("/files/"))) {
      const text = read(file);
      for (const trace of [process.cwd(), things.directory, tmpdir(), "cdktf", '"//"', "npm run"])
        expect({ file, trace, found: text.includes(trace) }).toEqual({ file, trace, found: false });
    }
  });

  test("its workflows have no finding of actionlint, shellcheck and zizmor's pedantic persona", () => {
    const { actionlint, shellcheck, zizmor } = checkers();
    execFileSync("git", ["init", "--quiet"], { cwd: directory });
    const checked = (command: string, ...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(command, args, { cwd: directory, encoding: "utf8" });
      return { status, output: stdout + stderr };
    };
    expect(checked(actionlint, "-no-color", "-shellcheck", shellcheck)).toEqual({ status: 0, output: "" });
    const audit = ["--offline", "--no-progress", "--color", "never", "--persona", "pedantic"];
    expect(checked(zizmor, ...audit, ".github/workflows")).toEqual({
      status: 0,
      output: expect.stringContaining("No findings to report"),
    });
  });

  test("it applies the main branch alone, and its README says who may have a plan run", () => {
    const apply = read(".github/workflows/apply.yml");
    expect(apply.match(/^ {4}if: github\.ref == 'refs\/heads\/main'$/gm)).toHaveLength(STACKS.length);
    expect(read("README.md")).toContain(
      "Give `terraform-plan` reviewers, too, and credentials that\nonly read",
    );
  });

  test("its README tells the secrets of each stack, and which files are the app's own", () => {
    const text = read("README.md");
    expect(text).toContain("| repository | `GITHUB_TOKEN` |");
    expect(text).toContain("| `TERRAFORM_GITHUB_TOKEN` | `GITHUB_TOKEN` | repository, staging, production |");
    expect(text).toContain("- `.github/workflows/deploy-production.yml`");
  });

  test("a folder that holds something is left alone", async () => {
    const { exitCode, text } = await eject(directory);
    expect(text).toContain(
      `${directory} is not empty (.git, .github, .gitignore); name an empty or a new folder`,
    );
    expect(exitCode).toBe(2);
    const file = join(things.directory, "file");
    writeFileSync(file, "");
    expect(await eject(file)).toMatchObject({
      exitCode: 2,
      text: expect.stringContaining(`${file} is no folder`),
    });
  });

  test("a path of this machine is refused", async () => {
    // The endpoint repos/lingobot/lingobot holds this home.
    const { exitCode, text } = await eject(join(things.directory, "other"), { HOME: "/lingobot/lingobot" });
    expect(text).toMatch(
      /staging\/data\.tf\.json.* would hold a path of this machine \(.*\/lingobot\/lingobot.*\); take it out of the settings/,
    );
    expect(exitCode).toBe(3);
  });

  test("imports that wait come along", async () => {
    const state = mkdtempSync(join(tmpdir(), "state-"));
    writeFileSync(
      join(state, "imports.json"),
      '{ "staging": { "digitalocean_app.App_F1B96344": "some-id" } }',
    );
    const other = join(state, "plain");
    expect(await eject(other, { PLATFORM_STATE_DIRECTORY: state })).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(readFileSync(join(other, "staging", "imports.tf.json"), "utf8"))).toEqual({
      import: [{ to: "digitalocean_app.App_F1B96344", id: "some-id" }],
    });
    rmSync(state, { recursive: true });
  });
});
