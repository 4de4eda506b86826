import type { LanguageProfile } from "../language/language-profile";
import type { Pins } from "../pinned-versions";
import { Grant } from "../workflow/grant";
import type { WorkflowJob } from "../workflow/job";
import type { Permissions, Step } from "../workflow/model";
import { Workflow } from "../workflow/workflow";
import { buildxStep } from "./publish";
import { checkout, expression, READ_CONTENTS } from "./steps";

/** What the CI workflow depends on. */
export interface CiProps {
  readonly pins: Pins;
  readonly language: LanguageProfile;
  /** Branches whose pushes are checked. */
  readonly branches: readonly string[];
  /** Name of the gate job, and so of the required check. */
  readonly gateName: string;
  /** Whether CodeQL's results can be uploaded and dependencies reviewed: public repositories, and private ones with Code Security. */
  readonly codeScanning: boolean;
  /** Whether pull requests pass through a merge queue. */
  readonly mergeQueue: boolean;
}

/** The workflow and its gate, which is made last because it needs every other job. */
export interface Ci {
  readonly workflow: Workflow;
  /** Adds the gate that needs every job of the workflow. */
  readonly seal: () => WorkflowJob;
}

const CHECKS_OUT: Permissions = { contents: READ_CONTENTS };
/** Lowest severity for which the image scan fails: findings below it are told and do not stop. */
const SCAN_CUTOFF = "high";

/**
 * Parallel jobs for pull requests and pushes; other workflows call it too. A newer push to a pull request cancels
 * the older run; a run for a push is never cancelled, because a deployment may be waiting for it.
 */
export function ciWorkflow(props: CiProps): Ci {
  const workflow = new Workflow({
    file: "ci.yml",
    name: "CI",
    on: {
      pullRequest: {},
      push: { branches: props.branches },
      workflowCall: true,
      ...(props.mergeQueue ? { mergeGroup: true } : {}),
    },
    concurrency: {
      group: `ci-${expression("github.workflow")}-${expression("github.event.pull_request.number || github.run_id")}`,
      cancelInProgress: expression("github.event_name == 'pull_request'"),
    },
  });
  addQuality(workflow, props);
  if (props.codeScanning) addCodeql(workflow, props);
  addDependencies(workflow, props);
  addSecrets(workflow, props);
  addTests(workflow, props);
  addContainer(workflow, props);
  return { workflow, seal: () => addGate(workflow, props.gateName) };
}

/** Holds for one object with at least one result, all of them success; nothing at all is no success (jq 1.6 exits with 0). */
const EVERY_RESULT_IS_SUCCESS = 'length == 1 and (.[0] | length > 0 and all(.[]; .result == "success"))';

/** The toolchain of the container's version. */
export function defaultToolchain({ pins, language }: Pick<CiProps, "pins" | "language">) {
  return language.toolchain({ pins, version: language.containerVersion(pins) });
}

function addQuality(workflow: Workflow, props: CiProps): void {
  workflow.addJob("quality", {
    name: "Code Quality",
    timeoutMinutes: 5,
    permissions: CHECKS_OUT,
    steps: [
      checkout(props.pins),
      ...defaultToolchain(props),
      ...props.language.install,
      ...props.language.quality,
    ],
  });
}

function addCodeql(workflow: Workflow, { pins, language }: CiProps): void {
  workflow.addJob("codeql", {
    name: "CodeQL",
    timeoutMinutes: 10,
    permissions: {
      ...CHECKS_OUT,
      actions: Grant.read("CodeQL reads its own run in private repositories"),
      "security-events": Grant.write("upload the findings"),
    },
    steps: [
      checkout(pins),
      {
        name: "Initialize CodeQL",
        uses: pins.action("github/codeql-action/init"),
        with: { languages: language.codeqlLanguage, "build-mode": "none", queries: "security-and-quality" },
      },
      {
        name: "Analyze",
        uses: pins.action("github/codeql-action/analyze"),
        with: { category: `/language:${language.codeqlLanguage}` },
      },
    ],
  });
}

function addDependencies(workflow: Workflow, props: CiProps): void {
  workflow.addJob("dependencies", {
    name: "Dependencies",
    timeoutMinutes: 5,
    permissions: CHECKS_OUT,
    steps: [
      checkout(props.pins),
      ...(props.codeScanning ? [reviewStep(props.pins)] : []),
      ...defaultToolchain(props),
      ...props.language.audit,
    ],
  });
}

/** Fails on a private repository without Code Security (GitHub documentation, "About dependency review"). */
function reviewStep(pins: Pins): Step {
  return {
    name: "Review dependencies",
    if: "github.event_name == 'pull_request'",
    uses: pins.action("actions/dependency-review-action"),
    with: { "fail-on-severity": "moderate" },
  };
}

/**
 * The action looks at the commits of the pull request or push. It finds none when a push brings none, for instance the
 * first of a new branch, and cannot find where to begin after a forced push, which leaves the commit before it on no
 * branch. Then it is given a head and no base, and looks at the whole branch.
 */
const HEAD_OF_WHOLE_BRANCH = expression(
  "github.event_name == 'push' && (github.event.forced || toJSON(github.event.commits) == '[]') && github.sha || ''",
);

function addSecrets(workflow: Workflow, { pins }: CiProps): void {
  workflow.addJob("secrets", {
    name: "Secrets",
    timeoutMinutes: 5,
    permissions: CHECKS_OUT,
    steps: [
      checkout(pins, { history: true }),
      {
        name: "Scan commits with TruffleHog",
        uses: pins.action("trufflesecurity/trufflehog"),
        with: {
          version: pins.imageVersion("ghcr.io/trufflesecurity/trufflehog"),
          head: HEAD_OF_WHOLE_BRANCH,
          // Without it, a scan that could not read the commits ends green.
          extra_args: "--results=verified,unknown --fail-on-scan-errors",
        },
      },
    ],
  });
}

function addTests(workflow: Workflow, { pins, language }: CiProps): void {
  const version = expression("matrix.version");
  workflow.addJob("test", {
    name: `Test (${language.name} ${version})`,
    timeoutMinutes: 10,
    permissions: CHECKS_OUT,
    strategy: { failFast: false, matrix: { version: language.versions } },
    steps: [checkout(pins), ...language.toolchain({ pins, version }), ...language.install, ...language.tests],
  });
}

function addContainer(workflow: Workflow, { pins }: CiProps): void {
  workflow.addJob("container", {
    name: "Docker Build",
    timeoutMinutes: 10,
    permissions: CHECKS_OUT,
    steps: [
      checkout(pins),
      buildxStep(pins),
      {
        name: "Build",
        uses: pins.action("docker/build-push-action"),
        with: {
          context: ".",
          load: true,
          tags: "app:ci",
          "cache-from": "type=gha",
          "cache-to": "type=gha,mode=max",
        },
      },
      {
        name: "Scan the image",
        uses: pins.action("anchore/scan-action"),
        with: {
          image: "app:ci",
          "fail-build": true,
          "severity-cutoff": SCAN_CUTOFF,
          "only-fixed": true,
          "output-format": "table",
        },
      },
    ],
  });
}

function addGate(workflow: Workflow, name: string): WorkflowJob {
  return workflow.addJob("all-pass", {
    name,
    needs: workflow.jobs,
    if: expression("always()"),
    timeoutMinutes: 2,
    permissions: {},
    steps: [
      {
        name: "Fail unless every job succeeded",
        env: { NEEDS: expression("toJSON(needs)") },
        run: `echo "$NEEDS"\njq --exit-status --slurp '${EVERY_RESULT_IS_SUCCESS}' <<< "$NEEDS"\n`,
      },
    ],
  });
}
