import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WorkflowRun } from "../../../../sandbox/cloud/github";
import { sandboxTokens } from "../../../../sandbox/rest";
import { cloneInto } from "./clone";
import { platformConfig, runTool, withProduction } from "./run-tool";
import { asWorkflow, type World, worldForEachTest } from "./world";

const PROMOTE = ["promote", "--environment", "production"];
const DIGEST = `sha256:${"a".repeat(64)}`;
const FOREIGN = `sha256:${"b".repeat(64)}`;
const { production } = platformConfig.environments;
const config = {
  ...platformConfig,
  environments: { production, staging: { ...production, branch: "staging" } },
};

let world: World;

worldForEachTest((made) => {
  world = made;
});

function github() {
  return asWorkflow(world);
}

function head() {
  return github().git.commit("lingobot", "lingobot", "main");
}

const verified = (digest: string, conclusion = "success") => [
  { name: "CI / Tests", conclusion: "success", steps: [{ name: "Check out", conclusion: "success" }] },
  { name: "Deploy to DO", conclusion, steps: [{ name: `Verify what serves: ${digest}`, conclusion }] },
];

/** The deploy job's step under the name that GitHub's record gives it. */
const named = (name: string, job = "Deploy to DO") => [
  { name: job, conclusion: "success", steps: [{ name, conclusion: "success" }] },
];

/** A run that GitHub wrote down; by default staging's, of the commit that main has too. */
function ran(change: Partial<WorkflowRun> = {}): void {
  github().workflowRuns.record("lingobot", "lingobot", {
    path: ".github/workflows/deploy-staging.yml",
    event: "push",
    head_branch: "staging",
    head_sha: head().sha,
    status: "completed",
    conclusion: "success",
    jobs: verified(DIGEST),
    ...change,
  });
}

function push(text: string) {
  return github().git.push("lingobot", "lingobot", "feature/other", {
    message: text,
    changes: { "file.txt": text },
  });
}

/** What every workflow can write that a branch brings: a status with a digest of its own. */
function claim(digest: string): void {
  const { activity } = github();
  const { id } = activity.createDeployment("lingobot", "lingobot", {
    ref: head().sha,
    environment: "staging",
  });
  const status = { state: "success", description: `success ${digest}` } as const;
  activity.addDeploymentStatus("lingobot", "lingobot", id, {
    ...status,
    log_url: "https://github.com/lingobot/lingobot/actions/runs/1",
  });
}

const HAS_IT = `test "$*" = "buildx imagetools inspect ghcr.io/lingobot/lingobot@${DIGEST}"`;

/** The PATH on which `docker` is this script. */
function withDocker(script: string): string {
  const file = join(world.directory, "docker");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return `${world.directory}:${process.env.PATH}`;
}

const promote = (env: Readonly<Record<string, string>> = {}, docker = HAS_IT) =>
  runTool(PROMOTE, { ...world.env, TREE: head().tree, PATH: withDocker(docker), ...env }, config);

test("takes over the digest that staging's own workflow found serving from the same tree", async () => {
  ran();
  const run = await promote();
  expect(run).toMatchObject({ code: 0, outputs: { digest: DIGEST, "source-sha": head().sha } });
  expect(run.log).toContain("is promoted, not rebuilt");
});

test("the newest run of the tree counts, whatever other trees ran since", async () => {
  ran({ jobs: verified(FOREIGN) });
  ran();
  ran({ head_sha: push("another").sha, jobs: verified(FOREIGN) });
  expect((await promote()).outputs.digest).toBe(DIGEST);
});

test("a digest in a deployment's status counts for nothing, even beside a run of staging", async () => {
  claim(FOREIGN);
  expect((await promote()).outputs.digest).toBe("");
  ran();
  claim(FOREIGN);
  expect((await promote()).outputs.digest).toBe(DIGEST);
});

test.each<[string, () => void]>([
  ["staging never ran", () => {}],
  ["another tree ran", () => ran({ head_sha: push("another").sha })],
  ["another workflow ran", () => ran({ path: ".github/workflows/ci.yml" })],
  ["it was started by hand", () => ran({ event: "workflow_dispatch" })],
  ["it was started by a pull request", () => ran({ event: "pull_request" })],
  ["another branch was pushed", () => ran({ head_branch: "feature/other" })],
  ["it failed", () => ran({ conclusion: "failure", jobs: verified(DIGEST, "failure") })],
  ["it was cancelled", () => ran({ conclusion: "cancelled" })],
  ["it has not ended", () => ran({ status: "in_progress", conclusion: null })],
  ["there was no app to deploy to", () => ran({ jobs: verified("", "skipped") })],
  ["the digest was not found serving", () => ran({ jobs: verified(DIGEST, "skipped") })],
  [
    "the step's name is not evaluated",
    () => ran({ jobs: named("Verify what serves: ${{ needs.publish.outputs.digest }}") }),
  ],
  ["the step's name is masked", () => ran({ jobs: named("Verify what serves: ***") })],
  [
    "a part of the step's name is masked",
    () => ran({ jobs: named(`Verify what serves: ${DIGEST}`.replace("aaaa", "***")) }),
  ],
  ["the step's name is cut off", () => ran({ jobs: named(`Verify what serves: ${DIGEST}`.slice(0, -1)) })],
  ["the step's name goes on", () => ran({ jobs: named(`Verify what serves: ${DIGEST}0`) })],
  ["another job tells a digest", () => ran({ jobs: named(`Verify what serves: ${FOREIGN}`, "CI / Test") })],
  [
    "the record has no steps",
    () => ran({ jobs: [{ name: "Deploy to DO", conclusion: "success", steps: [] }] }),
  ],
  ["it tells two digests", () => ran({ jobs: [...verified(DIGEST), ...verified(FOREIGN)] })],
])("rebuilds when %s", async (_name, prepare) => {
  const { tree } = head();
  prepare();
  const run = await promote({ TREE: tree });
  expect(run).toMatchObject({ code: 0, outputs: { digest: "", "source-sha": "" } });
  expect(run.log).toContain("No run of deploy-staging.yml deployed tree");
  expect(run.log).toContain("the image is built anew");
});

test("a step that another job reports counts for nothing beside the one that deployed", async () => {
  ran({ jobs: [...verified(DIGEST), ...named(`Verify what serves: ${FOREIGN}`, "CI / Test")] });
  expect((await promote()).outputs.digest).toBe(DIGEST);
});

test("a record that GitHub does not hand out is red, and promotes nothing", async () => {
  ran();
  world.cloud.faults.failCalls({ cloud: "github", status: 403, path: "/jobs" });
  const run = await promote();
  expect(run.code).toBe(1);
  expect(run.outputs).toEqual({});
});

const IMAGE = "ghcr.io/lingobot/lingobot";

test.each([`ERROR: ${IMAGE}@${DIGEST}: not found`, "ERROR: manifest unknown"])(
  "an image that somebody deleted from the registry is built anew, with a warning: %s",
  async (answer) => {
    ran();
    const run = await promote({}, `echo "${answer}" >&2\nexit 1`);
    expect(run).toMatchObject({ code: 0, outputs: { digest: "", "source-sha": "" } });
    expect(run.log).toContain(
      `::warning::staging ran the same tree, but its image ${DIGEST} is in the registry no more, so the image is built anew.`,
    );
  },
);

test.each([
  "ERROR: failed to authorize: failed to fetch oauth token: denied: denied",
  "ERROR: failed to do request: Head: dial tcp: lookup ghcr.io: no such host",
])("a registry that cannot be asked is red, and nothing is built: %s", async (answer) => {
  ran();
  const run = await promote({}, `echo "${answer}" >&2\nexit 1`);
  expect(run).toMatchObject({ code: 1, outputs: {} });
  expect(run.log).toContain(
    `::error::cannot look for ${IMAGE}@${DIGEST}: ${answer}. Next: log in to the registry before this step; if it is down, run this job again`,
  );
});

test("a registry that does not answer in time is red", async () => {
  ran();
  const run = await promote({}, "exec sleep 20");
  expect(run).toMatchObject({ code: 1, outputs: {} });
  expect(run.log).toContain(`cannot look for ${IMAGE}@${DIGEST}: it was not answered in time. Next: log in`);
});

test("asks git for the tree where none is given", async () => {
  ran();
  const [record] = Object.values(world.cloud.github.data.repositories);
  if (record === undefined) throw new Error("the world has no repository");
  const checkout = join(world.directory, "checkout");
  cloneInto(checkout, record);
  const env = { ...world.env, PATH: withDocker(HAS_IT) };
  const run = await runTool(PROMOTE, env, config, checkout);
  expect(run.outputs.digest).toBe(DIGEST);
});

test("works with a token that may only read", async () => {
  ran();
  expect((await promote({ GITHUB_TOKEN: sandboxTokens.readOnly })).outputs.digest).toBe(DIGEST);
});

test("an environment that promotes from none is wrong use", async () => {
  const run = await runTool(PROMOTE, world.env, withProduction({ promoteFrom: undefined }));
  expect(run).toMatchObject({
    code: 2,
    log: expect.stringContaining("names no environment to promote from"),
  });
});
