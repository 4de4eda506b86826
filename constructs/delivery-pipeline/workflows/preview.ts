import type { PreviewConfig } from "../platform-config";
import { Grant } from "../workflow/grant";
import { Workflow } from "../workflow/workflow";
import { buildStep, type PublishProps, registryPermissions, registrySteps } from "./publish";
import { checkout, expression, literalOf, READ_CONTENTS, TOKEN, tool } from "./steps";

/** What the preview workflow depends on. */
export interface PreviewProps extends PublishProps {
  readonly preview: PreviewConfig;
}

/** GitHub environment that holds the previews' token. */
export const PREVIEW_ENVIRONMENT = "preview";

const SAME_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository";
const NUMBER = expression("github.event.pull_request.number");

/**
 * An app per labelled pull request of the repository itself, gone when the label or the pull request is.
 * Never for forks: they get no secrets.
 */
export function previewWorkflow(props: PreviewProps): Workflow {
  const workflow = new Workflow({
    file: "preview.yml",
    name: "Preview",
    on: { pullRequest: { types: ["labeled", "unlabeled", "synchronize", "reopened", "closed"] } },
    concurrency: { group: `preview-${NUMBER}`, cancelInProgress: false },
  });
  addUp(workflow, props);
  addDown(workflow, props);
  return workflow;
}

function addUp(workflow: Workflow, props: PreviewProps): void {
  const label = literalOf(props.preview.label);
  const wanted = `github.event.action != 'closed' && github.event.action != 'unlabeled' && contains(github.event.pull_request.labels.*.name, ${label})`;
  const registry = props.login.secrets.length === 0 ? {} : { environment: { name: PREVIEW_ENVIRONMENT } };
  const publish = workflow.addJob("publish", {
    name: "Build & Push Docker",
    if: `${SAME_REPOSITORY} && ${wanted}`,
    timeoutMinutes: 15,
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
  const over = `(github.event.action == 'closed' || (github.event.action == 'unlabeled' && github.event.label.name == ${literalOf(preview.label)}))`;
  workflow.addJob("down", {
    name: "Preview down",
    if: `${SAME_REPOSITORY} && ${over}`,
    timeoutMinutes: 5,
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
