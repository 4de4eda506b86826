import type { PreviewConfig } from "../platform-config";
import { Grant } from "../workflow/grant";
import { Workflow } from "../workflow/workflow";
import { buildStep, type PublishProps, registryPermissions, registrySteps } from "./publish";
import { checkout, expression, literalOf, READ_CONTENTS, TOKEN, tool } from "./steps";

/** What the preview workflow depends on. */
export interface PreviewProps extends PublishProps {
  readonly preview: PreviewConfig;
}

/** When lost events are made up for: daily, at a minute at which GitHub is not busy. */
const SWEEP = "17 3 * * *";

/** GitHub environment that holds the previews' token. */
export const PREVIEW_ENVIRONMENT = "preview";

/** GitHub gives the secrets neither to forks nor to Dependabot. */
const TRUSTED =
  "github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.login != 'dependabot[bot]'";
const NUMBER = expression("github.event.pull_request.number");

/** One at a time for each pull request, and in the whole run nothing waits that a later event could push out. */
const ONE_AT_A_TIME = { group: `preview-${NUMBER}`, cancelInProgress: false };

/**
 * An app per labelled pull request of the repository itself, gone when the label or the pull request is, and swept
 * daily in case an event was lost. Never for forks: they get no secrets. Concurrency is the jobs': a waiting job is
 * pushed out only by one that also looks at what the pull request asks for by then.
 */
export function previewWorkflow(props: PreviewProps): Workflow {
  const workflow = new Workflow({
    file: "preview.yml",
    name: "Preview",
    on: {
      pullRequest: { types: ["labeled", "unlabeled", "synchronize", "reopened", "closed"] },
      schedule: [SWEEP],
    },
  });
  addUp(workflow, props);
  addDown(workflow, props);
  addSweep(workflow, props);
  return workflow;
}

function addUp(workflow: Workflow, props: PreviewProps): void {
  const label = literalOf(props.preview.label);
  const wanted = `github.event.pull_request.state == 'open' && (github.event.action != 'labeled' || github.event.label.name == ${label}) && github.event.action != 'unlabeled' && contains(github.event.pull_request.labels.*.name, ${label})`;
  const registry = props.login.secrets.length === 0 ? {} : { environment: { name: PREVIEW_ENVIRONMENT } };
  const publish = workflow.addJob("publish", {
    name: "Build & Push Docker",
    if: `${TRUSTED} && ${wanted}`,
    timeoutMinutes: 15,
    concurrency: { group: `preview-image-${NUMBER}`, cancelInProgress: false },
    permissions: { contents: READ_CONTENTS, ...registryPermissions(props.login) },
    ...registry,
    outputs: { digest: expression("steps.build.outputs.digest") },
    steps: [
      checkout(props.pins),
      ...registrySteps(props),
      buildStep({ ...props, references: [`${props.image}:preview-pr-${NUMBER}`] }),
    ],
  });
  workflow.addJob("up", {
    name: "Preview up",
    needs: [publish],
    concurrency: ONE_AT_A_TIME,
    timeoutMinutes: 20,
    permissions: {
      contents: READ_CONTENTS,
      "pull-requests": Grant.write("comment with the preview's address"),
    },
    environment: { name: PREVIEW_ENVIRONMENT, url: expression("steps.preview.outputs.url") },
    steps: [
      checkout(props.pins),
      tool({
        name: "Preview up",
        id: "preview",
        env: {
          GITHUB_TOKEN: TOKEN,
          DO_ACCESS_TOKEN: expression("secrets.DO_ACCESS_TOKEN"),
          REGISTRY_CREDENTIALS: expression("secrets.REGISTRY_CREDENTIALS"),
          IMAGE: props.image,
          DIGEST: expression("needs.publish.outputs.digest"),
        },
        command: "preview-up",
      }),
    ],
  });
}

function addDown(workflow: Workflow, { pins, preview }: PreviewProps): void {
  const over = `(github.event.pull_request.state == 'closed' || (github.event.action == 'unlabeled' && github.event.label.name == ${literalOf(preview.label)}))`;
  workflow.addJob("down", {
    name: "Preview down",
    if: `${TRUSTED} && ${over}`,
    timeoutMinutes: 5,
    concurrency: ONE_AT_A_TIME,
    permissions: {
      contents: READ_CONTENTS,
      "pull-requests": Grant.write("comment that the preview is gone"),
    },
    environment: { name: PREVIEW_ENVIRONMENT },
    steps: [
      checkout(pins),
      tool({
        name: "Preview down",
        env: { GITHUB_TOKEN: TOKEN, DO_ACCESS_TOKEN: expression("secrets.DO_ACCESS_TOKEN") },
        command: "preview-down",
      }),
    ],
  });
}

function addSweep(workflow: Workflow, { pins }: PreviewProps): void {
  workflow.addJob("sweep", {
    name: "Preview sweep",
    if: "github.event_name == 'schedule'",
    timeoutMinutes: 5,
    permissions: {
      contents: READ_CONTENTS,
      "pull-requests": Grant.write("see what is closed, and comment that the preview is gone"),
    },
    concurrency: { group: "preview-sweep", cancelInProgress: false },
    environment: { name: PREVIEW_ENVIRONMENT },
    steps: [
      checkout(pins),
      tool({
        name: "Remove previews that nobody asks for",
        env: { GITHUB_TOKEN: TOKEN, DO_ACCESS_TOKEN: expression("secrets.DO_ACCESS_TOKEN") },
        command: "preview-sweep",
      }),
    ],
  });
}
