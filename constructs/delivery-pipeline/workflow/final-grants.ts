import { InvalidValueError } from "../../errors";
import {
  calledPath,
  type FinalJob,
  type FinalWorkflow,
  type FinalWorkflows,
  finalJobs,
} from "./final-workflow";

/** Scopes and how far they are granted; `*` stands for all that are not named. */
type Grants = ReadonlyMap<string, number>;

const NAMES = ["none", "read", "write"] as const;
const ALL = "*";

/**
 * Compares what the calling jobs of a workflow grant with what the called jobs ask for, in the final documents.
 * Source: GitHub refuses the run at its start when a called job asks for more than its caller has.
 * @throws InvalidValueError when one grants less, or calls a workflow that is not among them
 */
export function requireGrants(path: string, workflows: FinalWorkflows): void {
  const workflow = workflows.get(path) ?? {};
  for (const [id, job] of finalJobs(workflow)) {
    const called = calledPath(job);
    if (called === undefined) continue;
    const told = `the job "${id}" of ${fileOf(path)} calls ${fileOf(called)}`;
    const callee = workflows.get(called);
    if (callee === undefined) throw unknownCallee(told, called, workflows);
    const missing = missingGrants(grantsOf(job, workflow), askedBy(callee, workflows));
    if (missing.length > 0) throw tooLittle(told, missing);
  }
}

function unknownCallee(told: string, called: string, workflows: FinalWorkflows): InvalidValueError {
  return new InvalidValueError({
    fault: `${told}, whose grants are not known here and cannot be compared`,
    got: called,
    allowed: [...workflows.keys()].join(", "),
    next: "add the call by extend and addCall, and not by an override",
  });
}

function tooLittle(told: string, missing: readonly string[]): InvalidValueError {
  return new InvalidValueError({
    fault: `${told} and grants less than its jobs ask for, so GitHub would refuse the run`,
    got: missing,
    next: "grant what the called jobs ask for, or ask for less there",
  });
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** What a job's token has: its own grants, else the workflow's. Without either the repository decides, so nothing is sure. */
function grantsOf(job: FinalJob, workflow: FinalWorkflow): Grants {
  const permissions = job.permissions ?? workflow.permissions;
  if (permissions === "write-all") return new Map([[ALL, 2]]);
  if (permissions === "read-all") return new Map([[ALL, 1]]);
  if (typeof permissions !== "object" || permissions === null) return new Map();
  return new Map(
    Object.entries(permissions).map(([scope, access]) => [scope, Math.max(0, NAMES.indexOf(access))]),
  );
}

/** The most that any job of a called workflow asks for, those of the workflows that it calls included. */
function askedBy(workflow: FinalWorkflow, workflows: FinalWorkflows): Grants {
  const asked = new Map<string, number>();
  for (const [, job] of finalJobs(workflow)) {
    const called = calledPath(job);
    const deeper = called === undefined ? undefined : workflows.get(called);
    const all = [...grantsOf(job, workflow), ...(deeper === undefined ? [] : askedBy(deeper, workflows))];
    for (const [scope, rank] of all) asked.set(scope, Math.max(rank, asked.get(scope) ?? 0));
  }
  return asked;
}

function missingGrants(granted: Grants, asked: Grants): readonly string[] {
  return [...asked].flatMap(([scope, rank]) => {
    const has = granted.get(scope) ?? granted.get(ALL) ?? 0;
    return has >= rank ? [] : [`${scope}: ${NAMES[has]} (asked: ${NAMES[rank]})`];
  });
}
