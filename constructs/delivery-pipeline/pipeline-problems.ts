import type { Problem } from "../errors";
import type { DeliveryPipelineProps } from "./delivery-pipeline-props";
import { isOneBranch, targetProblems } from "./deploy-target";
import { environmentProblems } from "./environment-problems";
import { coverageFileProblems } from "./language/coverage-file";
import { pathLabelProblems } from "./language/path-labels";
import { previewProblems } from "./preview-problems";
import type { PipelineParts } from "./render-pipeline";
import { settingsFilesProblems } from "./settings-files-problems";
import type { Override } from "./workflow/render";

const IMAGE = /^[a-z0-9.-]+(:\d+)?\/[a-z0-9]+([._/-]+[a-z0-9]+)*$/;

/** Every fault of a pipeline, found in one go. */
export function pipelineProblems(props: DeliveryPipelineProps, parts: PipelineParts): Problem[] {
  return [
    ...imageProblems(props.image),
    ...props.language.problems(parts.pins),
    ...coverageFileProblems(props.language),
    ...pathLabelProblems(props.language),
    ...numberProblems(props),
    ...targetProblems(props.targets),
    ...environmentProblems(props),
    ...branchProblems(props, parts),
    ...durationProblems(parts),
    ...parts.gate.problemsAsRequiredCheck(),
    ...previewProblems(parts.preview),
    ...settingsFilesProblems(props, parts.branches),
    ...(props.overrides ?? []).flatMap((override) => overrideProblems(override, parts)),
  ];
}

function imageProblems(image: string): Problem[] {
  if (IMAGE.test(image)) return [];
  return [
    {
      fault: "the image is named by host, owner and repository",
      got: image,
      allowed: "lower case, without tag or digest, for example ghcr.io/lingobot/lingobot",
      next: "correct the image",
    },
  ];
}

function numberProblems({
  port = 8081,
  cooldownDays = 7,
  healthPath = "/health",
}: DeliveryPipelineProps): Problem[] {
  const problems: Problem[] = [];
  if (!Number.isInteger(port) || port < 1024 || port > 65535) {
    problems.push({
      fault: "the app's port must be one that a user without privileges can open",
      got: port,
      allowed: "1024 to 65535",
      next: "choose another port",
    });
  }
  if (!Number.isInteger(cooldownDays) || cooldownDays < 7) {
    problems.push({
      fault: "new versions must have been out for a while before they are proposed",
      got: cooldownDays,
      allowed: "7 days or more",
      next: "raise cooldownDays",
    });
  }
  if (!/^\/[\w./-]*$/.test(healthPath)) {
    problems.push({
      fault: "the health path is the path of a URL",
      got: healthPath,
      allowed: "a path that starts with /, of letters, digits and . _ - /",
      next: "correct healthPath",
    });
  }
  return problems;
}

function branchProblems(props: DeliveryPipelineProps, parts: PipelineParts): Problem[] {
  const unchecked = props.targets
    .map((target) => target.branch)
    .filter((branch) => isOneBranch(branch) && !parts.branches.includes(branch));
  if (unchecked.length === 0) return [];
  return [
    {
      fault: "a branch deploys whose pushes CI does not check",
      got: unchecked,
      allowed: parts.branches.join(", "),
      next: "add the branch to branches",
    },
  ];
}

/** Longest that a job may run on GitHub's own runners (GitHub documentation, "Actions limits"). */
const MOST_MINUTES = 360;

function durationProblems({ workflows }: PipelineParts): Problem[] {
  const long = workflows
    .flatMap((workflow) => workflow.jobs)
    .flatMap((job) => ("timeoutMinutes" in job.props ? [[job, job.props.timeoutMinutes] as const] : []))
    .filter(([, minutes]) => !(minutes >= 1 && minutes <= MOST_MINUTES));
  if (long.length === 0) return [];
  return [
    {
      fault: "a job would take longer than GitHub lets a job run, or no time at all",
      got: long.map(([job, minutes]) => `${job.workflow.file}: ${job.id}: ${minutes} minutes`),
      allowed: `1 to ${MOST_MINUTES} minutes, the sum of the waits of its steps`,
      next: "lower the limits, the retries or the observation of the target, or the timeoutMinutes of an own job",
    },
  ];
}

function overrideProblems(override: Override, parts: PipelineParts): Problem[] {
  const { workflow, id } = parts.gate;
  const known = parts.workflows.map((other) => other.path);
  if (!known.includes(override.file)) {
    return [
      {
        fault: "an override names a file that is no workflow of the pipeline",
        got: override.file,
        allowed: known.join(", "),
        next: "name one of them; what other files hold follows from the props",
      },
    ];
  }
  const [first, second] = override.path;
  const touchesGate = first === "jobs" && (second === id || second === undefined);
  if (override.file !== workflow.path || !(touchesGate || first === "on" || first === "defaults")) return [];
  return [
    {
      fault: "an override would change what the required check rests on",
      got: override.path.join("."),
      next: "rename the gate by gateName, and add jobs by extend; the triggers and defaults of CI stay",
    },
  ];
}
