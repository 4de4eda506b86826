import { GITHUB_ACTIONS_APP_ID, Grant, type Pins, Workflow, type WorkflowJob } from "../constructs";
import { READING } from "./credentials";
import {
  ALL_SUCCEEDED,
  checkout,
  expression,
  fetchReport,
  INSTALL,
  KEPT_REPORT,
  MAIN,
  NEEDS,
  planReport,
  READ_CONTENTS,
  setUpNode,
  setUpTerraform,
} from "./steps";

/** Pull requests of this repository into the main branch; secrets are not for forks and not for Dependabot. */
const OURS = [
  "github.event.pull_request.head.repo.full_name == github.repository",
  "github.event.pull_request.user.login != 'dependabot[bot]'",
  `github.event.pull_request.base.ref == '${MAIN}'`,
].join(" && ");

/** An edit of the title or the text, which changes nothing that is planned; an edit of the base does. */
const ONLY_TEXT = "github.event.action == 'edited' && !github.event.changes.base";

/** The code of the base, which is reviewed; never the pull request's. */
const BASE = { ref: expression("github.event.pull_request.base.sha") };

const SYNTHESIZED = "synthesized";

const GATE = "Planned";

/** Ends as the newest gate of another run for the same commit did. A plan that is under way has a gate that comes later and counts then. */
const AS_BEFORE = `  before=$(gh api "repos/$GITHUB_REPOSITORY/commits/$HEAD/check-runs?check_name=${GATE}&app_id=${GITHUB_ACTIONS_APP_ID}&filter=all&per_page=100" |
    jq --raw-output --arg own "/runs/$GITHUB_RUN_ID/" '[.check_runs[] | select(.details_url | contains($own) | not)] | max_by(.id) | .conclusion')
  echo "Only the text was edited; before, the gate said: $before. Run this job again once a plan under way has ended." >> "$GITHUB_STEP_SUMMARY"
  [[ "$before" == success ]]
  exit`;

/**
 * What a pull request does to the real clouds. Three jobs, so that the pull request's code never meets a secret, and the
 * clouds' credentials never meet the token that comments. It runs on edits too, for one may be of the base: a pull request
 * that was none into main becomes one. After other edits the gate says what it said before, and nothing else runs.
 */
export function planWorkflow(pins: Pins): Workflow {
  const workflow = new Workflow({
    file: "plan.yml",
    name: "Plan",
    on: { pullRequest: { types: ["opened", "synchronize", "reopened", "edited"] }, mergeGroup: true },
    concurrency: {
      // An edit of the text would cancel a plan that somebody approved.
      group: `plan-${expression(`${ONLY_TEXT} && github.run_id || github.event.pull_request.number || github.run_id`)}`,
      cancelInProgress: true,
    },
  });
  const synthesis = addSynthesis(workflow, pins);
  const plan = addPlan(workflow, pins, synthesis);
  addComment(workflow, pins, plan);
  addGate(workflow);
  return workflow;
}

function addSynthesis(workflow: Workflow, pins: Pins): WorkflowJob {
  return workflow.addJob("synthesize", {
    name: "Synthesize",
    if: expression(`${OURS} && !(${ONLY_TEXT})`),
    timeoutMinutes: 10,
    permissions: { contents: READ_CONTENTS },
    steps: [
      checkout(pins),
      setUpNode(pins),
      INSTALL,
      {
        name: "Synthesize the pull request's stacks",
        env: { CDKTF_OUTDIR: `${expression("runner.temp")}/${SYNTHESIZED}` },
        run: "node -r ./tools/register.cjs main.ts",
      },
      {
        name: "Hand them over",
        uses: pins.action("actions/upload-artifact"),
        with: {
          name: SYNTHESIZED,
          path: `${expression("runner.temp")}/${SYNTHESIZED}`,
          "if-no-files-found": "error",
          "retention-days": 1,
        },
      },
    ],
  });
}

function addPlan(workflow: Workflow, pins: Pins, synthesis: WorkflowJob): WorkflowJob {
  return workflow.addJob("plan", {
    name: "Plan",
    needs: [synthesis],
    timeoutMinutes: 20,
    permissions: { contents: READ_CONTENTS },
    environment: { name: "plan" },
    outputs: { report: KEPT_REPORT },
    steps: [
      checkout(pins, BASE),
      setUpNode(pins),
      setUpTerraform(pins),
      INSTALL,
      {
        name: "Take the pull request's stacks, as data",
        uses: pins.action("actions/download-artifact"),
        with: { name: SYNTHESIZED, path: `${expression("runner.temp")}/${SYNTHESIZED}` },
      },
      ...planReport(pins, { plan: `--live --synthesized "$RUNNER_TEMP/${SYNTHESIZED}"`, env: READING }),
    ],
  });
}

/** A plan that failed is commented too: its report says why. */
function addComment(workflow: Workflow, pins: Pins, plan: WorkflowJob): void {
  workflow.addJob("comment", {
    name: "Comment",
    needs: [plan],
    if: expression("!cancelled() && needs.plan.outputs.report != ''"),
    timeoutMinutes: 5,
    permissions: { contents: READ_CONTENTS, "pull-requests": Grant.write("keep one comment up to date") },
    steps: [
      checkout(pins, BASE),
      setUpNode(pins),
      INSTALL,
      fetchReport(pins, expression("needs.plan.outputs.report")),
      {
        name: "Comment",
        env: { GITHUB_TOKEN: expression("github.token") },
        run: 'npm run --silent comment -- plan "$RUNNER_TEMP/report/plan-report.md"',
      },
    ],
  });
}

function addGate(workflow: Workflow): void {
  const why =
    "Not planned against the real clouds: only pull requests of this repository into main are, and none of Dependabot, before they are queued. What the code changes is in the report of Check.";
  workflow.addJob("planned", {
    name: GATE,
    needs: workflow.jobs,
    if: expression("always()"),
    timeoutMinutes: 2,
    permissions: { checks: Grant.read("say after an edit of the text what was said before") },
    steps: [
      {
        name: "Fail unless it was planned, or is not to be",
        env: {
          OURS: expression(OURS),
          ONLY_TEXT: expression(ONLY_TEXT),
          HEAD: expression("github.event.pull_request.head.sha"),
          GH_TOKEN: expression("github.token"),
          NEEDS,
        },
        run: `if [[ "$OURS" != true ]]; then
  echo "${why}" >> "$GITHUB_STEP_SUMMARY"
  exit 0
fi
if [[ "$ONLY_TEXT" == true ]]; then
${AS_BEFORE}
fi
${ALL_SUCCEEDED}`,
      },
    ],
  });
}
