import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lingobotFiles } from "../constructs/delivery-pipeline/lingobot-pipeline";
import { fileOf, jobOf, type RenderedJob, workflowOf } from "../constructs/delivery-pipeline/rendered";

const files = lingobotFiles();
const workflows = [...files.keys()].flatMap((path) => /^\.github\/workflows\/(.*)$/.exec(path)?.[1] ?? []);
const needs = (file: string) =>
  Object.entries(workflowOf(files, file).jobs).map(([id, job]) => [id, job.needs ?? []]);

function stepsOf(file: string) {
  return Object.values(workflowOf(files, file).jobs).flatMap((job: RenderedJob) => job.steps ?? []);
}

test("production runs the same checks, image, deployment and notification, one after the other", () => {
  expect(needs("deploy-production.yml")).toEqual([
    ["ci", []],
    ["publish", ["ci"]],
    ["exists", ["publish"]],
    ["deploy", ["publish", "exists"]],
    ["notify", ["publish", "deploy"]],
    ["stopped", ["ci", "publish", "exists", "deploy"]],
  ]);
  expect(jobOf(files, "deploy-production.yml", "ci").uses).toBe("./.github/workflows/ci.yml");
});

test("the jobs of a pull request wait for nothing, but the comment for the tests", () => {
  expect(needs("pr-checks.yml")).toEqual([
    ["metadata", []],
    ["quick-lint", []],
    ["coverage", []],
    ["coverage-report", ["coverage"]],
  ]);
});

test("every image that is pushed has an SBOM", () => {
  const builds = workflows.flatMap(stepsOf).filter(({ with: inputs }) => inputs?.push === true);
  expect(builds).toHaveLength(2);
  for (const build of builds) expect(build.with?.sbom).toMatch(/^generator=/);
});

test("no workflow takes an image away", () => {
  for (const file of workflows) {
    const used = stepsOf(file).map(({ uses = "", run = "" }) => `${uses}\n${run}`);
    expect(used.join("\n")).not.toMatch(/delete|prune|retention/i);
  }
});

test("the .env file of a developer is ignored by git and kept out of the image", () => {
  const ignored = readFileSync("examples/lingobot/.gitignore", "utf8").split("\n");
  expect(ignored).toContain(".env");
  expect(fileOf(files, ".dockerignore").split("\n")).toContain("**/.env*");
});

test("the app is divided into domain, ports, application and adapters", () => {
  const folders = ["domain", "ports", "application", "adapters"];
  const missing = folders.filter((name) => !existsSync(join("examples/lingobot/src/lingobot", name)));
  expect(missing).toEqual([]);
});
