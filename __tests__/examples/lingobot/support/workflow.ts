import { parse } from "yaml";
import type { RepositoryFile } from "./checkout";

/** A step of a rendered workflow, by GitHub's own keys. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly "working-directory"?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

/** A job of a rendered workflow. */
export interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps?: readonly Step[];
}

/** A rendered workflow. */
export interface Workflow {
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The workflow of that file name, read as GitHub reads it: from its YAML. */
export function workflow(files: readonly RepositoryFile[], name: string): Workflow {
  const found = files.find(({ path }) => path === `.github/workflows/${name}`);
  if (!found) throw new Error(`no ${name} was rendered, only ${files.map(({ path }) => path).join(", ")}`);
  return parse(found.content) as Workflow;
}

/** The one job with a `run:` step that holds the text. */
export function jobThatRuns(of: Workflow, text: string): Job {
  const found = Object.values(of.jobs).filter((job) => stepsThatRun(job, text).length > 0);
  const [job] = found;
  if (job && found.length === 1) return job;
  throw new Error(
    `${found.length} jobs run "${text}", one is expected among ${Object.keys(of.jobs).join(", ")}`,
  );
}

/** The steps whose `run:` holds the text. */
export function stepsThatRun(job: Job, text: string): readonly Step[] {
  return (job.steps ?? []).filter((step) => step.run?.includes(text));
}
