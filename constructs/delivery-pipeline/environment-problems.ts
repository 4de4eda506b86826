import type { Problem } from "../errors";
import type { DeliveryPipelineProps } from "./delivery-pipeline-props";
import type { DeployTargetProps } from "./deploy-target";
import { SIZE_LABELS } from "./files/labels";
import { PREVIEW_ENVIRONMENT } from "./workflows/preview";

/** Where two parts of a pipeline would get in each other's way: environments, promotions and labels. */
export function environmentProblems(props: DeliveryPipelineProps): Problem[] {
  const targets = props.targets.map(({ environment }) => environment);
  return [
    ...alertsProblems(props.alertsEnvironment, targets),
    ...registryProblems(props, targets),
    ...(props.preview === undefined ? [] : sharedProblems(targets)),
    ...cycleProblems(props.targets),
    ...labelProblems(props),
  ];
}

function alertsProblems(alerts: string | undefined, targets: readonly string[]): Problem[] {
  if (alerts === undefined || !targets.includes(alerts)) return [];
  return [
    {
      fault: "alertsEnvironment is a deploy target, whose approval the alerts would wait for",
      got: alerts,
      allowed: `an environment without reviewers other than ${targets.join(", ")}`,
      next: "make an environment for alerts alone, or leave alertsEnvironment out",
    },
  ];
}

function registryProblems(
  { registryEnvironment: name, login }: DeliveryPipelineProps,
  targets: readonly string[],
): Problem[] {
  if (name === undefined) return [];
  const taken = [...targets, PREVIEW_ENVIRONMENT];
  const problems: Problem[] = [];
  if (taken.includes(name)) {
    problems.push({
      fault:
        "registryEnvironment is a deploy target, whose approval the push would wait for, or that of the previews, whose jobs would share its secrets",
      got: name,
      allowed: `an environment without reviewers other than ${taken.join(", ")}`,
      next: "make an environment for the registry alone, or leave registryEnvironment out",
    });
  }
  if ((login?.secrets ?? []).length === 0) {
    problems.push({
      fault: "registryEnvironment holds nothing, because the registry is logged in to without a secret",
      got: name,
      next: "leave registryEnvironment out, or give the login of the registry",
    });
  }
  return problems;
}

function sharedProblems(targets: readonly string[]): Problem[] {
  if (!targets.includes(PREVIEW_ENVIRONMENT)) return [];
  return [
    {
      fault: "a deploy target has the environment of the previews, and they would share its secrets",
      got: PREVIEW_ENVIRONMENT,
      next: "rename the target's environment, or leave preview out",
    },
  ];
}

/** Each circle once, from its first target in their order. */
function cycleProblems(targets: readonly DeployTargetProps[]): Problem[] {
  const sources = new Map(targets.map(({ environment, promoteFrom }) => [environment, promoteFrom]));
  const told = new Set<string>();
  return [...sources.keys()].flatMap((start) => {
    const way = [start];
    for (let at = sources.get(start); at !== undefined && !way.includes(at); at = sources.get(at))
      way.push(at);
    if (sources.get(way[way.length - 1] ?? "") !== start || told.has(start)) return [];
    for (const each of way) told.add(each);
    return [
      {
        fault:
          "deploy targets take their images over from each other in a circle, so none of them builds first",
        got: [...way, start].join(" from "),
        next: "leave promoteFrom of the first environment out",
      },
    ];
  });
}

function labelProblems({ preview, language }: DeliveryPipelineProps): Problem[] {
  const label = preview?.label;
  const taken = [...SIZE_LABELS.map(({ name }) => name), ...Object.keys(language.pathLabels)];
  if (label === undefined || (label.trim() !== "" && !taken.includes(label))) return [];
  return [
    {
      fault:
        "the label of previews must be one that only a person sets, or each such pull request costs an app",
      got: label,
      allowed: `a label other than ${taken.join(", ")}`,
      next: "choose another label, or leave it out",
    },
  ];
}
