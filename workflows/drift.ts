import { Grant, type Pins, Workflow, type WorkflowJob } from "../constructs";
import { READING } from "./credentials";
import { addNotice } from "./notice";
import { checkout, expression, INSTALL, READ_CONTENTS, setUpNode, setUpTerraform } from "./steps";

const DRIFT = "drift";
/** Every day before work, off the full hour, when GitHub's queue is long. */
const DAILY = "17 4 * * *";

/** Looks every day whether the clouds are as Terraform left them, and keeps an issue a stack while they are not, and one while nobody can look. */
export function driftWorkflow(pins: Pins): Workflow {
  const workflow = new Workflow({
    file: "drift.yml",
    name: "Drift",
    on: { schedule: [DAILY], workflowDispatch: {} },
    concurrency: { group: "drift", cancelInProgress: false },
  });
  addIssues(workflow, pins, addLook(workflow, pins));
  addNotice(workflow, pins, DRIFT);
  return workflow;
}

/** Drift (exit code 2) is no failure; what could not be looked at is, and is handed on as well. */
function addLook(workflow: Workflow, pins: Pins): WorkflowJob {
  return workflow.addJob("look", {
    name: "Look",
    timeoutMinutes: 40,
    permissions: { contents: READ_CONTENTS },
    environment: { name: DRIFT },
    outputs: { found: expression("steps.kept.outputs.artifact-id") },
    steps: [
      checkout(pins),
      setUpNode(pins),
      setUpTerraform(pins),
      INSTALL,
      {
        name: "Look",
        env: READING,
        run: `mkdir -p "$RUNNER_TEMP/drift"
status=0
npm run --silent drift -- --output "$RUNNER_TEMP/drift/drift.json" >> "$GITHUB_STEP_SUMMARY" || status=$?
[[ "$status" == 0 || "$status" == 2 ]]
`,
      },
      {
        name: "Hand it over",
        id: "kept",
        if: expression("!cancelled()"),
        uses: pins.action("actions/upload-artifact"),
        with: {
          name: DRIFT,
          path: `${expression("runner.temp")}/drift/drift.json`,
          "if-no-files-found": "ignore",
          "retention-days": 14,
        },
      },
    ],
  });
}

/** Writes issues, and meets no credentials of the clouds. */
function addIssues(workflow: Workflow, pins: Pins, look: WorkflowJob): void {
  workflow.addJob("issues", {
    name: "Issues",
    needs: [look],
    if: expression("!cancelled() && needs.look.outputs.found != ''"),
    timeoutMinutes: 10,
    permissions: { contents: READ_CONTENTS, issues: Grant.write("keep one issue a stack") },
    steps: [
      checkout(pins),
      setUpNode(pins),
      INSTALL,
      {
        name: "Fetch what was found",
        uses: pins.action("actions/download-artifact"),
        with: {
          "artifact-ids": expression("needs.look.outputs.found"),
          path: `${expression("runner.temp")}/drift`,
        },
      },
      {
        name: "Keep the issues",
        env: { GITHUB_TOKEN: expression("github.token") },
        run: 'npm run --silent drift -- issues "$RUNNER_TEMP/drift/drift.json"',
      },
    ],
  });
}
