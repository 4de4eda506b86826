import { posix } from "node:path";
import type { LanguageProfile } from "../language/language-profile";
import type { Pins } from "../pinned-versions";
import { Grant } from "../workflow/grant";
import type { Step } from "../workflow/model";
import { Workflow } from "../workflow/workflow";
import { defaultToolchain } from "./ci";
import { checkout, expression, literalOf, READ_CONTENTS, TOKEN, tool } from "./steps";

/** What the quick checks of pull requests depend on. */
export interface PrChecksProps {
  readonly pins: Pins;
  readonly language: LanguageProfile;
}

const ARTIFACT = "coverage";

/**
 * Size and path labels, a quick lint, the coverage as a comment. Runs on `pull_request` only, so that code of a
 * fork never meets a token that can write; there the tool writes to the job summary.
 */
export function prChecksWorkflow(props: PrChecksProps): Workflow {
  const workflow = new Workflow({
    file: "pr-checks.yml",
    name: "PR Checks",
    on: { pullRequest: { types: ["opened", "synchronize", "reopened"] } },
    concurrency: {
      group: `pr-checks-${expression("github.event.pull_request.number")}`,
      cancelInProgress: true,
    },
  });
  addMetadata(workflow, props);
  workflow.addJob("quick-lint", {
    name: "Quick Lint",
    timeoutMinutes: 3,
    permissions: { contents: READ_CONTENTS },
    steps: [checkout(props.pins), ...defaultToolchain(props), ...props.language.quickLint],
  });
  addCoverage(workflow, props);
  return workflow;
}

function addMetadata(workflow: Workflow, { pins }: PrChecksProps): void {
  workflow.addJob("metadata", {
    name: "PR Metadata",
    timeoutMinutes: 3,
    permissions: { contents: READ_CONTENTS, "pull-requests": Grant.write("set labels") },
    steps: [
      checkout(pins),
      tool({ name: "Size label", env: { GITHUB_TOKEN: TOKEN }, command: "size-label" }),
      tool({
        name: "Can labels be set?",
        id: "paths",
        env: { GITHUB_TOKEN: TOKEN },
        command: "path-labels",
      }),
      {
        name: "Path labels",
        if: "steps.paths.outputs.writable == 'true'",
        uses: pins.action("actions/labeler"),
        with: { "sync-labels": true },
      },
    ],
  });
}

/**
 * Tests run in one job and the comment is written in another: the code under test never meets the token. Tests that
 * fail leave no report, and then none is asked for; too little coverage does leave one.
 */
function addCoverage(workflow: Workflow, props: PrChecksProps): void {
  const { pins, language } = props;
  const tests = workflow.addJob("coverage", {
    name: "Coverage",
    timeoutMinutes: 10,
    permissions: { contents: READ_CONTENTS },
    outputs: { report: expression("steps.report.outcome") },
    steps: [
      checkout(pins),
      ...defaultToolchain(props),
      ...language.install,
      ...language.tests,
      {
        name: "Keep the report",
        id: "report",
        if: expression(`!cancelled() && hashFiles(${literalOf(language.coverageFile)}) != ''`),
        uses: pins.action("actions/upload-artifact"),
        with: {
          name: ARTIFACT,
          path: language.coverageFile,
          "if-no-files-found": "error",
          overwrite: true,
          "retention-days": 7,
        },
      },
    ],
  });
  workflow.addJob("coverage-report", {
    name: "Coverage Report",
    needs: [tests],
    if: expression("!cancelled() && needs.coverage.outputs.report == 'success'"),
    timeoutMinutes: 3,
    permissions: { contents: READ_CONTENTS, "pull-requests": Grant.write("comment on the pull request") },
    steps: [
      checkout(pins),
      fetchStep(pins, language),
      tool({
        name: "Comment",
        env: { GITHUB_TOKEN: TOKEN },
        command: `coverage-comment --file ${language.coverageFile}`,
      }),
    ],
  });
}

/** An artifact of one file holds it at its root, whatever folder it came from (actions/upload-artifact, issue 174). */
function fetchStep(pins: Pins, { coverageFile }: LanguageProfile): Step {
  const folder = posix.dirname(coverageFile);
  return {
    name: "Fetch the report",
    uses: pins.action("actions/download-artifact"),
    with: { name: ARTIFACT, ...(folder === "." ? {} : { path: folder }) },
  };
}
