import type { DeployTarget } from "../deploy-target";
import { stepMinutes } from "../step-limits";
import { DEPLOY_JOB, deployFile, VERIFIED } from "../tool/verified-step";
import { Grant } from "../workflow/grant";
import type { WorkflowJob, WorkflowJobProps } from "../workflow/job";
import type { Step } from "../workflow/model";
import { unionOf } from "../workflow/permissions";
import { Workflow } from "../workflow/workflow";
import { addNotify, addStopped } from "./deploy-notifications";
import { buildStep, type PublishProps, registryPermissions, registrySteps } from "./publish";
import { checkout, expression, READ_CONTENTS, TOKEN, tool } from "./steps";

/** What a deploy workflow depends on. */
export interface DeployProps extends PublishProps {
  readonly target: DeployTarget;
  /** The checks that run first. */
  readonly ci: Workflow;
  /** Environment without reviewers that holds Slack's address for runs that stop early. @default - Slack is not told of them */
  readonly alertsEnvironment?: string;
  /** Environment that holds the registry's secrets. @default - the target's */
  readonly registryEnvironment?: string;
}

const PUBLISH_MINUTES = 10;
const CONFIGURED = "steps.configured.outputs.configured == 'true'";

/**
 * The group that deployments and rollbacks of one environment share: one at a time, and none is cancelled. GitHub keeps
 * one job waiting in a group and cancels the one that waited before it; here none waited before, because the groups of
 * the two workflows let one deployment and one rollback of the environment get this far.
 */
export function deployGroup(environment: string) {
  return { group: `deploy-${environment}`, cancelInProgress: false };
}

/**
 * A push to the target's branch: checks, image, deployment, notification, in this order. Of the pushes that come while
 * one is deployed, GitHub keeps the newest waiting, which holds the others' commits, and cancels the rest.
 */
export function deployWorkflow(props: DeployProps): Workflow {
  const { target, ci } = props;
  const workflow = new Workflow({
    file: deployFile(target.environment),
    name: `Deploy to ${target.environment}`,
    on: { push: { branches: [target.branch] } },
    concurrency: { group: `workflow-deploy-${target.environment}`, cancelInProgress: false },
  });
  const checks = workflow.addCall("ci", {
    name: "CI",
    calls: ci,
    permissions: unionOf(ci.jobs.map((job) => job.props.permissions)),
  });
  const publish = workflow.addJob("publish", {
    name: "Build & Push Docker",
    needs: [checks],
    timeoutMinutes: PUBLISH_MINUTES,
    permissions: {
      contents: READ_CONTENTS,
      ...registryPermissions(props.login),
      actions: readsRuns(target.config.promoteFrom && `find what ${target.config.promoteFrom} ran`),
    },
    ...pushesFrom(props),
    outputs: { digest: publishedDigest(target) },
    steps: publishSteps(props),
  });
  const exists = addExists(workflow, props, publish);
  const deploy = addDeploy(workflow, props, publish, exists);
  addNotify(workflow, props, publish, deploy);
  addStopped(workflow, props);
  return workflow;
}

/** The grant to read the record of runs, and what else it is for. */
function readsRuns(more: string | undefined): Grant {
  return Grant.read(
    ["see whether a later push is deployed", ...(more === undefined ? [] : [more])].join(", "),
  );
}

/** Before the moving tags move and again before the deployment: a job that failed can be run again by itself. */
function newestStep(target: DeployTarget): Step {
  return tool({
    name: "Is a later push deployed?",
    env: { GITHUB_TOKEN: TOKEN },
    command: `newest --environment ${target.environment}`,
  });
}

/** A secret of the registry is read from an environment; where that has reviewers, they approve the push too. */
function pushesFrom({
  login,
  target,
  registryEnvironment,
}: DeployProps): Pick<WorkflowJobProps, "environment"> {
  if (login.secrets.length === 0) return {};
  return { environment: { name: registryEnvironment ?? target.environment } };
}

/** Names no environment, so that it needs no approval. */
function addExists(
  workflow: Workflow,
  { pins, target }: DeployProps,
  publish: WorkflowJob,
): WorkflowJob | undefined {
  const { existsVariable } = target.config;
  if (existsVariable === undefined) return undefined;
  return workflow.addJob("exists", {
    name: "Does the app exist?",
    needs: [publish],
    timeoutMinutes: 3,
    permissions: {
      contents: READ_CONTENTS,
      deployments: Grant.read("warn when what was deployed before no longer is"),
    },
    outputs: { configured: expression("steps.announced.outputs.configured") },
    steps: [
      checkout(pins),
      tool({
        name: "Does the app exist?",
        id: "announced",
        timeoutMinutes: stepMinutes(target.config).announced,
        env: { APP_EXISTS: expression(`vars.${existsVariable}`), GITHUB_TOKEN: TOKEN },
        command: `announced --environment ${target.environment}`,
      }),
    ],
  });
}

function publishedDigest({ config }: DeployTarget): string {
  const built = "steps.build.outputs.digest";
  return expression(config.promoteFrom === undefined ? built : `steps.promote.outputs.digest || ${built}`);
}

function publishSteps(props: DeployProps): readonly Step[] {
  const { target, image } = props;
  const tags = [...target.movingTags, `${target.commitTagPrefix}${expression("github.sha")}`];
  const references = tags.map((tag) => `${image}:${tag}`);
  if (target.config.promoteFrom === undefined) {
    return [
      checkout(props.pins),
      newestStep(target),
      ...registrySteps(props),
      buildStep({ ...props, references }),
    ];
  }
  return [
    checkout(props.pins),
    newestStep(target),
    ...registrySteps(props),
    tool({
      name: `Find the image that ${target.config.promoteFrom} ran for this tree`,
      id: "promote",
      env: { GITHUB_TOKEN: TOKEN },
      command: `promote --environment ${target.environment}`,
    }),
    buildStep({ ...props, references, if: "steps.promote.outputs.digest == ''" }),
    retagStep(image, [...target.movingTags, `${target.commitTagPrefix}$GITHUB_SHA`]),
  ];
}

/** The promoted image gets the target's tags; its bytes stay what they are. */
function retagStep(image: string, tags: readonly string[]): Step {
  const flags = tags.map((tag) => `--tag "$IMAGE:${tag}"`).join(" ");
  return {
    name: "Tag the promoted image",
    if: "steps.promote.outputs.digest != ''",
    env: { IMAGE: image, DIGEST: expression("steps.promote.outputs.digest") },
    run: `docker buildx imagetools create ${flags} "$IMAGE@$DIGEST"`,
  };
}

function addDeploy(
  workflow: Workflow,
  props: DeployProps,
  publish: WorkflowJob,
  exists: WorkflowJob | undefined,
): WorkflowJob {
  const { target } = props;
  const steps = deploySteps(props);
  const limits = steps.map((step) => step.timeoutMinutes ?? 0);
  return workflow.addJob("deploy", {
    name: DEPLOY_JOB,
    ...(exists === undefined
      ? { needs: [publish] }
      : { needs: [publish, exists], if: expression("needs.exists.outputs.configured == 'true'") }),
    timeoutMinutes: limits.reduce((sum, minutes) => sum + minutes, 0) + 2,
    permissions: {
      contents: READ_CONTENTS,
      actions: readsRuns(target.config.protection && "read the live environment"),
    },
    ...waitsOf(target),
    environment: { name: target.environment, url: expression("steps.deploy.outputs.url") },
    concurrency: deployGroup(target.environment),
    outputs: {
      configured: expression("steps.configured.outputs.configured"),
      url: expression("steps.deploy.outputs.url"),
    },
    steps,
  });
}

/** The observation after a deployment. */
function waitsOf({ environment, config: { monitor } }: DeployTarget): Pick<WorkflowJobProps, "waits"> {
  if (monitor === undefined) return {};
  const minutes = Math.ceil(monitor.observeSeconds / 60);
  return { waits: { minutes: [minutes, minutes], source: `monitor.observeSeconds of ${environment}` } };
}

function deploySteps(props: DeployProps): readonly Step[] {
  const { target } = props;
  const secret = (name: string) => expression(`secrets.${name}`);
  const cloud = { DO_ACCESS_TOKEN: secret("DO_ACCESS_TOKEN"), DO_APP_ID: secret(target.appIdSecret) };
  const what = { IMAGE: props.image, DIGEST: expression("needs.publish.outputs.digest") };
  const url = { APP_URL: expression("steps.deploy.outputs.url") };
  const limit = stepMinutes(target.config);
  const on = `--environment ${target.environment}`;
  const { config } = target;
  const ready = { if: CONFIGURED };
  return [
    { ...checkout(props.pins), timeoutMinutes: 1 },
    tool({
      name: "Does the app exist?",
      id: "configured",
      timeoutMinutes: limit.configured,
      env: { DO_APP_ID: cloud.DO_APP_ID },
      command: `configured ${on}`,
    }),
    { ...newestStep(target), ...ready, timeoutMinutes: limit.newest },
    ...(config.protection === undefined ? [] : gateSteps(props)),
    tool({
      ...ready,
      name: "Deploy to DO",
      id: "deploy",
      timeoutMinutes: limit.deploy,
      env: { ...cloud, ...what },
      command: `deploy ${on}`,
    }),
    tool({
      ...ready,
      name: `${VERIFIED}${what.DIGEST}`,
      id: "verify",
      timeoutMinutes: limit.verify,
      env: { ...cloud, ...what },
      command: `verify ${on}`,
    }),
    tool({
      ...ready,
      name: "Health Checks",
      timeoutMinutes: limit.health,
      env: url,
      command: `health ${on}`,
    }),
    ...(config.smoke.paths.length === 0
      ? []
      : [
          tool({
            ...ready,
            name: "Smoke Tests",
            timeoutMinutes: limit.smoke,
            env: url,
            command: `smoke ${on}`,
          }),
        ]),
    ...(config.monitor === undefined
      ? []
      : [
          tool({
            ...ready,
            name: "Monitoring setup",
            timeoutMinutes: limit.monitor,
            env: cloud,
            command: `monitor ${on}`,
          }),
        ]),
    tool({
      name: "Slack",
      if: `always() && ${CONFIGURED}`,
      timeoutMinutes: limit.slack,
      env: {
        SLACK_WEBHOOK_URL: secret("SLACK_WEBHOOK_URL"),
        OUTCOME: expression("job.status"),
        ...what,
        ...url,
      },
      command: `slack ${on}`,
    }),
  ];
}

/** The live protection, against what was synthesized; who may bypass it only when the platform's App is there. */
function gateSteps(props: DeployProps): readonly Step[] {
  const { target } = props;
  const comparesBypass = target.config.protection?.bypassActors !== undefined;
  return [
    ...(comparesBypass ? [appTokenStep(props)] : []),
    tool({
      name: "Protection check",
      if: CONFIGURED,
      timeoutMinutes: stepMinutes(target.config).gate,
      env: {
        GITHUB_TOKEN: TOKEN,
        PLATFORM_APP_TOKEN: comparesBypass ? expression("steps.app.outputs.token") : "",
      },
      command: `gate --environment ${target.environment}`,
    }),
  ];
}

/** GitHub shows a ruleset's bypass actors only to who may change it, so the token has to be allowed to. */
function appTokenStep({ pins }: DeployProps): Step {
  return {
    name: "Token of the platform's App",
    id: "app",
    if: `${CONFIGURED} && vars.PLATFORM_APP_CLIENT_ID != ''`,
    timeoutMinutes: 1,
    uses: pins.action("actions/create-github-app-token"),
    with: {
      "client-id": expression("vars.PLATFORM_APP_CLIENT_ID"),
      "private-key": expression("secrets.PLATFORM_APP_PRIVATE_KEY"),
      "permission-administration": "write",
      // Bypass actors that are teams are compared by their slugs.
      "permission-members": "read",
    },
  };
}
