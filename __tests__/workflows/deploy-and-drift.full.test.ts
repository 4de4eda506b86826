import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxTokens } from "../../sandbox/rest";
import { repositoryFiles } from "../../workflows";
import { jobOf, stepOf } from "../constructs/delivery-pipeline/rendered";
import { type Said, SandboxCommandLine } from "../end-to-end/command-line";

jest.setTimeout(300_000);

const temp = mkdtempSync(join(tmpdir(), "workflow-run-"));
const shell = new SandboxCommandLine();
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Runs the command of a step as the runner does, in the sandbox instead of the clouds. @returns the job's summary too */
async function step(
  file: string,
  job: string,
  name: string,
  more = "true",
): Promise<Said & { readonly summary: string }> {
  const summary = join(temp, "summary.md");
  rmSync(summary, { force: true });
  const { run = "" } = stepOf(jobOf(repositoryFiles(), file, job), name);
  const runner = `export RUNNER_TEMP="${temp}" GITHUB_STEP_SUMMARY="${summary}" GITHUB_REPOSITORY=lingobot/lingobot-platform
touch "$GITHUB_STEP_SUMMARY"
${more}
`;
  const said = await shell.exec("bash", "-e", "-c", runner + run);
  return { ...said, summary: readFileSync(summary, "utf8") };
}

const look = () => step("drift.yml", "look", "Look");
const issues = () =>
  step("drift.yml", "issues", "Keep the issues", `export GITHUB_TOKEN=${sandboxTokens.workflow}`);
const found = () => JSON.parse(readFileSync(join(temp, "drift/drift.json"), "utf8")).stacks;

/** What plan.yml keeps of the pull request. */
async function review(stack: string): Promise<void> {
  const plan = await shell.exec(
    "npm",
    "run",
    "--silent",
    "plan",
    "--",
    stack,
    "--live",
    "--output",
    join(temp, "report"),
  );
  expect(plan.exitCode).toBe(2);
}

describe("deploy.yml", () => {
  test("refuses an environment before the repository is there, and says what to do in the summary", async () => {
    const { exitCode, summary } = await step("deploy.yml", "staging", "Deploy");
    expect(summary).toMatch(/^### staging: exit code 3\n\n {4}[\s\S]*lingobot\/lingobot does not exist/);
    expect(exitCode).toBe(3);
  });

  test.each(["repository", "staging", "production"])("deploys %s", async (stack) => {
    if (stack !== "repository")
      await shell.sandbox(["push", "--private", `ghcr.io/lingobot/lingobot:${stack}-latest`]);
    await review(stack);
    const { exitCode, summary } = await step("deploy.yml", stack, "Deploy");
    expect(summary).toContain(`### ${stack}: exit code 0`);
    expect(summary).toContain(`${stack}: what serves is what was asked`);
    expect(exitCode).toBe(0);
  });

  test("stops what nobody reviewed", async () => {
    await shell.sandbox(["drift", "resize", "lingobot-staging", "apps-s-1vcpu-1gb"]);
    const { exitCode, summary } = await step("deploy.yml", "staging", "Deploy");
    expect(summary).toMatch(/redeploy, which the reviewed plan does not have/);
    expect(exitCode).toBe(3);
    await shell.sandbox(["drift", "resize", "lingobot-staging", "apps-s-1vcpu-0.5gb"]);
  });
});

describe("drift.yml", () => {
  /** The issues are this repository's, whose labels are nobody's in Terraform. */
  beforeAll(async () => {
    const create = `fetch(process.env.GITHUB_API_URL + "/orgs/lingobot/repos", { method: "POST",
      headers: { authorization: "Bearer " + process.env.GITHUB_TOKEN }, body: '{"name":"lingobot-platform","private":true}' })
      .then(({ status }) => { process.exitCode = status === 201 ? 0 : 1; })`;
    expect(await shell.exec(process.execPath, "-e", create)).toMatchObject({ exitCode: 0 });
  });

  test("is green and opens nothing after a deployment", async () => {
    const { exitCode, summary } = await look();
    expect(summary).toContain("## repository: as the code says");
    expect(summary).toContain("## staging: as the code says");
    expect(exitCode).toBe(0);
    expect(await issues()).toMatchObject({ exitCode: 0, text: "" });
  });

  test("is green when something differs, and opens an issue for that stack alone, once", async () => {
    await shell.sandbox(["drift", "uptime-check", "lingobot-staging-health"]);
    const { exitCode, summary } = await look();
    expect(summary).toContain("## staging: changed outside Terraform");
    expect(exitCode).toBe(0);
    expect(found().map(({ verdict }: { verdict: string }) => verdict)).toEqual(["none", "drift", "none"]);
    expect((await issues()).text).toMatch(/^staging: opened #\d+\n$/);
    expect((await issues()).text).toMatch(/^staging: #\d+ tells it already\n$/);
  });

  test("by itself the command says so by its exit code: 2 drift", async () => {
    const { exitCode } = await shell.exec("npm", "run", "--silent", "drift", "--", "staging");
    expect(exitCode).toBe(2);
  });

  test("closes the issue once it is as it was", async () => {
    await shell.exec("npm", "run", "--silent", "deploy", "--", "staging", "--unreviewed");
    expect((await look()).exitCode).toBe(0);
    expect((await issues()).text).toMatch(/^staging: closed #\d+\n$/);
    expect((await shell.exec("npm", "run", "--silent", "drift", "--", "staging")).exitCode).toBe(0);
  });
});
