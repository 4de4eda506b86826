/** A workflow as GitHub reads it, after all overrides; of what overrides may have put there nothing is known. */
export interface FinalWorkflow {
  readonly permissions?: unknown;
  readonly jobs?: Readonly<Record<string, FinalJob>>;
}

/** A job as GitHub reads it. */
export interface FinalJob {
  readonly name?: unknown;
  readonly needs?: unknown;
  /** A called workflow: `./<path>` in the same repository. */
  readonly uses?: unknown;
  readonly permissions?: unknown;
  readonly "continue-on-error"?: unknown;
}

/** Workflows by their path in the repository. */
export type FinalWorkflows = ReadonlyMap<string, FinalWorkflow>;

/** The jobs by id. */
export function finalJobs(workflow: FinalWorkflow): readonly (readonly [id: string, job: FinalJob])[] {
  return Object.entries(workflow.jobs ?? {});
}

/** The path of the workflow of the same repository that a job calls. */
export function calledPath({ uses }: FinalJob): string | undefined {
  return typeof uses === "string" && uses.startsWith("./") ? uses.slice(2) : undefined;
}
