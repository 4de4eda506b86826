import type { Problem } from "../../errors";
import type { Concurrency, Duration, JobEnvironment, Permissions, Step, Strategy } from "./model";
import { problemsAsRequiredCheck } from "./required-check";
import type { Workflow } from "./workflow";

/** What every job may have. */
export interface JobCommon {
  /** Shown in the run and, where the job reports a check, the check's name. @default - the job's id */
  readonly name?: string;
  /** The token's grants: never left out, `{}` for none. */
  readonly permissions: Permissions;
  /** Jobs that come first. @default - none, the job starts at once */
  readonly needs?: readonly AnyJob[];
  /** Runs the job only when this expression holds. @default - runs when all that it needs succeeded */
  readonly if?: string;
  /** @default - runs beside other runs */
  readonly concurrency?: Concurrency;
  /** @default - one job */
  readonly strategy?: Strategy;
}

/** A job that runs steps. */
export interface WorkflowJobProps extends JobCommon {
  /** Most minutes that the job may take. */
  readonly timeoutMinutes: number;
  /** A wait that the job is set to, on top of what is known of its duration; not rendered. @default - none */
  readonly waits?: Duration;
  readonly steps: readonly Step[];
  /** Label of the runner. @default "ubuntu-24.04" */
  readonly runsOn?: string;
  /** The GitHub environment, whose secrets the job reads and whose reviewers approve it. @default - none */
  readonly environment?: JobEnvironment;
  /** Environment variables; their names pass through untouched. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Outputs; their names pass through untouched. @default - none */
  readonly outputs?: Readonly<Record<string, string>>;
}

/** A job that runs another workflow of the same repository. */
export interface CallingJobProps extends JobCommon {
  readonly calls: Workflow;
}

/** A job of a workflow: the object that `needs`, required checks and permission checks refer to. */
export type AnyJob = WorkflowJob | CallingJob;

/** A job that runs steps on a runner. */
export class WorkflowJob {
  /** @internal use `workflow.addJob` */
  public constructor(
    public readonly workflow: Workflow,
    public readonly id: string,
    public readonly props: WorkflowJobProps,
  ) {}

  /** The name of the check that the job reports: its name, else its id; the workflow's name is no part of it. */
  public get checkName(): string {
    return this.props.name ?? this.id;
  }

  /** Why this job cannot be a required check; empty when it can (platform facts: required check names). */
  public problemsAsRequiredCheck(): Problem[] {
    return problemsAsRequiredCheck(this);
  }
}

/** A job that calls a workflow; each called job reports a check `<this name> / <its name>`. */
export class CallingJob {
  /** @internal use `workflow.addCall` */
  public constructor(
    public readonly workflow: Workflow,
    public readonly id: string,
    public readonly props: CallingJobProps,
  ) {}

  /** The first part of the names of the checks that the called jobs report. */
  public get checkName(): string {
    return this.props.name ?? this.id;
  }

  /** Why this job cannot be a required check: it reports none of its own. */
  public problemsAsRequiredCheck(): Problem[] {
    return problemsAsRequiredCheck(this);
  }
}
