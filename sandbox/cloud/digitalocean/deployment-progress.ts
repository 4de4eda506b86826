import type { DeploymentDoom, DeploymentPhase, Progress, ProgressStep, StepStatus } from "./app";
import { type AppSpec, componentsOf } from "./app-spec";

/** The phases of a deployment that goes well, in order. */
export const PHASES: readonly DeploymentPhase[] = [
  "PENDING_BUILD",
  "BUILDING",
  "PENDING_DEPLOY",
  "DEPLOYING",
  "ACTIVE",
];

/** Steps, the phase each runs in, and whether it works on every component. */
const STEPS = [
  { group: "build", name: "initialize", phase: "PENDING_BUILD", each: false },
  { group: "build", name: "components", phase: "BUILDING", each: true },
  { group: "deploy", name: "initialize", phase: "PENDING_DEPLOY", each: false },
  { group: "deploy", name: "components", phase: "DEPLOYING", each: true },
  { group: "deploy", name: "finalize", phase: "DEPLOYING", each: false },
] as const;

/** The phase after `phase`; a doomed deployment leaves its building or deploying for ERROR; undefined when it is over. */
export function nextPhase(
  phase: DeploymentPhase,
  doom: DeploymentDoom | undefined,
): DeploymentPhase | undefined {
  if (doom?.during === "build" && phase === "BUILDING") return "ERROR";
  if (doom?.during === "deploy" && phase === "DEPLOYING") return "ERROR";
  const index = PHASES.indexOf(phase);
  return index === -1 ? undefined : PHASES[index + 1];
}

/** `progress` as the API shows it of a deployment in `phase`. */
export function progressOf(
  spec: AppSpec,
  phase: DeploymentPhase,
  doom: DeploymentDoom | undefined,
  time: string,
): Progress {
  const leaves = STEPS.map((step) => {
    const status = statusOf(step, phase, doom);
    return { group: step.group, step: toStep(step, status, spec, doom, time) };
  });
  const count = (status: StepStatus): number => leaves.filter(({ step }) => step.status === status).length;
  return {
    pending_steps: count("PENDING"),
    running_steps: count("RUNNING"),
    success_steps: count("SUCCESS"),
    error_steps: count("ERROR"),
    total_steps: leaves.length,
    steps: (["build", "deploy"] as const).map((group) => {
      const steps = leaves.filter((leaf) => leaf.group === group).map((leaf) => leaf.step);
      return { name: group, status: summary(steps), steps };
    }),
  };
}

/** Why a deployment failed, as its steps tell; undefined when none of them does. */
export function failureOf({ steps }: Pick<Progress, "steps">): string | undefined {
  for (const { reason, steps: inner = [] } of steps) {
    const message = reason?.message ?? failureOf({ steps: inner });
    if (message !== undefined) return message;
  }
  return undefined;
}

type Step = (typeof STEPS)[number];

function statusOf(step: Step, phase: DeploymentPhase, doom: DeploymentDoom | undefined): StepStatus {
  if (phase === "ACTIVE") return "SUCCESS";
  if (phase === "CANCELED") return "PENDING";
  if (phase === "ERROR") {
    const failing = STEPS.findIndex((each) => each.group === doom?.during && each.name === "components");
    const index = STEPS.indexOf(step);
    return index < failing ? "SUCCESS" : index === failing ? "ERROR" : "PENDING";
  }
  const [now, own] = [PHASES.indexOf(phase), PHASES.indexOf(step.phase)];
  if (own < now) return "SUCCESS";
  return own === now && step.each ? "RUNNING" : "PENDING";
}

function toStep(
  step: Step,
  status: StepStatus,
  spec: AppSpec,
  doom: DeploymentDoom | undefined,
  time: string,
): ProgressStep {
  const reason = status === "ERROR" && doom !== undefined ? { reason: reasonOf(doom) } : {};
  const times = status === "PENDING" ? {} : { started_at: time };
  if (!step.each) return { name: step.name, status, ...times };
  const steps = componentsOf(spec).map(({ component: { name } }) => ({
    name,
    status:
      status === "ERROR" && doom?.component !== undefined && doom.component !== name ? "SUCCESS" : status,
    component_name: name,
    message_base: step.group === "build" ? "Building component" : "Deploying component",
    ...(doom?.component === undefined || doom.component === name ? reason : {}),
  })) satisfies ProgressStep[];
  return { name: step.name, status, ...times, steps, ...reason };
}

function reasonOf({ code, message }: DeploymentDoom): { readonly code: string; readonly message: string } {
  return { code, message };
}

function summary(steps: readonly ProgressStep[]): StepStatus {
  const statuses = steps.map(({ status }) => status);
  if (statuses.includes("ERROR")) return "ERROR";
  if (statuses.every((status) => status === "SUCCESS")) return "SUCCESS";
  return statuses.every((status) => status === "PENDING") ? "PENDING" : "RUNNING";
}
