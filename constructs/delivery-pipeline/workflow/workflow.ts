import { InvalidValueError } from "../../errors";
import { type AnyJob, CallingJob, type CallingJobProps, WorkflowJob, type WorkflowJobProps } from "./job";
import type { Concurrency, Triggers } from "./model";

/** What a workflow is. */
export interface WorkflowProps {
  /** File name below `.github/workflows/`, for example `ci.yml`. */
  readonly file: string;
  /** Shown in the Actions tab; no part of a check's name. */
  readonly name: string;
  readonly on: Triggers;
  /** @default - runs beside other runs */
  readonly concurrency?: Concurrency;
  /** Shown for each run. @default - GitHub's: the commit's or pull request's title */
  readonly runName?: string;
}

/** A workflow of GitHub Actions. Its top level always grants nothing: each job asks for what it needs. */
export class Workflow {
  private readonly added = new Map<string, AnyJob>();

  public constructor(public readonly props: WorkflowProps) {}

  /** File name below `.github/workflows/`. */
  public get file(): string {
    return this.props.file;
  }

  /** Path in the repository. */
  public get path(): string {
    return `.github/workflows/${this.props.file}`;
  }

  /** The jobs, in the order in which they were added. */
  public get jobs(): readonly AnyJob[] {
    return [...this.added.values()];
  }

  /**
   * Adds a job that runs steps.
   * @throws InvalidValueError when the id is taken or malformed
   */
  public addJob(id: string, props: WorkflowJobProps): WorkflowJob {
    return this.keep(new WorkflowJob(this, id, props));
  }

  /**
   * Adds a job that calls another workflow.
   * @throws InvalidValueError when the id is taken or malformed
   */
  public addCall(id: string, props: CallingJobProps): CallingJob {
    return this.keep(new CallingJob(this, id, props));
  }

  private keep<T extends AnyJob>(job: T): T {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(job.id)) {
      throw new InvalidValueError({
        fault: `a job id of ${this.file} must start with a letter or _ and hold letters, digits, - and _`,
        got: job.id,
        next: "choose another id; the name may hold anything",
      });
    }
    if (this.added.has(job.id)) {
      throw new InvalidValueError({
        fault: `the workflow ${this.file} has a job "${job.id}" already`,
        got: job.id,
        allowed: `an id other than ${[...this.added.keys()].join(", ")}`,
        next: "choose another id",
      });
    }
    this.added.set(job.id, job);
    return job;
  }
}
