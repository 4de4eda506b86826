import { readdirSync, readFileSync } from "node:fs";
import { checkDirectory, Pins, pullPins, WorkflowJob } from "../../constructs";
import committed from "../../constructs/delivery-pipeline/pins.json";
import { lingobot } from "../../lingobot";
import { requiredVariables, type SynthesizedStack } from "../../tools/synthesized";
import { repositoryFiles, repositoryWorkflows } from "../../workflows";
import { World } from "../commands/world";
import {
  jobOf,
  type RenderedJob,
  stepOf,
  workflowOf,
  workflowsOf,
} from "../constructs/delivery-pipeline/rendered";

const files = repositoryFiles();
let stacks: readonly SynthesizedStack[];
beforeAll(async () => {
  const world = await World.open();
  stacks = world.stacks();
  await world.close();
});
const workflows = workflowsOf(files);
const jobs = workflows.flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([id, job]): readonly [string, RenderedJob] => [`${file}: ${id}`, job]),
);

describe("the committed files", () => {
  test("are what their source writes", () => {
    expect(checkDirectory(".", files).map(({ diff }) => diff)).toEqual([]);
  });

  test("are all of this repository's workflows", () => {
    const written = readdirSync(".github/workflows").map((file) => `.github/workflows/${file}`);
    expect(written.sort()).toEqual(
      repositoryWorkflows()
        .map(({ path }) => path)
        .sort(),
    );
  });

  test("are on the versions of the file of pins, which pins pull takes over from them", () => {
    expect(pullPins(".", committed).changes).toEqual([]);
    const older = { commit: "0".repeat(40), version: "v1.0.0" };
    const pins = { ...committed, actions: { ...committed.actions, "actions/setup-node": older } };
    expect(pullPins(".", pins).changes).toEqual([
      { name: "actions/setup-node", from: "v1.0.0", to: committed.actions["actions/setup-node"].version },
    ]);
  });

  test("run on the oldest Node of package.json", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    const node = jobOf(files, "check.yml", "test").steps?.find(({ name }) => name === "Set up Node");
    expect(engines.node).toMatch(new RegExp(`^>=${node?.with?.["node-version"]}(\\.|$)`));
  });
});

describe("least privilege", () => {
  test("every workflow grants nothing on top, every job says what it may do and how long", () => {
    expect(workflows.map(([, { permissions }]) => permissions)).toEqual(workflows.map(() => ({})));
    expect(jobs.filter(([, job]) => job.permissions === undefined || !job["timeout-minutes"])).toEqual([]);
  });

  test("nothing runs on pull_request_target or workflow_run, where foreign code meets this repository's token", () => {
    const triggers = workflows.flatMap(([, { on }]) => Object.keys(on));
    expect(triggers).not.toContain("pull_request_target");
    expect(triggers).not.toContain("workflow_run");
  });

  test("secrets are read by jobs that name their environment, and none of those checks out a pull request's code", () => {
    const reading = jobs.filter(([, job]) => /\$\{\{[^}]*secrets\./.test(JSON.stringify(job)));
    expect(reading.map(([name]) => name)).toEqual(
      expect.arrayContaining(["plan.yml: plan", "deploy.yml: production", "drift.yml: look"]),
    );
    expect(reading.filter(([, job]) => job.environment === undefined)).toEqual([]);
    const onPulls = reading.filter(([name]) => name.startsWith("plan.yml"));
    const refs = onPulls.flatMap(([, { steps = [] }]) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")).map((step) => step.with?.ref),
    );
    expect(refs).toEqual(["${{ github.event.pull_request.base.sha }}"]);
  });

  test("check.yml reads no secret", () => {
    expect(JSON.stringify(workflowOf(files, "check.yml"))).not.toMatch(/secrets|github\.token/);
  });

  test("plan.yml's grants: only the comment may write, and it meets no secret", () => {
    const grants = Object.entries(workflowOf(files, "plan.yml").jobs).map(([id, job]) => [
      id,
      job.permissions,
    ]);
    expect(Object.fromEntries(grants)).toEqual({
      synthesize: { contents: "read" },
      plan: { contents: "read" },
      comment: { contents: "read", "pull-requests": "write" },
      planned: { checks: "read" },
    });
    expect(JSON.stringify(jobOf(files, "plan.yml", "comment"))).not.toContain("secrets.");
  });

  test("plan.yml comments the very report of its plan, and on every change of the base", () => {
    const { steps = [] } = jobOf(files, "plan.yml", "comment");
    const fetched = steps.filter(({ uses }) => uses?.startsWith("actions/download-artifact@"));
    expect(fetched.map((step) => step.with?.["artifact-ids"])).toEqual(["${{ needs.plan.outputs.report }}"]);
    expect(workflowOf(files, "plan.yml").on.pull_request).toEqual({
      types: ["opened", "synchronize", "reopened", "edited"],
    });
  });

  test("an edit of a pull request's text plans nothing and cancels nothing", () => {
    const { concurrency, jobs } = workflowOf(files, "plan.yml");
    const onlyText = "github.event.action == 'edited' && !github.event.changes.base";
    expect(concurrency).toEqual({
      group: `plan-\${{ ${onlyText} && github.run_id || github.event.pull_request.number || github.run_id }}`,
      "cancel-in-progress": true,
    });
    expect(jobs.synthesize?.if).toContain(` && !(${onlyText}) }}`);
    expect(jobs.plan?.needs).toEqual(["synthesize"]);
  });

  test("deploy.yml: what may read runs and issues meets no secret, what has secrets only reads the code", () => {
    const grants = Object.entries(workflowOf(files, "deploy.yml").jobs).map(([id, job]) => [
      id,
      job.permissions,
    ]);
    const read = { contents: "read" };
    expect(Object.fromEntries(grants)).toEqual({
      reviewed: { ...read, actions: "read", "pull-requests": "read", issues: "read" },
      repository: read,
      staging: read,
      production: read,
      notice: { ...read, issues: "write" },
    });
    for (const job of ["reviewed", "notice"])
      expect(JSON.stringify(jobOf(files, "deploy.yml", job))).not.toContain("secrets.");
  });

  test("deploy.yml deploys the stacks in their order, each in an environment of its name, never cut off", () => {
    const { jobs, concurrency, on } = workflowOf(files, "deploy.yml");
    const deploying = Object.entries(jobs).filter(([, { environment }]) => environment !== undefined);
    expect(deploying.map(([id]) => id)).toEqual(stacks.map(({ name }) => name));
    expect(deploying.map(([id, { environment, needs }]) => [id, environment?.name, needs])).toEqual([
      ["repository", "repository", ["reviewed"]],
      ["staging", "staging", ["reviewed", "repository"]],
      ["production", "production", ["reviewed", "staging"]],
    ]);
    expect(concurrency).toEqual({ group: "deploy", "cancel-in-progress": false });
    expect(on.push).toEqual({ branches: ["main"] });
    expect(JSON.stringify(jobs)).not.toContain("--unreviewed");
  });

  test("deploy.yml gives each stack the values it asks for, and signs in to the owner that the settings name", () => {
    for (const stack of stacks) {
      const job = jobOf(files, "deploy.yml", stack.name);
      const env = Object.keys(stepOf(job, "Deploy").env ?? {});
      const values = env.filter((name) => name.startsWith("TF_VAR_")).map((name) => name.slice(7));
      expect(values.sort()).toEqual(requiredVariables(stack).sort());
      const { owner, repository } = lingobot.github;
      expect(stepOf(job, "Sign in as the App").with).toMatchObject({ owner, repositories: repository });
    }
  });

  test("drift.yml: what looks cannot write issues, what writes them meets no secret", () => {
    expect(jobOf(files, "drift.yml", "look").permissions).toEqual({ contents: "read" });
    expect(jobOf(files, "drift.yml", "issues").permissions).toEqual({ contents: "read", issues: "write" });
    for (const job of ["issues", "notice"])
      expect(JSON.stringify(jobOf(files, "drift.yml", job))).not.toContain("secrets.");
  });

  test("what runs by itself keeps an issue while it fails, whatever failed of it", () => {
    for (const file of ["deploy.yml", "drift.yml"]) {
      const { notice, ...others } = workflowOf(files, file).jobs;
      expect(notice?.needs).toEqual(Object.keys(others));
      expect(notice?.if).toBe("${{ !cancelled() && github.ref == 'refs/heads/main' }}");
      expect(notice?.permissions).toEqual({ contents: "read", issues: "write" });
      expect(stepOf(notice as RenderedJob, "Keep the issue").run).toBe(
        `npm run --silent notice -- ${file.replace(".yml", "")}`,
      );
    }
  });

  test("release.yml publishes without this repository's code", () => {
    const { steps = [], permissions } = jobOf(files, "release.yml", "publish");
    expect(
      steps.some(({ uses, run = "" }) => uses?.startsWith("actions/checkout@") || run.includes("npm ci")),
    ).toBe(false);
    expect(permissions).toEqual({ packages: "write", "id-token": "write", attestations: "write" });
  });
});

describe("gates", () => {
  test.each([
    ["check.yml", "checked"],
    ["plan.yml", "planned"],
  ])("%s: %s needs every other job and can be required", (file, id) => {
    const workflow = repositoryWorkflows(Pins.committed()).find((each) => each.file === file);
    const gate = workflow?.jobs.find((job) => job.id === id);
    if (!(gate instanceof WorkflowJob)) throw new Error(`${file} has no job ${id}`);
    expect(gate.problemsAsRequiredCheck()).toEqual([]);
    const others = workflow?.jobs.filter((job) => job !== gate).map((job) => job.id);
    expect(gate.props.needs?.map((job) => job.id)).toEqual(others);
  });
});

test("Dependabot looks at every folder that pins versions, and waits for a new one to be a week old", () => {
  const text = files.get(".github/dependabot.yml") ?? "";
  for (const folder of ["tools/checkers", "tools/gitleaks", "tools/opentofu", "tools/python"])
    expect(text).toContain(`directory: /${folder}\n`);
  expect(text.match(/default-days: 7/g)).toHaveLength(text.match(/package-ecosystem/g)?.length ?? 0);
});
