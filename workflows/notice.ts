import { Grant, type Pins, type Workflow } from "../constructs";
import { checkout, expression, INSTALL, NEEDS, ON_MAIN, READ_CONTENTS, setUpNode } from "./steps";

/**
 * One issue, open while the last run did not succeed: nobody looks at what runs by itself. It meets no secret.
 * @param name label of the issue
 */
export function addNotice(workflow: Workflow, pins: Pins, name: "deploy" | "drift"): void {
  workflow.addJob("notice", {
    name: "Notice",
    needs: workflow.jobs,
    if: expression(`!cancelled() && ${ON_MAIN}`),
    timeoutMinutes: 10,
    permissions: {
      contents: READ_CONTENTS,
      issues: Grant.write("keep one issue about a run that failed"),
    },
    steps: [
      checkout(pins),
      setUpNode(pins),
      INSTALL,
      {
        name: "Keep the issue",
        env: { NEEDS, GITHUB_TOKEN: expression("github.token") },
        run: `npm run --silent notice -- ${name}`,
      },
    ],
  });
}
