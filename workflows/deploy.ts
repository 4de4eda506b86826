import { Grant, type Pins, Workflow, type WorkflowJob } from "../constructs";
import { APP_TOKEN, appToken, STATE } from "./credentials";
import { addNotice } from "./notice";
import {
  checkout,
  expression,
  fetchReport,
  INSTALL,
  KEPT_REPORT,
  keepReport,
  MAIN,
  ON_MAIN,
  READ_CONTENTS,
  setUpNode,
  setUpTerraform,
} from "./steps";

/** Minutes to wait for an app that is busy. */
const WAIT = 30;
/**
 * Longer than the worst case: setting up (5), waiting, asking and planning (10), an apply (30, where a deployment ends
 * late), the newer image (15), and looking (15).
 */
const APPLY_MINUTES = WAIT + 80;

const REPORT = "needs.reviewed.outputs.report";

/** What the repository's stack manages. */
const REPOSITORY = {
  administration: "write",
  contents: "write",
  workflows: "write",
  issues: "write",
  members: "read",
  actions: "read",
} as const;

/** What an environment's stack manages: the GitHub environment, its secrets and variables. */
const ENVIRONMENT = {
  administration: "write",
  environments: "write",
  contents: "read",
  members: "read",
  actions: "read",
} as const;

/** Secrets that an environment's stack asks for; a test compares with the stacks. */
const SECRETS = [
  "DO_ACCESS_TOKEN",
  "GHCR_PULL_CREDENTIAL",
  "LQBOT_ELEVENLABS_API_KEY",
  "LQBOT_GROK_API_KEY",
  "LQBOT_OPENAI_API_KEY",
] as const;

/**
 * What is merged is applied: the repository, then staging, then production, each in its environment. Nothing that the
 * pull request's plan did not show is. Never cancelled: an apply that is cut off leaves a lock and half a change.
 */
export function deployWorkflow(pins: Pins): Workflow {
  const workflow = new Workflow({
    file: "deploy.yml",
    name: "Deploy",
    on: { push: { branches: [MAIN] }, workflowDispatch: {} },
    concurrency: { group: "deploy", cancelInProgress: false },
  });
  const reviewed = addReviewed(workflow, pins);
  const repository = addDeployment(workflow, pins, [reviewed], {
    stack: "repository",
    permissions: REPOSITORY,
  });
  const staging = addDeployment(workflow, pins, [reviewed, repository], environment("staging"));
  addDeployment(workflow, pins, [reviewed, staging], environment("production"));
  addNotice(workflow, pins, "deploy");
  return workflow;
}

interface DeploymentJob {
  readonly stack: string;
  /** What the App's token may do. */
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  /** Credentials beside the App's token and the state's. @default - none */
  readonly env?: Readonly<Record<string, string>>;
}

function environment(stack: string): DeploymentJob {
  const values = SECRETS.map((name) => [`TF_VAR_${name}`, expression(`secrets.${name}`)]);
  const env = {
    DIGITALOCEAN_TOKEN: expression("secrets.DIGITALOCEAN_TOKEN"),
    ...Object.fromEntries(values),
  };
  return { stack, permissions: ENVIRONMENT, env };
}

/** Finds the report, with a token that reads, and hands it on: the jobs with secrets need no such token. */
function addReviewed(workflow: Workflow, pins: Pins): WorkflowJob {
  return workflow.addJob("reviewed", {
    name: "Reviewed plan",
    if: ON_MAIN,
    timeoutMinutes: 10,
    permissions: {
      contents: READ_CONTENTS,
      actions: Grant.read("find the plan's run and its report"),
      "pull-requests": Grant.read("find what was merged, and whether others share its head"),
      issues: Grant.read("see whether its base was changed"),
    },
    outputs: { report: KEPT_REPORT },
    steps: [
      checkout(pins),
      setUpNode(pins),
      INSTALL,
      {
        name: "Find the plan that was reviewed",
        id: "found",
        env: { GITHUB_TOKEN: expression("github.token") },
        run: "npm run --silent reviewed",
      },
      {
        name: "Fetch its report",
        if: "steps.found.outputs.artifact-id != ''",
        uses: pins.action("actions/download-artifact"),
        with: {
          "artifact-ids": expression("steps.found.outputs.artifact-id"),
          "run-id": expression("steps.found.outputs.run-id"),
          "github-token": expression("github.token"),
          path: `${expression("runner.temp")}/report`,
        },
      },
      { ...keepReport(pins), if: "steps.found.outputs.artifact-id != ''" },
    ],
  });
}

function addDeployment(
  workflow: Workflow,
  pins: Pins,
  needs: readonly WorkflowJob[],
  { stack, permissions, env = {} }: DeploymentJob,
): WorkflowJob {
  return workflow.addJob(stack, {
    name: `Deploy ${stack}`,
    needs,
    timeoutMinutes: APPLY_MINUTES,
    permissions: { contents: READ_CONTENTS },
    environment: { name: stack },
    steps: [
      checkout(pins),
      setUpNode(pins),
      setUpTerraform(pins),
      INSTALL,
      { ...fetchReport(pins, expression(REPORT)), if: `${REPORT} != ''` },
      appToken(pins, permissions),
      { name: "Deploy", env: { ...STATE, GITHUB_TOKEN: APP_TOKEN, ...env }, run: deployCommand(stack) },
    ],
  });
}

/** The end of what was said is the summary: indented, so that nothing in it is Markdown, and nothing ends it. */
function deployCommand(stack: string): string {
  return `set -o pipefail
status=0
npm run --silent deploy -- ${stack} --wait ${WAIT} --reviewed "$RUNNER_TEMP/report/plan-report.json" 2>&1 | tee "$RUNNER_TEMP/deploy.log" || status=$?
{
  echo "### ${stack}: exit code $status"
  echo
  tail --lines 60 "$RUNNER_TEMP/deploy.log" | tr '\\r' '\\n' | sed 's/^/    /'
} >> "$GITHUB_STEP_SUMMARY"
exit "$status"
`;
}
