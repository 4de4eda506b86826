import type { Interpreter } from "../../../../tools/python/interpreters";
import { Checkout } from "./checkout";
import { renderedFiles } from "./rendered";
import { type JobResult, Runner } from "./runner";
import { jobThatRuns, workflow } from "./workflow";

const files = renderedFiles();

/** The rendered test job. */
export const testJob = jobThatRuns(workflow(files, "ci.yml"), "pytest tests/unit");

/** The versions of the rendered test matrix. */
export const matrixVersions: readonly string[] = Object.values(testJob.strategy?.matrix ?? {}).flat();

/** The rendered test job, on a checkout of its own with one interpreter. */
export class TestJob {
  public readonly checkout = new Checkout(files);
  private readonly runner: Runner;

  public constructor(python: Interpreter) {
    const names = Object.keys(testJob.strategy?.matrix ?? {});
    const matrix = Object.fromEntries(names.map((name) => [name, python.version]));
    this.runner = new Runner(this.checkout, { python, contexts: { matrix } });
  }

  public run(): Promise<JobResult> {
    return this.runner.job(testJob);
  }

  public remove(): void {
    this.runner.remove();
    this.checkout.remove();
  }
}
