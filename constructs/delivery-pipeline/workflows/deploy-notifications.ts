import { Grant } from "../workflow/grant";
import type { WorkflowJob } from "../workflow/job";
import type { Workflow } from "../workflow/workflow";
import type { DeployProps } from "./deploy";
import { checkout, expression, TOKEN, tool } from "./steps";

/**
 * GitHub's list of permissions says that `contents: read` is enough to comment on a commit, and it is not (github/docs,
 * issues 12723 and 35024, each with a run that failed).
 */
const COMMENT = Grant.write("comment on the commit");

/** In a job of its own, so that its deployment status is the latest: GitHub posts one when the deploy job ends. */
export function addNotify(
  workflow: Workflow,
  { pins, target }: DeployProps,
  publish: WorkflowJob,
  deploy: WorkflowJob,
): void {
  workflow.addJob("notify", {
    name: "Deployment Notification",
    needs: [publish, deploy],
    if: expression("always() && needs.deploy.outputs.configured == 'true'"),
    timeoutMinutes: 3,
    permissions: {
      contents: COMMENT,
      deployments: Grant.write("tell the deployment's status"),
    },
    steps: [
      checkout(pins),
      tool({
        name: "Comment and status",
        env: {
          GITHUB_TOKEN: TOKEN,
          OUTCOME: expression("needs.deploy.result"),
          DIGEST: expression("needs.publish.outputs.digest"),
          APP_URL: expression("needs.deploy.outputs.url"),
        },
        command: `notify --environment ${target.environment}`,
      }),
    ],
  });
}

/**
 * Tells that a push was not deployed: a job before the deployment did not succeed, or the approval was refused. Not for
 * deployments that began, which `notify` tells of, nor while the app does not exist.
 */
export function addStopped(workflow: Workflow, { pins, target, alertsEnvironment }: DeployProps): void {
  const conditions = [
    "always()",
    "needs.deploy.result != 'success'",
    "needs.deploy.outputs.configured == ''",
    ...(target.config.existsVariable === undefined ? [] : ["needs.exists.outputs.configured != 'false'"]),
  ];
  const alerts = alertsEnvironment === undefined ? {} : { environment: { name: alertsEnvironment } };
  workflow.addJob("stopped", {
    name: "Stopped Notification",
    needs: workflow.jobs.filter(({ id }) => id !== "notify"),
    if: expression(conditions.join(" && ")),
    timeoutMinutes: 3,
    permissions: { contents: COMMENT },
    ...alerts,
    steps: [
      checkout(pins),
      tool({
        name: "Tell what stopped it",
        env: {
          GITHUB_TOKEN: TOKEN,
          NEEDS: expression("toJSON(needs)"),
          ...(alertsEnvironment === undefined
            ? {}
            : { SLACK_WEBHOOK_URL: expression("secrets.SLACK_WEBHOOK_URL") }),
        },
        command: `stopped --environment ${target.environment}`,
      }),
    ],
  });
}
