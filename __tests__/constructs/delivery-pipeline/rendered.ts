import { parse } from "yaml";

/** A step as GitHub reads it. */
export interface RenderedStep {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
}

/** A job as GitHub reads it. */
export interface RenderedJob {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string };
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps?: readonly RenderedStep[];
  readonly "timeout-minutes"?: number;
}

/** A workflow as GitHub reads it. */
export interface RenderedWorkflow {
  readonly name: string;
  readonly on: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean | string };
  readonly jobs: Readonly<Record<string, RenderedJob>>;
}

/** One rendered file, which must be there. */
export function fileOf(files: ReadonlyMap<string, string>, path: string): string {
  const content = files.get(path);
  if (content === undefined)
    throw new Error(`${path} was not rendered; rendered: ${[...files.keys()].join(", ")}`);
  return content;
}

/** One rendered workflow, read back. */
export function workflowOf(files: ReadonlyMap<string, string>, file: string): RenderedWorkflow {
  return parse(fileOf(files, `.github/workflows/${file}`)) as RenderedWorkflow;
}

/** One job of a rendered workflow, which must be there. */
export function jobOf(files: ReadonlyMap<string, string>, file: string, id: string): RenderedJob {
  const job = workflowOf(files, file).jobs[id];
  if (job === undefined) throw new Error(`${file} has no job ${id}`);
  return job;
}

/** One step of a job by its name, which must be there. */
export function stepOf(job: RenderedJob, name: string): RenderedStep {
  const step = job.steps?.find((candidate) => candidate.name === name);
  if (step === undefined)
    throw new Error(`no step ${name}; there are: ${job.steps?.map((s) => s.name).join(", ")}`);
  return step;
}

/** Every rendered workflow by its file name. */
export function workflowsOf(
  files: ReadonlyMap<string, string>,
): readonly (readonly [string, RenderedWorkflow])[] {
  return [...files]
    .filter(([path]) => path.startsWith(".github/workflows/"))
    .map(([path, content]) => [path.slice(".github/workflows/".length), parse(content) as RenderedWorkflow]);
}
