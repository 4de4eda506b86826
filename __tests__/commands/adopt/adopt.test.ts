import { existsSync, readFileSync, rmSync } from "node:fs";
import ts from "typescript";
import { load } from "../../../commands/adopt/settings/file";
import type { Imports, PlatformSettings } from "../../../stacks";
import { ExistingThings } from "./existing";
import { makeByHand } from "./hand-made";

jest.setTimeout(120_000);

/** Faults that the compiler finds in a file of this project. */
function compilerFaults(file: string): string[] {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const program = ts.createProgram([file], { ...options, noEmit: true });
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("a repository and an app that somebody made by hand", () => {
  let things: ExistingThings;
  let before: string;
  const args = (...more: string[]) => [
    "lingobot/chatty",
    "live=chatty-prod",
    "--output",
    things.output,
    ...more,
  ];

  beforeAll(async () => {
    things = await ExistingThings.start();
    await makeByHand(things);
    before = things.contents();
  });

  afterAll(async () => {
    rmSync(things.output, { force: true });
    await things.stop();
  });

  test("whose domain the provider cannot import are not adopted unless one deployment is allowed", async () => {
    const { exitCode, text } = await things.adopt(args());
    expect(text).toContain("1 difference between what exists and the settings, nothing was written:");
    expect(text).toContain("which is one deployment of the same version; say --redeploy to have that");
    expect(exitCode).toBe(3);
    expect([existsSync(things.output), existsSync(things.importsFile)]).toEqual([false, false]);
    expect(things.contents()).toBe(before);
  });

  test("become settings and imports, without changing anything, and what is not in them is told by name", async () => {
    const { exitCode, text } = await things.adopt(args("--redeploy"));
    expect(text).toContain("to be taken into the state: repository (8), live (8)");
    expect(text).toContain("live: digitalocean_app.App_F1B96344\n");
    expect(text).toContain("DEPLOY_KEY of environment live");
    expect(text).toContain("API_KEY of app chatty-prod");
    expect(text).toContain(
      'ruleset "nobody pushes to old": it does not guard exactly one branch by its name, rule update',
    );
    for (const left of [
      'classic protection of the branch "main"',
      "webhook to ci.example\n",
      'deploy key "the old server"',
      'secret of the repository "PYPI_TOKEN"',
      'environment "preview"',
    ])
      expect(text).toContain(`  ${left}`);
    expect(text).not.toContain('environment "live"');
    expect(text).not.toContain("hush");
    expect(exitCode).toBe(0);
    expect(things.contents()).toBe(before);
  });

  test("in a file that compiles, and that says what was there", () => {
    const text = readFileSync(things.output, "utf8");
    expect(text.replace(/from ".*"/g, "from …")).toMatchSnapshot();
    expect(text).not.toMatch(/hush|hooks\.slack\.com|pull-token/);
    expect(compilerFaults(things.output)).toEqual([]);
  });

  test("an existing file of settings is not written over", async () => {
    const { exitCode, text } = await things.adopt(args("--redeploy"));
    expect(text).toContain(
      `${things.output} exists: write over it with --replace, or name another file with --output`,
    );
    expect(exitCode).toBe(2);
    const nowhere = await things.adopt([
      "lingobot/chatty",
      "live=chatty-prod",
      "--output",
      "no/such/folder.ts",
    ]);
    expect(nowhere.text).toContain(
      "--output is a .ts file in a folder of this project, from which it imports; got no/such/folder.ts",
    );
    expect(nowhere.exitCode).toBe(2);
  });

  test("are taken into the state by a deployment that leaves all as it was, and then there is nothing to do", async () => {
    const settings: PlatformSettings = load(readFileSync(things.output, "utf8"), things.output);
    const imports = JSON.parse(readFileSync(things.importsFile, "utf8")) as Imports;
    const { apps } = things.cloud.digitalocean;
    const [app] = apps.list();
    const [appBefore, deployments] = [app?.spec, apps.listDeployments(app?.id ?? "").length];

    const report = await things.deploy(settings, imports);

    expect({
      changes: report.changes,
      diagnostics: report.diagnostics.filter((each) => each.severity === "error"),
    }).toEqual({
      changes: [],
      diagnostics: [],
    });
    expect(apps.list()[0]?.spec).toEqual(appBefore);
    expect(apps.listDeployments(app?.id ?? "")).toHaveLength(deployments + 1);
    expect(withoutTimes(things.contents())).toEqual(withoutTimes(before));
  });
});

/** The clouds without times, deployments and the ciphers of secrets that were sent once more. */
function withoutTimes(contents: string): unknown {
  const gone =
    /^(updated_at|pushed_at|etag|deployments|deployment|active|alerts_phase|.*_deployment.*|value|key_id|secrets)$/;
  return JSON.parse(contents, (key, value) => (gone.test(key) ? undefined : value));
}
