import type { Problem } from "../../errors";
import type { AnyJob } from "./job";
import type { PullRequestTrigger } from "./model";

const ALWAYS = /^(\$\{\{\s*)?always\(\)(\s*\}\})?$/;
const EVERY_PUSH = ["opened", "synchronize", "reopened"];

/** Whether an `if:` is always(), with or without `${{ }}`. */
export function isAlways(condition: string | undefined): boolean {
  return condition !== undefined && ALWAYS.test(condition.trim());
}

/**
 * Why a job cannot be a required check. A check that never reports leaves every pull request waiting,
 * and a skipped job counts as passed (GitHub documentation, "Troubleshooting required status checks").
 */
export function problemsAsRequiredCheck(job: AnyJob): Problem[] {
  const told = `the job "${job.id}" of ${job.workflow.file} cannot be a required check`;
  return [...nameProblems(job, told), ...skipProblems(job, told), ...triggerProblems(job, told)];
}

function nameProblems(job: AnyJob, told: string): Problem[] {
  const problems: Problem[] = [];
  if ("calls" in job.props) {
    problems.push({
      fault: `${told}: it calls a workflow, so the checks are named "${job.checkName} / <called job>"`,
      next: "require one gate job of the called workflow, run on pull requests by that workflow itself",
    });
  }
  if (job.props.strategy !== undefined || job.checkName.includes("${{")) {
    problems.push({
      fault: `${told}: its check is named by the matrix or by an expression`,
      got: job.checkName,
      allowed: "one fixed name",
      next: "add one gate job with `if: always()` that needs it, and require the gate",
    });
  }
  return problems;
}

function skipProblems(job: AnyJob, told: string): Problem[] {
  const { if: condition, needs } = job.props;
  if (isAlways(condition)) return [];
  if (condition !== undefined) {
    return [
      {
        fault: `${told}: its condition can skip it, and a skipped job counts as passed`,
        got: condition,
        allowed: "always(), or no condition and no needs",
        next: "move the condition to its steps, or require a gate job with `if: always()`",
      },
    ];
  }
  if (needs === undefined || needs.length === 0) return [];
  return [
    {
      fault: `${told}: it is skipped when a job that it needs fails, and a skipped job counts as passed`,
      got: needs.map((needed) => needed.id),
      next: "give it `if: always()` and let it fail unless all that it needs succeeded",
    },
  ];
}

function triggerProblems(job: AnyJob, told: string): Problem[] {
  const trigger = job.workflow.props.on.pullRequest;
  if (trigger === undefined) {
    return [
      {
        fault: `${told}: its workflow does not run on pull requests, so the check would stay "Expected"`,
        next: "add the trigger pullRequest: {} to the workflow",
      },
    ];
  }
  return [...filterProblems(trigger, told), ...activityProblems(trigger, told)];
}

function filterProblems(trigger: PullRequestTrigger, told: string): Problem[] {
  const filters = (["paths", "pathsIgnore", "branches", "branchesIgnore"] as const).filter(
    (key) => trigger[key] !== undefined,
  );
  if (filters.length === 0) return [];
  return [
    {
      fault: `${told}: its workflow is filtered, and on pull requests outside of the filter the check would stay "Expected"`,
      got: filters,
      next: "remove the filter, and let steps decide what there is to do",
    },
  ];
}

function activityProblems(trigger: PullRequestTrigger, told: string): Problem[] {
  const types = trigger.types;
  const missing = types === undefined ? [] : EVERY_PUSH.filter((type) => !types.includes(type));
  if (missing.length === 0) return [];
  return [
    {
      fault: `${told}: its workflow does not run on every push to a pull request`,
      got: types,
      allowed: EVERY_PUSH.join(", "),
      next: `add ${missing.join(", ")} to the types, or leave the types out`,
    },
  ];
}
