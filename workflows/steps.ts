import { Grant, type Pins, type RunStep, type Step, type UsesStep } from "../constructs";

/** The oldest Node that the project supports, and the one that its tests are run on. */
const NODE = "20.9";
/** The Terraform that the tests are run on, and that plans. */
const TERRAFORM = "1.11.4";

/** The default branch: releases come from it, pull requests are planned against it. */
export const MAIN = "main";

/** Holds on the main branch; by hand a run of another can be started too. */
export const ON_MAIN = `github.ref == 'refs/heads/${MAIN}'`;

/** The grant that nearly every job needs. */
export const READ_CONTENTS: Grant = Grant.read("check out the code");

/** An expression of GitHub Actions. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** What is checked out. */
export interface CheckoutProps {
  /** Branch, tag or commit. @default - what the event names */
  readonly ref?: string;
  /** Commits of history, 0 for all. @default 1 */
  readonly depth?: number;
}

/** Checks the repository out, and leaves no credentials behind. */
export function checkout(pins: Pins, { ref, depth }: CheckoutProps = {}): UsesStep {
  return {
    name: "Check out",
    uses: pins.action("actions/checkout"),
    with: {
      "persist-credentials": false,
      ...(depth === undefined ? {} : { "fetch-depth": depth }),
      ...(ref === undefined ? {} : { ref }),
    },
  };
}

/** Node, without a cache: another run could have filled it. */
export function setUpNode(pins: Pins): UsesStep {
  return {
    name: "Set up Node",
    uses: pins.action("actions/setup-node"),
    with: { "node-version": NODE, "package-manager-cache": false },
  };
}

/** Terraform itself and not the action's wrapper, which swallows exit codes. */
export function setUpTerraform(pins: Pins): UsesStep {
  return {
    name: "Set up Terraform",
    uses: pins.action("hashicorp/setup-terraform"),
    with: { terraform_version: TERRAFORM, terraform_wrapper: false },
  };
}

export const INSTALL: RunStep = { name: "Install", run: "npm ci" };

/** Where the report is written to. */
const REPORT = "$RUNNER_TEMP/report";
const REPORT_ARTIFACT = "plan-report";
const KEPT = "kept";

/** Identifies the report that this job kept, for `outputs`; empty when there is none. */
export const KEPT_REPORT = expression(`steps.${KEPT}.outputs.artifact-id`);

/** What a report is made of. */
export interface ReportProps {
  /** Arguments of `npm run plan`. */
  readonly plan: string;
  /** Environment of the plan. @default - the job's */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Plans and shows the report in the job's summary; changes (exit code 2) are no failure. The report's text comes from the
 * pull request, so it never goes to the log, where its lines could be taken for commands to the runner.
 */
export function planReport(pins: Pins, { plan, env }: ReportProps): readonly Step[] {
  return [
    {
      name: "Plan",
      ...(env === undefined ? {} : { env }),
      run: `status=0
npm run --silent plan -- ${plan} --output "${REPORT}" > /dev/null || status=$?
cat "${REPORT}/plan-report.md" >> "$GITHUB_STEP_SUMMARY"
[[ "$status" == 0 || "$status" == 2 ]]
`,
    },
    keepReport(pins),
  ];
}

/** Keeps the report as an artifact, see KEPT_REPORT. */
export function keepReport(pins: Pins): UsesStep {
  return {
    name: "Keep the report",
    id: KEPT,
    if: expression("!cancelled()"),
    uses: pins.action("actions/upload-artifact"),
    with: {
      name: REPORT_ARTIFACT,
      path: `${expression("runner.temp")}/report`,
      "if-no-files-found": "ignore",
      "retention-days": 14,
    },
  };
}

/**
 * Fetches the very report that an earlier job kept.
 * @param id its output KEPT_REPORT: by its name it could be one that another job put there first
 */
export function fetchReport(pins: Pins, id: string): UsesStep {
  return {
    name: "Fetch the report",
    uses: pins.action("actions/download-artifact"),
    with: { "artifact-ids": id, path: `${expression("runner.temp")}/report` },
  };
}

/** Holds for one object with at least one result, all of them success; nothing at all is no success. */
const EVERY_RESULT_IS_SUCCESS = 'length == 1 and (.[0] | length > 0 and all(.[]; .result == "success"))';

/** Fails unless every needed job succeeded. The job has NEEDS, `toJSON(needs)`, in its step's environment. */
export const ALL_SUCCEEDED = `echo "$NEEDS"
jq --exit-status --slurp '${EVERY_RESULT_IS_SUCCESS}' <<< "$NEEDS"
`;

/** The needed jobs and their results. */
export const NEEDS = expression("toJSON(needs)");
