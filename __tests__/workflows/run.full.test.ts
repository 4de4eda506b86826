import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { run } from "../../tools/cdktf";
import { repositoryFiles } from "../../workflows";
import { jobOf, stepOf } from "../constructs/delivery-pipeline/rendered";
import { createWorld } from "../constructs/delivery-pipeline/tool/world";
import { SandboxCommandLine } from "../end-to-end/command-line";

jest.setTimeout(400_000);

/** The runner's folder, and the pull request's checkout beside this one, the base. */
const temp = mkdtempSync(join(tmpdir(), "workflow-run-"));
const checkout = join(temp, "checkout");
const runner = { RUNNER_TEMP: temp, GITHUB_STEP_SUMMARY: join(temp, "summary.md") };
const shell = new SandboxCommandLine();

afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** The command of a step, as the workflow has it. */
const commandOf = (file: string, job: string, step: string) =>
  stepOf(jobOf(repositoryFiles(), file, job), step).run ?? "";
const read = (file: string) => readFileSync(join(temp, file), "utf8");
const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: checkout, stdio: "pipe" });

function commit(message: string): void {
  git("add", "--all");
  git("-c", "user.name=t", "-c", "user.email=t@t.example", "commit", "--quiet", "-m", message);
}

/** The files of this tree, with a change that a pull request makes. */
beforeAll(() => {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((each) => each !== "")) {
    mkdirSync(dirname(join(checkout, file)), { recursive: true });
    cpSync(file, join(checkout, file));
  }
  symlinkSync(resolve("node_modules"), join(checkout, "node_modules"));
  git("init", "--quiet");
  writeFileSync(join(checkout, ".git/info/exclude"), "node_modules\n");
  commit("chore: base");
  edit("lingobot.ts", 'LQBOT_LOG_LEVEL: "INFO"', 'LQBOT_LOG_LEVEL: "WARNING"');
  commit("feat: say less");
});

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(checkout, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(checkout, file), text.replace(from, to));
}

test("check.yml reports what the pull request changes, without a credential", async () => {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...runner };
  const { exitCode } = await run("bash", ["-e", "-c", commandOf("check.yml", "report", "Plan")], {
    env,
    cwd: checkout,
    onLine: () => undefined,
  });
  expect(read("summary.md")).toMatch(/^## Plan: 1 redeployed/);
  expect(read("summary.md")).toBe(read("report/plan-report.md"));
  expect(exitCode).toBe(0);
});

/** Both jobs of plan.yml, in the sandbox instead of the clouds: the pull request's synthesis, the base's plan. */
async function planPullRequest() {
  rmSync(join(temp, "report"), { recursive: true, force: true });
  rmSync(join(temp, "summary.md"), { force: true });
  const synthesize = commandOf("plan.yml", "synthesize", "Synthesize the pull request's stacks");
  const plan = commandOf("plan.yml", "plan", "Plan");
  const both = `export RUNNER_TEMP="${temp}" GITHUB_STEP_SUMMARY="${runner.GITHUB_STEP_SUMMARY}"
(cd "${checkout}" && CDKTF_OUTDIR="$RUNNER_TEMP/synthesized" ${synthesize})
${plan}`;
  return shell.exec("bash", "-e", "-c", both);
}

describe("plan.yml", () => {
  beforeAll(async () => {
    for (const stack of ["staging", "production"])
      await shell.sandbox(["push", "--private", `ghcr.io/lingobot/lingobot:${stack}-latest`]);
    expect((await shell.sandbox(["deploy"])).exitCode).toBe(0);
  });

  test("plans the pull request's stacks with the base's code, shows the report, and is green for changes", async () => {
    const { exitCode, text } = await planPullRequest();
    expect(read("summary.md")).toMatch(/^## Plan: 1 redeployed/);
    expect(read("summary.md")).toContain("digitalocean_app.App_F1B96344");
    expect(text).not.toContain("redeployed");
    expect(exitCode).toBe(0);
  });

  test("puts the report on the pull request", async () => {
    const world = await createWorld();
    const github = world.cloud.github.as(world.cloud.github.tokenOwner);
    const { number } = github.issues.create("lingobot", "lingobot", { title: "stands for a pull request" });
    const repo = { full_name: "lingobot/lingobot" };
    const pull = { number, user: { login: "grace" }, head: { repo }, base: { repo } };
    writeFileSync(join(temp, "event.json"), JSON.stringify({ pull_request: pull }));
    const env = { ...process.env, ...runner, ...world.env, GITHUB_EVENT_PATH: join(temp, "event.json") };
    const { exitCode } = await run("bash", ["-e", "-c", commandOf("plan.yml", "comment", "Comment")], {
      env,
      onLine: () => undefined,
    });
    const [comment] = github.issues.comments("lingobot", "lingobot", number);
    expect(comment?.body).toContain("<!-- platform:plan -->\n## Plan: 1 redeployed");
    expect(exitCode).toBe(0);
    await world.close();
  });

  test("refuses a pull request whose stacks reach out, and is red", async () => {
    edit(
      "main.ts",
      "  app.synth();",
      '  for (const stack of app.node.children) (stack as never as { addOverride(path: string, value: unknown): void }).addOverride("data.external.x", { program: ["env"] });\n  app.synth();',
    );
    // What the pull request's own code would refuse, it can leave out.
    edit("main.ts", "  enforcePolicies(app, run.policies);\n", "");
    const { exitCode } = await planPullRequest();
    expect(read("summary.md")).toMatch(/^## Plan: failed/);
    expect(read("summary.md")).toContain("same-data-sources: a data source must be one that the base reads");
    expect(exitCode).toBe(1);
  });
});
