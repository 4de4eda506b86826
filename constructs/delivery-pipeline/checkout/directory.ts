import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { InvalidValueError } from "../../errors";
import { isRendered } from "../files/header";
import { isInnerPath } from "../files/inner-path";
import { unifiedDiff } from "./unified-diff";

/** How a file of a checkout differs from the rendered one. */
export interface Drift {
  readonly path: string;
  /** "stale": it was rendered once, as its header says, and is rendered no more. */
  readonly kind: "missing" | "changed" | "stale";
  /** From the checkout's text to the rendered one, in the unified format. */
  readonly diff: string;
}

/**
 * Compares a checkout of the app's repository with the rendered files. Files that neither are rendered nor were are
 * none of ours.
 * @returns what differs, empty when nothing does
 */
export function checkDirectory(directory: string, files: ReadonlyMap<string, string>): readonly Drift[] {
  const drifts = [...files].flatMap(([path, content]): readonly Drift[] => {
    const there = existsSync(join(directory, path));
    const found = there ? readFileSync(join(directory, path), "utf8") : undefined;
    if (found === content) return [];
    return [{ path, kind: there ? "changed" : "missing", diff: unifiedDiff(path, found, content) }];
  });
  return [...drifts, ...staleFiles(directory, files)];
}

/**
 * Writes the rendered files into a checkout and removes the stale ones.
 * @returns what differed
 * @throws InvalidValueError when a path would leave the checkout; then nothing is written
 */
export function writeDirectory(directory: string, files: ReadonlyMap<string, string>): readonly Drift[] {
  requireInside(directory, files);
  const drifts = checkDirectory(directory, files);
  for (const { path, kind } of drifts) {
    if (kind === "stale") rmSync(join(directory, path));
    else write(join(directory, path), files.get(path) ?? "");
  }
  return drifts;
}

/** A folder of the checkout that is a link leads elsewhere as well. */
function requireInside(directory: string, files: ReadonlyMap<string, string>): void {
  const outside = [...files.keys()].filter((path) => !isInnerPath(path) || isLinked(directory, path));
  if (outside.length === 0) return;
  throw new InvalidValueError({
    fault: `files would be written outside of ${directory}, so none was written`,
    got: outside,
    allowed: "relative paths without . or .. or .git, none through a link",
    next: "correct the paths, or remove the links from the checkout",
  });
}

function isLinked(directory: string, path: string): boolean {
  const parts = path.split("/");
  return parts.some((_, index) => {
    const here = join(directory, ...parts.slice(0, index + 1));
    return lstatSync(here, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  });
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function staleFiles(directory: string, files: ReadonlyMap<string, string>): readonly Drift[] {
  const paths = [...filesIn(directory), ...filesBelow(join(directory, ".github"))]
    .map((file) => relative(directory, file).split(sep).join("/"))
    .filter((path) => !files.has(path));
  return paths.sort().flatMap((path): readonly Drift[] => {
    const text = readFileSync(join(directory, path), "utf8");
    return isRendered(path, text) ? [{ path, kind: "stale", diff: unifiedDiff(path, text, undefined) }] : [];
  });
}

/** The plain files in a folder; a link is somebody's own. */
function filesIn(folder: string): readonly string[] {
  return entries(folder).filter((path) => lstatSync(path).isFile());
}

function filesBelow(folder: string): readonly string[] {
  const folders = entries(folder).filter((path) => lstatSync(path).isDirectory());
  return [...filesIn(folder), ...folders.flatMap(filesBelow)];
}

function entries(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
