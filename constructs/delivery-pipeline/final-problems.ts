import { parseDocument } from "yaml";
import type { Problem } from "../errors";
import {
  calledPath,
  type FinalJob,
  type FinalWorkflow,
  type FinalWorkflows,
  finalJobs,
} from "./workflow/final-workflow";
import type { WorkflowJob } from "./workflow/job";

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/**
 * What overrides and files of the caller's own did to what the required check rests on.
 * @param own the workflows that the pipeline renders itself
 */
export function finalProblems(
  own: FinalWorkflows,
  extraFiles: Readonly<Record<string, string>>,
  gate: WorkflowJob,
): Problem[] {
  const all = [...own, ...extraWorkflows(extraFiles)];
  const workflows = new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  const ci = workflows.get(gate.workflow.path) ?? {};
  return [
    ...ambiguityProblems(workflows, gate),
    ...toleranceProblems(ci, gate),
    ...completenessProblems(ci, gate),
  ];
}

/** Every workflow among the caller's own files; one that is no map is none. */
function extraWorkflows(extraFiles: Readonly<Record<string, string>>): FinalWorkflows {
  const texts = Object.entries(extraFiles).filter(([path]) => WORKFLOW.test(path));
  return new Map(
    texts.flatMap(([path, text]) => {
      const value: unknown = parseDocument(text).toJS();
      return typeof value === "object" && value !== null ? [[path, value as FinalWorkflow]] : [];
    }),
  );
}

/** A required check that two jobs report is passed by either. */
function ambiguityProblems(workflows: FinalWorkflows, gate: WorkflowJob): Problem[] {
  const reporters = [...workflows].flatMap(([path, workflow]) =>
    finalJobs(workflow)
      .filter(([id]) => path !== gate.workflow.path || id !== gate.id)
      .filter(([id, job]) => checkNames(id, job, workflows).some((name) => canBe(name, gate.checkName)))
      .map(([id]) => `${path.slice(path.lastIndexOf("/") + 1)}: ${id}`),
  );
  if (reporters.length === 0) return [];
  return [
    {
      fault: `the gate's check name "${gate.checkName}" is reported by other jobs too`,
      got: reporters,
      next: "rename the gate or those jobs",
    },
  ];
}

/** The checks that a job reports: its name, else its id; for a call, one per called job below its own. */
function checkNames(id: string, job: FinalJob, workflows: FinalWorkflows): readonly string[] {
  const own = String(job.name ?? id);
  const called = calledPath(job);
  if (called === undefined) return [own];
  const jobs = finalJobs(workflows.get(called) ?? {});
  return jobs
    .flatMap(([each, value]) => checkNames(each, value, workflows))
    .map((name) => `${own} / ${name}`);
}

/** Whether a name, whose expressions may become any text, can be the wanted one. */
function canBe(name: string, wanted: string): boolean {
  const parts = name.split(/\$\{\{.*?\}\}/s).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(wanted);
}

/** A job that may fail counts as a success for those that need it. */
function toleranceProblems(ci: FinalWorkflow, gate: WorkflowJob): Problem[] {
  const tolerant = finalJobs(ci).filter(([, job]) => (job["continue-on-error"] ?? false) !== false);
  if (tolerant.length === 0) return [];
  return [
    {
      fault: `jobs of ${gate.workflow.file} may fail and the gate "${gate.checkName}" would still pass`,
      got: tolerant.map(([id]) => `jobs.${id}.continue-on-error`),
      allowed: "no continue-on-error on a job that the gate needs",
      next: "remove the override, or allow the failure of one step by its own continueOnError",
    },
  ];
}

/** The gate speaks for exactly the jobs that it needs. */
function completenessProblems(ci: FinalWorkflow, gate: WorkflowJob): Problem[] {
  const there = finalJobs(ci).map(([id]) => id);
  const needed = (gate.props.needs ?? []).map(({ id }) => id);
  const added = there.filter((id) => id !== gate.id && !needed.includes(id));
  const removed = needed.filter((id) => !there.includes(id));
  if (added.length + removed.length === 0) return [];
  return [
    {
      fault: `overrides add jobs to ${gate.workflow.file} that the gate does not need, or remove ones that it needs`,
      got: [...added, ...removed],
      next: "add jobs by extend; leave CodeQL out by codeScanning",
    },
  ];
}
