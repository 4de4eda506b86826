import { App, TerraformStack } from "cdktf";
import {
  DeliveryPipeline,
  type DeliveryPipelineProps,
  Python,
  secretSuffix,
} from "../../../constructs/delivery-pipeline";
import { ValidationError, validateTree } from "../../../constructs/errors";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";
import { OTHER } from "./other-pipeline";
import { fileOf, jobOf, stepOf, workflowOf } from "./rendered";

function problemsOf(change: Partial<DeliveryPipelineProps>): string {
  const pipeline = pipelineOf({ ...LINGOBOT, ...change });
  try {
    validateTree(pipeline.node.root);
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
  return "";
}

test("LingoBot and the other team are valid", () => {
  for (const props of [LINGOBOT, OTHER])
    expect(() => validateTree(pipelineOf(props).node.root)).not.toThrow();
});

test("the same props give the same files, sorted by path", () => {
  const files = [...pipelineOf(LINGOBOT).files];
  expect(files).toEqual([...pipelineOf(LINGOBOT).files]);
  expect(files.map(([path]) => path)).toEqual(files.map(([path]) => path).sort());
});

test("every file but the tool and its settings says where it is made", () => {
  const silent = [...pipelineOf(LINGOBOT).files].filter(
    ([, content]) => !content.includes("npm run pipeline -- propose"),
  );
  expect(silent.map(([path]) => path)).toEqual([
    ".github/platform/platform.json",
    ".github/platform/platform.mjs",
  ]);
});

test("every file is handed to the repository once, each as a commit that starts no workflow", () => {
  const seeded: { path: string; content: string; message: string }[] = [];
  const pipeline = pipelineOf(LINGOBOT);
  pipeline.seedInto({ seedFile: (file) => seeded.push(file) });
  expect(new Map(seeded.map(({ path, content }) => [path, content]))).toEqual(pipeline.files);
  expect(seeded.every(({ message, path }) => message === `chore: add ${path} [skip ci]`)).toBe(true);
});

test("a third environment is one more target", () => {
  const files = pipelineOf({
    ...LINGOBOT,
    branches: ["main", "staging", "develop", "demo"],
    targets: [...LINGOBOT.targets, { environment: "demo", branch: "demo" }],
  }).files;
  expect(workflowOf(files, "deploy-demo.yml").on).toEqual({ push: { branches: ["demo"] } });
  expect(fileOf(files, ".github/workflows/deploy-demo.yml")).toContain("secrets.DO_APP_ID_DEMO");
  expect(jobOf(files, "rollback.yml", "rollback-demo").environment?.name).toBe("demo");
});

test("another team's choices reach every file", () => {
  const { files, gate } = pipelineOf(OTHER);
  expect(gate.checkName).toBe("ready to merge");
  expect(jobOf(files, "ci.yml", "all-pass").needs).toContain("docs");
  expect(jobOf(files, "ci.yml", "docs").env).toEqual({ NPM_TOKEN: "none", imageTag: "docs" });
  expect(workflowOf(files, "ci.yml").on).toHaveProperty("merge_group");
  expect(Object.keys(workflowOf(files, "ci.yml").jobs)).not.toContain("codeql");
  const dependencies = jobOf(files, "ci.yml", "dependencies").steps?.map(({ name }) => name);
  expect(dependencies).toEqual(["Check out", "Set up uv and Python", "Vulnerabilities"]);
  expect(jobOf(files, "deploy-qa.yml", "ci").permissions).toMatchObject({ "id-token": "write" });
  expect(jobOf(files, "pr-checks.yml", "quick-lint")["timeout-minutes"]).toBe(2);
  expect(fileOf(files, ".github/pull_request_template.md")).toContain("What, why");
  expect(fileOf(files, ".github/workflows/deploy-canary.yml")).toContain("secrets.CANARY_APP");
  expect(fileOf(files, "Dockerfile")).toContain("FROM python:3.13-slim@sha256:5e5e");
  expect(stepOf(jobOf(files, "ci.yml", "quality"), "Set up uv and Python").with).toMatchObject({
    "python-version": "3.13",
  });
  expect(fileOf(files, "Dockerfile")).toContain("EXPOSE 9000");
  expect(fileOf(files, "Dockerfile")).toContain("http://127.0.0.1:9000/ready");
  expect(fileOf(files, "Dockerfile")).toContain("COPY backend/app ./backend/app");
  expect(fileOf(files, "ruff.toml")).toContain('target-version = "py313"');
  const config = JSON.parse(fileOf(files, ".github/platform/platform.json"));
  expect(config).toMatchObject({
    defaultBranch: "trunk",
    preview: { label: "try it", maxMonthlyDollars: 12, port: 9000 },
  });
  expect(jobOf(files, "deploy-qa.yml", "stopped").environment).toEqual({ name: "alerts" });
  expect(stepOf(jobOf(files, "deploy-qa.yml", "stopped"), "Tell what stopped it").env).toMatchObject({
    SLACK_WEBHOOK_URL: "${{ secrets.SLACK_WEBHOOK_URL }}",
  });
  expect(config.environments.qa.stack).toBe("qa-eu");
  expect(config.environments["live-eu"].monitor).toMatchObject({ observeSeconds: 60, uptimePath: "/ready" });
});

test("the labels that it sets are listed for whoever manages the repository's labels", () => {
  const names = pipelineOf({ ...LINGOBOT, preview: {} }).labels.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["size/XS", "size/XL", "app", "dependencies", "preview"]));
  expect(pipelineOf(LINGOBOT).labels.map(({ name }) => name)).not.toContain("preview");
});

test("a workflow is found by its file, and an unknown one is told", () => {
  expect(pipelineOf(LINGOBOT).workflow("ci.yml").props.name).toBe("CI");
  expect(() => pipelineOf(LINGOBOT).workflow("x.yml")).toThrow(
    "allowed: ci.yml, pr-checks.yml, deploy-staging.yml",
  );
});

test("the tool is the committed bundle unless another is given", () => {
  const { tool: _, ...props } = LINGOBOT;
  expect(fileOf(pipelineOf(props).files, ".github/platform/platform.mjs")).toContain("node:");
});

test("all faults are told at once, with the construct's path", () => {
  const [staging, production] = LINGOBOT.targets;
  if (staging === undefined || production === undefined) throw new Error("LingoBot has two targets");
  const told = problemsOf({
    image: "GHCR.io/LingoBot/app:latest",
    port: 80,
    cooldownDays: 1,
    healthPath: "health?x",
    language: Python.uv({ application: "main", versions: [], minimumCoverage: 101, sourceFolder: "../src" }),
    targets: [
      { ...staging, environment: "Sta ging" },
      {
        ...production,
        promoteFrom: "nowhere",
        appIdSecret: "DO APP",
        existsVariable: "GITHUB_APP",
        commitTagPrefix: "-x",
      },
      { ...production, branch: "hotfix" },
    ],
  });
  for (const fault of [
    "Stack/Pipeline: the image is named by host, owner and repository",
    "the app's port must be one that a user without privileges can open; got 80",
    "new versions must have been out for a while before they are proposed; got 1",
    "the health path is the path of a URL",
    "uvicorn is told which app to run as module:object",
    "the tests need at least one version of Python",
    "the minimum coverage is a percentage; got 101",
    "a folder of the app is named by its path from the repository's top",
    "the environment's name becomes a file name, a tag and the end of a secret's name",
    "production takes its image over from an environment that is no deploy target",
    "tags of production are malformed",
    'the secret that holds the app\'s id of production is malformed; got "DO APP"',
    'the variable that tells whether the app of production exists is malformed; got "GITHUB_APP"; allowed: letters, digits and _, not starting with a digit or GITHUB_; correct existsVariable, or leave it out',
    "two deploy targets have the same environment, so one push would deploy twice",
    'a branch deploys whose pushes CI does not check; got ["hotfix"]',
  ]) {
    expect(told).toContain(fault);
  }
});

test("a container whose Python the tests do not run on is refused", () => {
  const language = Python.uv({ application: "lingobot.main:app", versions: ["3.12"] });
  expect(problemsOf({ language })).toContain(
    'the container runs Python 3.11, on which the tests do not run; got ["3.12"]; add "3.11" to versions, or pin another image of python',
  );
});

test("a gate whose check another job reports too is refused", () => {
  expect(problemsOf({ gateName: "PR Metadata" })).toContain(
    'the gate\'s check name "PR Metadata" is reported by other jobs too; got ["pr-checks.yml: metadata"]',
  );
});

test("a gate that a matrix would name is refused", () => {
  expect(problemsOf({ gateName: "All ${{ github.ref }}" })).toContain("cannot be a required check");
});

test("overrides cannot touch what the required check rests on, nor files that are no workflows", () => {
  const ci = ".github/workflows/ci.yml";
  const refused = "an override would change what the required check rests on";
  expect(problemsOf({ overrides: [{ file: ci, path: ["jobs", "all-pass", "name"], value: "x" }] })).toContain(
    refused,
  );
  expect(
    problemsOf({ overrides: [{ file: ci, path: ["on", "pull_request", "paths"], value: ["a"] }] }),
  ).toContain(refused);
  expect(problemsOf({ overrides: [{ file: ci, path: ["jobs"], value: {} }] })).toContain(refused);
  expect(problemsOf({ overrides: [{ file: "Dockerfile", path: ["x"] }] })).toContain(
    "names a file that is no workflow",
  );
  expect(
    problemsOf({ overrides: [{ file: ci, path: ["jobs", "test", "timeout-minutes"], value: 20 }] }),
  ).toBe("");
});

describe("overrides and extra files cannot hollow out the required check", () => {
  const at = (file: string, path: readonly string[], value?: unknown) =>
    problemsOf({ overrides: [{ file: `.github/workflows/${file}`, path: ["jobs", ...path], value }] });

  test.each([
    ["pr-checks.yml", "quick-lint"],
    ["ci.yml", "quality"],
    ["deploy-staging.yml", "publish"],
  ])("by the gate's name on another job: %s, %s", (file, id) => {
    const told = `the gate's check name "All Pass" is reported by other jobs too; got ["${file}: ${id}"]; rename the gate or those jobs`;
    expect(at(file, [id, "name"], "All Pass")).toContain(told);
    expect(at(file, [id, "name"], "All ${{ 'Pass' }}")).toContain(told);
  });

  test("by a called job whose check has the gate's name", () => {
    expect(problemsOf({ gateName: "CI / Secrets" })).toContain(
      'reported by other jobs too; got ["deploy-production.yml: ci","deploy-staging.yml: ci"]',
    );
  });

  test("by a workflow of one's own that reports it", () => {
    const own = "on: { pull_request: {} }\njobs: { easy: { name: All Pass } }\n";
    expect(problemsOf({ extraFiles: { ".github/workflows/own.yaml": own } })).toContain(
      'is reported by other jobs too; got ["own.yaml: easy"]',
    );
    expect(problemsOf({ extraFiles: { ".github/workflows/own.yml": "jobs: { easy: {} }\n" } })).toBe("");
  });

  test("by jobs that may fail", () => {
    const told =
      'jobs of ci.yml may fail and the gate "All Pass" would still pass; got ["jobs.test.continue-on-error"]; allowed: no continue-on-error on a job that the gate needs; remove the override, or allow the failure of one step by its own continueOnError';
    expect(at("ci.yml", ["test", "continue-on-error"], true)).toContain(told);
    expect(at("ci.yml", ["test", "continue-on-error"], "${{ matrix.old }}")).toContain(told);
    expect(at("ci.yml", ["test", "continue-on-error"], false)).toBe("");
  });

  test("by jobs that the gate does not need, or by removing ones that it needs", () => {
    const told = (id: string) =>
      `overrides add jobs to ci.yml that the gate does not need, or remove ones that it needs; got ["${id}"]; add jobs by extend; leave CodeQL out by codeScanning`;
    expect(at("ci.yml", ["loose"], { "runs-on": "ubuntu-24.04" })).toContain(told("loose"));
    expect(at("ci.yml", ["secrets"])).toContain(told("secrets"));
  });

  test("by the defaults of its commands", () => {
    const path = ["defaults"];
    const overrides = [{ file: ".github/workflows/ci.yml", path, value: { run: { shell: "true {0}" } } }];
    expect(problemsOf({ overrides })).toContain(
      'an override would change what the required check rests on; got "defaults"; rename the gate by gateName, and add jobs by extend; the triggers and defaults of CI stay',
    );
  });

  test("by replacing rendered files", () => {
    const extraFiles = { ".github/workflows/ci.yml": "jobs: {}\n", Dockerfile: "FROM scratch\n" };
    expect(problemsOf({ extraFiles })).toContain(
      'extraFiles would replace files that the pipeline renders; got [".github/workflows/ci.yml","Dockerfile"]; allowed: paths that the pipeline does not render; change rendered files by the props or by overrides, or give the file another path',
    );
  });

  test("by paths outside of the repository", () => {
    const extraFiles = { "../../etc/x": "", "/abs": "", "a/./b": "", ".git/config": "", "docs/..x": "" };
    expect(problemsOf({ extraFiles })).toContain(
      'extraFiles would be written outside of the repository\'s own files; got ["../../etc/x","/abs","a/./b",".git/config"]; allowed: relative paths with / between their parts, none of which is empty, . or .. or .git; name each file by its path from the repository\'s top',
    );
  });

  test("by a workflow that cannot be read", () => {
    expect(problemsOf({ extraFiles: { ".github/workflows/own.yml": "jobs: [\n" } })).toContain(
      'workflows among extraFiles are no YAML, so it cannot be seen which checks they report; got [".github/workflows/own.yml"]; correct them',
    );
  });
});

test("overrides add keys of GitHub's that the model does not have", () => {
  const file = ".github/workflows/rollback.yml";
  const { files } = pipelineOf({
    ...LINGOBOT,
    overrides: [{ file, path: ["concurrency", "queue"], value: "max" }],
  });
  expect(workflowOf(files, "rollback.yml").concurrency).toMatchObject({ queue: "max" });
});

test("names of environments become ends of secrets' names", () => {
  expect(secretSuffix("live-eu")).toBe("LIVE_EU");
});

test("it creates nothing by itself", () => {
  const stack = new TerraformStack(new App(), "Stack");
  new DeliveryPipeline(stack, "Pipeline", LINGOBOT);
  expect(stack.toTerraform()).not.toHaveProperty("resource");
});
