import type { RepositoryRecord } from "./data";
import { filesAt } from "./git-writes";

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly filename: string;
  readonly status: "added" | "modified" | "removed";
  readonly additions: number;
  readonly deletions: number;
  readonly changes: number;
}

/** Files that differ between two commits; without `from` all files are new. */
export function changedFiles(record: RepositoryRecord, from: string | undefined, to: string): ChangedFile[] {
  const before = filesAt(record, from);
  const after = filesAt(record, to);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => before[name]?.sha !== after[name]?.sha)
    .map((filename) => changedFile(record, filename, before[filename]?.sha, after[filename]?.sha));
}

function changedFile(
  record: RepositoryRecord,
  filename: string,
  before: string | undefined,
  after: string | undefined,
): ChangedFile {
  const old = linesOf(record, before);
  const next = linesOf(record, after);
  const kept = commonLines(old, next);
  const [additions, deletions] = [next.length - kept, old.length - kept];
  const status = before === undefined ? "added" : after === undefined ? "removed" : "modified";
  return { filename, status, additions, deletions, changes: additions + deletions };
}

function linesOf(record: RepositoryRecord, blob: string | undefined): string[] {
  const text = Buffer.from(record.git.blobs[blob ?? ""] ?? "", "base64").toString("utf8");
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** How many lines both have in the same order: the length of their longest common subsequence. */
function commonLines(old: readonly string[], next: readonly string[]): number {
  let previous = new Array<number>(next.length + 1).fill(0);
  for (const line of old) {
    const current = [0];
    for (const [index, other] of next.entries()) {
      const diagonal = previous[index] ?? 0;
      current.push(line === other ? diagonal + 1 : Math.max(previous[index + 1] ?? 0, current[index] ?? 0));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
