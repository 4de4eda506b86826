import type { DeliveryPipelineProps } from "../../../constructs/delivery-pipeline";
import { problemsOf } from "../synthesize";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";
import { NODE_PIPELINE } from "./node-pipeline";
import { OTHER } from "./other-pipeline";
import { jobOf, type RenderedJob, workflowOf, workflowsOf } from "./rendered";

const PIPELINES: readonly (readonly [string, DeliveryPipelineProps])[] = [
  ["LingoBot", LINGOBOT],
  ["another team", OTHER],
  ["LingoBot with previews", { ...LINGOBOT, preview: {} }],
  ["a Node app", NODE_PIPELINE],
];

describe.each(PIPELINES)("least privilege for %s", (_name, props) => {
  const { files } = pipelineOf(props);
  const workflows = workflowsOf(files);
  const jobs = workflows.flatMap(([file, workflow]) =>
    Object.entries(workflow.jobs).map(([id, job]): readonly [string, RenderedJob] => [`${file}: ${id}`, job]),
  );

  test("every workflow grants nothing on top", () => {
    expect(workflows.map(([file, { permissions }]) => [file, permissions])).toEqual(
      workflows.map(([file]) => [file, {}]),
    );
  });

  test("every job says what it may do, and how long at most", () => {
    const silent = jobs.filter(([, job]) => job.permissions === undefined);
    const endless = jobs.filter(([, job]) => job.uses === undefined && job["timeout-minutes"] === undefined);
    expect([silent, endless]).toEqual([[], []]);
  });

  test("secrets are read only by jobs that name their environment", () => {
    const reading = jobs.filter(([, job]) => /\$\{\{[^}]*secrets\./.test(JSON.stringify(job)));
    expect(reading.length).toBeGreaterThan(0);
    expect(reading.filter(([, job]) => job.environment === undefined)).toEqual([]);
    expect(JSON.stringify(workflows)).not.toMatch(/secrets: inherit|"secrets":"inherit"/);
  });

  test("no run for a deployment, a rollback or a preview is ever cancelled", () => {
    const deploying = jobs.filter(
      ([, job]) => job.environment !== undefined && job.concurrency !== undefined,
    );
    expect(deploying.map(([, job]) => job.concurrency?.["cancel-in-progress"])).toEqual(
      deploying.map(() => false),
    );
    const files = workflows.filter(([file]) => /^(deploy-|rollback)/.test(file));
    expect(files.map(([, { concurrency }]) => concurrency?.["cancel-in-progress"])).toEqual(
      files.map(() => false),
    );
    expect(workflowOf(pipelineOf(props).files, "ci.yml").concurrency).toEqual({
      group: "ci-${{ github.workflow }}-${{ github.event.pull_request.number || github.run_id }}",
      "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
    });
  });

  test("deployments and rollbacks of one environment share one group, and no two environments do", () => {
    for (const { environment } of props.targets) {
      const group = `deploy-${environment}`;
      expect(jobOf(files, `deploy-${environment}.yml`, "deploy").concurrency?.group).toBe(group);
      expect(jobOf(files, "rollback.yml", `rollback-${environment}`).concurrency?.group).toBe(group);
      // A workflow-level group of the same name would wait for itself.
      expect(workflowOf(files, `deploy-${environment}.yml`).concurrency?.group).not.toBe(group);
    }
  });

  test("no waiting deployment or rollback is replaced by the other: one of each at most wants their group", () => {
    for (const { environment } of props.targets) {
      const wanting = jobs.filter(([, job]) => job.concurrency?.group === `deploy-${environment}`);
      expect(wanting.map(([where]) => where)).toEqual([
        `deploy-${environment}.yml: deploy`,
        `rollback.yml: rollback-${environment}`,
      ]);
      expect(workflowOf(files, `deploy-${environment}.yml`).concurrency?.group).toBe(
        `workflow-deploy-${environment}`,
      );
    }
    expect(workflowOf(files, "rollback.yml").concurrency?.group).toBe(
      "workflow-rollback-${{ inputs.environment }}",
    );
  });

  test("every action is pinned by commit with its version beside it", () => {
    const lines = [...files]
      .filter(([path]) => path.startsWith(".github/workflows/"))
      .flatMap(([, content]) => content.split("\n").filter((line) => /^\s*(- )?uses:/.test(line)));
    const foreign = lines.filter((line) => !line.includes("uses: ./"));
    expect(foreign.length).toBeGreaterThan(20);
    expect(foreign.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test("no command holds an expression, and no checkout leaves credentials behind", () => {
    const steps = jobs.flatMap(([, job]) => job.steps ?? []);
    expect(steps.filter((step) => step.run?.includes("${{"))).toEqual([]);
    const checkouts = steps.filter((step) => step.uses?.startsWith("actions/checkout@"));
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("code of a fork never meets a token that can write", () => {
    const triggers = workflows.flatMap(([, workflow]) => Object.keys(workflow.on));
    expect(triggers).not.toContain("pull_request_target");
    expect(triggers).not.toContain("workflow_run");
  });
});

test("the job that runs the tests of a pull request cannot write; the one that comments runs none", () => {
  const { files } = pipelineOf(LINGOBOT);
  expect(jobOf(files, "pr-checks.yml", "coverage").permissions).toEqual({ contents: "read" });
  const report = jobOf(files, "pr-checks.yml", "coverage-report");
  expect(report.permissions).toEqual({ contents: "read", "pull-requests": "write" });
  expect(JSON.stringify(report.steps)).not.toContain("pytest");
});

test.each(PIPELINES)(
  "in the pipeline of %s, what builds images is pinned by digest, not only what they are built from",
  (_name, props) => {
    const steps = workflowsOf(pipelineOf(props).files).flatMap(([, { jobs }]) =>
      Object.values(jobs).flatMap((job) => job.steps ?? []),
    );
    const using = (action: string) => steps.filter(({ uses }) => uses?.startsWith(`${action}@`));
    const builders = using("docker/setup-buildx-action").map((step) => String(step.with?.["driver-opts"]));
    const lists = using("docker/build-push-action")
      .filter((step) => step.with?.push === true)
      .map((step) => String(step.with?.sbom));
    expect(Math.min(builders.length - 1, lists.length)).toBeGreaterThan(0);
    for (const builder of builders)
      expect(builder).toMatch(/^image=moby\/buildkit:v[\d.]+@sha256:[0-9a-f]{64}$/);
    for (const list of lists)
      expect(list).toMatch(/^generator=docker\/buildkit-syft-scanner:[\d.]+@sha256:[0-9a-f]{64}$/);
  },
);

test("a registry that wants a secret is logged in to from within the environment", () => {
  const { files } = pipelineOf(OTHER);
  expect(jobOf(files, "deploy-qa.yml", "publish")).toMatchObject({ environment: { name: "qa" } });
  expect(jobOf(files, "deploy-qa.yml", "publish").permissions).toEqual({
    contents: "read",
    actions: "read",
  });
  expect(jobOf(pipelineOf(LINGOBOT).files, "deploy-staging.yml", "publish").environment).toBeUndefined();
});

test("an environment of the registry's own lets the image be pushed before anybody approves the deployment", () => {
  const { files, node } = pipelineOf({ ...OTHER, registryEnvironment: "registry" });
  expect(problemsOf(node.root)).toEqual([]);
  for (const environment of ["qa", "canary", "live-eu"]) {
    const job = (id: string) => jobOf(files, `deploy-${environment}.yml`, id);
    expect(job("publish").environment?.name).toBe("registry");
    expect(job("deploy").environment?.name).toBe(environment);
    expect(job("deploy").needs).toContain("publish");
  }
});

test("previews share one group of jobs for each pull request, and no group of the run, which a later event would push out", () => {
  const { files } = pipelineOf({ ...LINGOBOT, preview: { label: "it's on" } });
  expect(workflowOf(files, "preview.yml").concurrency).toBeUndefined();
  const group = { group: "preview-${{ github.event.pull_request.number }}", "cancel-in-progress": false };
  expect(jobOf(files, "preview.yml", "up").concurrency).toEqual(group);
  expect(jobOf(files, "preview.yml", "down").concurrency).toEqual(group);
  expect(jobOf(files, "preview.yml", "publish").if).toContain(
    "contains(github.event.pull_request.labels.*.name, 'it''s on')",
  );
});
