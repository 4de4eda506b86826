import { type Pins, Workflow } from "../constructs";
import {
  ALL_SUCCEEDED,
  checkout,
  expression,
  INSTALL,
  MAIN,
  NEEDS,
  planReport,
  READ_CONTENTS,
  setUpNode,
  setUpTerraform,
} from "./steps";

/**
 * Every pull request, from forks too: the tests, and what merging changes as the sandbox shows it. No secret is read.
 * The first parent is the base: a pull request is checked out merged into it.
 */
export function checkWorkflow(pins: Pins): Workflow {
  const workflow = new Workflow({
    file: "check.yml",
    name: "Check",
    on: { pullRequest: {}, mergeGroup: true, push: { branches: [MAIN] } },
    concurrency: {
      group: `check-${expression("github.event.pull_request.number || github.run_id")}`,
      cancelInProgress: expression("github.event_name == 'pull_request'"),
    },
  });
  const permissions = { contents: READ_CONTENTS };
  workflow.addJob("test", {
    name: "Test",
    timeoutMinutes: 60,
    permissions,
    steps: [
      checkout(pins),
      setUpNode(pins),
      setUpTerraform(pins),
      { name: "Install, lint, types, tests", run: "bash .ci/run" },
    ],
  });
  workflow.addJob("report", {
    name: "Report",
    timeoutMinutes: 20,
    permissions,
    steps: [
      checkout(pins, { depth: 2 }),
      setUpNode(pins),
      setUpTerraform(pins),
      INSTALL,
      ...planReport(pins, { plan: "--base HEAD^1" }),
    ],
  });
  addGate(workflow);
  return workflow;
}

/** The one check to require. */
function addGate(workflow: Workflow): void {
  workflow.addJob("checked", {
    name: "Checked",
    needs: workflow.jobs,
    if: expression("always()"),
    timeoutMinutes: 2,
    permissions: {},
    steps: [{ name: "Fail unless every job succeeded", env: { NEEDS }, run: ALL_SUCCEEDED }],
  });
}
