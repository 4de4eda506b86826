import { dirname, posix } from "node:path";
import { validateTree } from "../../../constructs/errors";
import { LINGOBOT, pipelineOf } from "./lingobot-pipeline";
import { NODE, NODE_PIPELINE } from "./node-pipeline";
import { fileOf, jobOf, stepOf, workflowOf } from "./rendered";

const valid = (coverageFile: string) => () =>
  validateTree(pipelineOf({ ...NODE_PIPELINE, language: { ...NODE, coverageFile } }).node.root);

test("another language reaches every job that depends on it, and the rest stays", () => {
  const { files, node } = pipelineOf(NODE_PIPELINE);
  expect(() => validateTree(node.root)).not.toThrow();
  const steps = (id: string) => jobOf(files, "ci.yml", id).steps?.map(({ name }) => name);
  expect(steps("quality")).toEqual(["Check out", "Set up Node", "Install", "Lint", "Types"]);
  expect(steps("test")).toEqual(["Check out", "Set up Node", "Install", "Tests"]);
  expect(jobOf(files, "ci.yml", "test").name).toBe("Test (Node ${{ matrix.version }})");
  expect(jobOf(files, "ci.yml", "test").strategy?.matrix).toEqual({ version: ["22", "24"] });
  expect(stepOf(jobOf(files, "ci.yml", "codeql"), "Initialize CodeQL").with).toMatchObject({
    languages: "javascript-typescript",
  });
  expect(stepOf(jobOf(files, "ci.yml", "dependencies"), "Vulnerabilities").run).toContain("npm audit");
  expect(fileOf(files, "Dockerfile")).toContain("FROM node:24-slim@sha256:2424");
  const dependabot = fileOf(files, ".github/dependabot.yml");
  expect(dependabot).toContain("package-ecosystem: npm");
  expect(dependabot).toMatch(
    /dependency-name: node\n\s+update-types:\n\s+- version-update:semver-major\n\s+labels:/,
  );
  const python = pipelineOf(LINGOBOT).files;
  expect(workflowOf(files, "ci.yml").jobs["all-pass"]).toEqual(workflowOf(python, "ci.yml").jobs["all-pass"]);
  expect([...files].filter(([path, text]) => !path.endsWith(".mjs") && /python|uv\b/i.test(text))).toEqual(
    [],
  );
});

/**
 * Where GitHub puts the report, by its documentation: an artifact of one file holds that file at its root
 * (actions/upload-artifact, issue 174), and it is fetched into `path`, which is the repository's top by default.
 */
test.each([
  ["a folder", NODE_PIPELINE],
  ["the repository's top", LINGOBOT],
])("the coverage report of %s is read where the artifact was fetched to", (_name, props) => {
  const { files } = pipelineOf(props);
  const kept = stepOf(jobOf(files, "pr-checks.yml", "coverage"), "Keep the report").with?.path as string;
  const job = jobOf(files, "pr-checks.yml", "coverage-report");
  const fetchedTo = (stepOf(job, "Fetch the report").with?.path ?? ".") as string;
  const read = / --file (\S+)$/.exec(stepOf(job, "Comment").run ?? "")?.[1];
  expect(read).toBe(posix.join(fetchedTo, posix.basename(kept)));
  expect(dirname(kept)).toBe(fetchedTo);
});

test.each(["coverage/lcov.info", "../coverage.xml", "/coverage.xml", ".nyc_output/out.json", "a b.xml"])(
  "a report that the tool cannot read or that is no path is refused: %s",
  (file) => {
    expect(valid(file)).toThrow(
      `the coverage report of Node cannot be read by the deploy tool; got "${file}"; allowed: a path from the repository's top of letters, digits and _ . - /, no part starting with a dot, that ends in .xml (Cobertura) or .json (coverage.py); let the tests write one of these formats and name its file`,
    );
  },
);

test.each(["coverage.xml", "build/reports/cobertura-1.xml", "coverage.json"])("%s is accepted", (file) => {
  expect(valid(file)).not.toThrow();
});

test("patterns of path labels that only minimatch knows are refused, all at once", () => {
  const pathLabels = { app: ["src/**", "{lib,bin}/**"], tests: ["!src/**"] };
  const { node } = pipelineOf({ ...NODE_PIPELINE, language: { ...NODE, pathLabels } });
  expect(() => validateTree(node.root)).toThrow(
    'path labels of Node have patterns that the deploy tool cannot match; got ["{lib,bin}/**","!src/**"]; allowed: paths from the repository\'s top with *, ** and ?, without [ ] { } \\, groups, or ! and # in front; write each alternative as a pattern of its own',
  );
});
