import type { DeployTarget } from "../deploy-target";
import type { Pins } from "../pinned-versions";
import { stepMinutes } from "../step-limits";
import type { Step } from "../workflow/model";
import { Workflow } from "../workflow/workflow";
import { deployGroup } from "./deploy";
import { checkout, expression, READ_CONTENTS, tool } from "./steps";

/** What the rollback workflow depends on. */
export interface RollbackProps {
  readonly pins: Pins;
  readonly image: string;
  readonly targets: readonly DeployTarget[];
}

/** The three ways back: a commit, a deployment, an image. */
const METHODS = ["digitalocean", "revert", "redeploy"];

/** Started by hand. One job per environment, so that each names its environment and reads only its secrets. */
export function rollbackWorkflow(props: RollbackProps): Workflow {
  const environments = props.targets.map((target) => target.environment);
  const workflow = new Workflow({
    file: "rollback.yml",
    name: "Rollback",
    runName: `Roll back ${expression("inputs.environment")} (${expression("inputs.method")})`,
    on: {
      workflowDispatch: {
        environment: {
          description: "What to roll back; run it from that environment's branch",
          type: "choice",
          required: true,
          options: environments,
        },
        method: {
          description:
            "DigitalOcean rollback to a deployment, pull request that reverts a commit, or redeploy of a digest",
          type: "choice",
          required: true,
          options: METHODS,
        },
        deployment: {
          description: "digitalocean: id of the deployment to go back to; empty lists them",
          type: "string",
        },
        commit: { description: "revert: id of the commit to revert", type: "string" },
        digest: { description: "redeploy: digest of the image (sha256:…); empty lists them", type: "string" },
      },
    },
    concurrency: { group: `workflow-rollback-${expression("inputs.environment")}`, cancelInProgress: false },
  });
  for (const target of props.targets) addRollback(workflow, props, target);
  return workflow;
}

function addRollback(workflow: Workflow, props: RollbackProps, target: DeployTarget): void {
  const steps = rollbackSteps(props, target);
  const limits = steps.map((step) => step.timeoutMinutes ?? 0);
  workflow.addJob(`rollback-${target.environment}`, {
    name: `Roll back ${target.environment}`,
    if: `inputs.environment == '${target.environment}'`,
    timeoutMinutes: limits.reduce((sum, minutes) => sum + minutes, 0) + 2,
    permissions: { contents: READ_CONTENTS },
    environment: { name: target.environment, url: expression("steps.rollback.outputs.url") },
    concurrency: deployGroup(target.environment),
    steps,
  });
}

function rollbackSteps({ pins, image }: RollbackProps, target: DeployTarget): readonly Step[] {
  const secret = (name: string) => expression(`secrets.${name}`);
  const limit = stepMinutes(target.config);
  const on = `--environment ${target.environment}`;
  return [
    { ...checkout(pins, { history: true, ref: target.branch }), timeoutMinutes: 2 },
    {
      name: "Token of the platform's App",
      id: "app",
      if: "inputs.method == 'revert' && vars.PLATFORM_APP_CLIENT_ID != ''",
      timeoutMinutes: 1,
      uses: pins.action("actions/create-github-app-token"),
      with: {
        "client-id": expression("vars.PLATFORM_APP_CLIENT_ID"),
        "private-key": secret("PLATFORM_APP_PRIVATE_KEY"),
        "permission-contents": "write",
        "permission-pull-requests": "write",
        "permission-workflows": "write",
      },
    },
    tool({
      name: "Roll back",
      id: "rollback",
      timeoutMinutes: limit.rollback,
      env: {
        METHOD: expression("inputs.method"),
        DEPLOYMENT_ID: expression("inputs.deployment"),
        COMMIT: expression("inputs.commit"),
        DIGEST: expression("inputs.digest"),
        IMAGE: image,
        PLATFORM_APP_TOKEN: expression("steps.app.outputs.token"),
        DO_ACCESS_TOKEN: secret("DO_ACCESS_TOKEN"),
        DO_APP_ID: secret(target.appIdSecret),
      },
      command: `rollback ${on}`,
    }),
    tool({
      name: "Slack",
      if: "always()",
      timeoutMinutes: limit.slack,
      env: {
        SLACK_WEBHOOK_URL: secret("SLACK_WEBHOOK_URL"),
        OUTCOME: expression("job.status"),
        METHOD: expression("inputs.method"),
        DIGEST: expression("steps.rollback.outputs.digest"),
        APP_URL: expression("steps.rollback.outputs.url || steps.rollback.outputs.pull-request"),
      },
      command: `slack ${on}`,
    }),
  ];
}
