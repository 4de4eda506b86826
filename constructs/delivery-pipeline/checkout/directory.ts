import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unifiedDiff } from "./unified-diff";

/** How a file of a checkout differs from the rendered one. */
export interface Drift {
  readonly path: string;
  readonly kind: "missing" | "changed";
  /** From the checkout's text to the rendered one, in the unified format. */
  readonly diff: string;
}

/**
 * Compares a checkout of the app's repository with the rendered files; files that are not rendered are none of ours.
 * @returns what differs, empty when nothing does
 */
export function checkDirectory(directory: string, files: ReadonlyMap<string, string>): readonly Drift[] {
  return [...files].flatMap(([path, content]): readonly Drift[] => {
    const there = existsSync(join(directory, path));
    const found = there ? readFileSync(join(directory, path), "utf8") : undefined;
    if (found === content) return [];
    return [{ path, kind: there ? "changed" : "missing", diff: unifiedDiff(path, found, content) }];
  });
}

/** Writes the rendered files into a checkout. @returns the paths of those that changed */
export function writeDirectory(directory: string, files: ReadonlyMap<string, string>): readonly string[] {
  const drifts = checkDirectory(directory, files);
  for (const { path } of drifts) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), files.get(path) ?? "");
  }
  return drifts.map((drift) => drift.path);
}
