import type { WorkflowRun } from "../../../../sandbox/cloud/github";
import { sandboxTokens } from "../../../../sandbox/rest";
import { runTool } from "./run-tool";
import { asWorkflow, type World, worldForEachTest } from "./world";

const FILE = ".github/workflows/deploy-production.yml";

let world: World;

worldForEachTest((made) => {
  world = made;
});

/** The next run of production's workflow, by default for a push to main that was deployed. */
function ran(change: Partial<WorkflowRun> = {}): void {
  const github = asWorkflow(world);
  github.workflowRuns.record("lingobot", "lingobot", {
    path: FILE,
    event: "push",
    head_branch: "main",
    head_sha: github.git.commit("lingobot", "lingobot", "main").sha,
    status: "completed",
    conclusion: "success",
    jobs: [],
    ...change,
  });
}

/** What the run of this number is told. */
const newest = (number: string, env: Readonly<Record<string, string>> = {}) =>
  runTool(["newest", "--environment", "production"], {
    ...world.env,
    GITHUB_RUN_NUMBER: number,
    GITHUB_SHA: "0123456789abcdef",
    ...env,
  });

test("the newest push goes on, also when it is run again", async () => {
  ran();
  ran();
  expect(await newest("2")).toMatchObject({ code: 0, log: "no later push to main is deployed\n" });
  expect(await newest("3")).toMatchObject({ code: 0 });
});

test("the very first run goes on, and a token that may only read is enough", async () => {
  expect(await newest("1", { GITHUB_TOKEN: sandboxTokens.readOnly })).toMatchObject({ code: 0 });
});

test("an older push that is run again after a later one was deployed is red: it would take that one back", async () => {
  ran();
  ran();
  const run = await newest("1");
  const { sha } = asWorkflow(world).git.commit("lingobot", "lingobot", "main");
  expect(run.code).toBe(1);
  expect(run.log).toBe(
    `::error::cannot deploy 0123456 to production: a later push to main is deployed already, and this one would take it back; got {"run":2,"commit":"${sha}"}. Next: to go back on purpose, run the rollback workflow; else run the later run again\n`,
  );
});

test.each<[string, Partial<WorkflowRun>]>([
  ["failed", { conclusion: "failure" }],
  ["was cancelled", { conclusion: "cancelled" }],
  ["has not ended", { status: "in_progress", conclusion: null }],
  ["was for another branch", { head_branch: "feature/other" }],
  ["was not for a push", { event: "workflow_dispatch" }],
  ["was of another workflow", { path: ".github/workflows/deploy-staging.yml" }],
])("goes on when the later run %s", async (_name, change) => {
  ran();
  ran(change);
  expect(await newest("1")).toMatchObject({ code: 0 });
});

test("a record that GitHub does not hand out is red", async () => {
  world.cloud.faults.failCalls({ cloud: "github", status: 403, path: "/runs" });
  expect(await newest("1")).toMatchObject({ code: 1 });
});

test.each(["", "many"])("wrong use: GITHUB_RUN_NUMBER %j", async (number) => {
  expect(await newest(number)).toMatchObject({
    code: 2,
    log: expect.stringContaining("GITHUB_RUN_NUMBER is not"),
  });
});
