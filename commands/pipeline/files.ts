import { existsSync, statSync } from "node:fs";
import { checkDirectory, writeDirectory } from "../../constructs";
import { EXIT, UsageError } from "../command-line";
import { renderedPipeline } from "./rendered-pipeline";
import type { PipelineRun } from "./run";

/** Prints all files, each below its path, or one exactly as it is. */
export function printFiles({ settings, write }: PipelineRun, path: string | undefined): number {
  const { files } = renderedPipeline(settings);
  if (path === undefined) {
    for (const [each, content] of files) write(`==> ${each} <==\n${content}\n`);
    return EXIT.done;
  }
  const content = files.get(path);
  if (content === undefined)
    throw new UsageError(`no file "${path}" is rendered; there are: ${[...files.keys()].join(", ")}`);
  write(content);
  return EXIT.done;
}

/** Writes the files into a checkout, removes those that are rendered no more, and tells which ones changed. */
export function writeCheckout({ settings, write, note }: PipelineRun, directory: string): number {
  requireDirectory(directory);
  const changed = writeDirectory(directory, renderedPipeline(settings).files);
  for (const { path, kind } of changed) write(kind === "stale" ? `${path} (removed)\n` : `${path}\n`);
  note(changed.length === 0 ? "nothing to write: the files are the rendered ones" : written(changed.length));
  return EXIT.done;
}

/** Prints how a checkout differs. */
export function checkCheckout({ settings, write, note }: PipelineRun, directory: string): number {
  requireDirectory(directory);
  const drifts = checkDirectory(directory, renderedPipeline(settings).files);
  for (const { diff } of drifts) write(diff);
  if (drifts.length === 0) return EXIT.done;
  const stale = drifts.filter(({ kind }) => kind === "stale").map(({ path }) => path);
  if (stale.length > 0)
    note(`${stale.join(", ")}: rendered once, as the header says, and are rendered no more`);
  note(
    `${counted(drifts.length)} of ${directory} ${drifts.length === 1 ? "differs" : "differ"} from what is rendered: take over what is rendered with
  npm run pipeline -- write ${directory}
or, when the versions of Dependabot are what differs, the other way round with
  npm run pipeline -- pins pull ${directory}`,
  );
  return EXIT.failed;
}

/** @throws UsageError when there is no such folder: a mistyped one must not be filled or compared */
export function requireDirectory(directory: string): void {
  if (existsSync(directory) && statSync(directory).isDirectory()) return;
  throw new UsageError(
    `there is no folder ${directory}: give the one that the app's repository is checked out in`,
  );
}

function written(count: number): string {
  return `wrote ${counted(count)}`;
}

function counted(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}
