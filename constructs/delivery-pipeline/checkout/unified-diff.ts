/** Lines of context around a change. */
const CONTEXT = 3;

type Line = readonly [kind: " " | "-" | "+", text: string];

const NO_NEWLINE = "\\ No newline at end of file";

/**
 * The difference of two texts in the unified format that `diff -u` and git print and `git apply` takes; empty when
 * there is none.
 * @param path named on top
 * @param from the text before; undefined when there is no such file yet
 * @param to the text after; undefined when the file is removed
 */
export function unifiedDiff(path: string, from: string | undefined, to: string | undefined): string {
  if (from === to) return "";
  if ((from ?? "") === (to ?? "")) return emptyFile(path, to === undefined ? "deleted" : "new");
  const lines = compare(split(from ?? ""), split(to ?? ""));
  const hunks = hunksOf(lines).map((hunk) => printHunk(lines, hunk));
  const before = from === undefined ? "/dev/null" : `a/${path}`;
  const after = to === undefined ? "/dev/null" : `b/${path}`;
  return [`--- ${before}`, `+++ ${after}`, ...hunks, ""].join("\n");
}

/** An empty file has no lines to tell it by. */
function emptyFile(path: string, what: "new" | "deleted"): string {
  return `diff --git a/${path} b/${path}\n${what} file mode 100644\n`;
}

/** The lines; git's remark on a last one without a newline belongs to it, so that it differs from one with. */
function split(text: string): readonly string[] {
  const lines = text.split("\n");
  const rest = lines.pop() ?? "";
  return rest === "" ? lines : [...lines, `${rest}\n${NO_NEWLINE}`];
}

/** Both texts as one list of kept, removed and added lines; what is equal at both ends is set aside first. */
function compare(from: readonly string[], to: readonly string[]): readonly Line[] {
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head += 1;
  let tail = 0;
  const room = Math.min(from.length, to.length) - head;
  while (tail < room && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  const kept = (texts: readonly string[]): Line[] => texts.map((text) => [" ", text]);
  return [
    ...kept(from.slice(0, head)),
    ...changes(from.slice(head, from.length - tail), to.slice(head, to.length - tail)),
    ...kept(from.slice(from.length - tail)),
  ];
}

/** Walks the table of longest common subsequences from its start. */
function changes(from: readonly string[], to: readonly string[]): readonly Line[] {
  const longest = commonLengths(from, to);
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < from.length || j < to.length) {
    const [old, now] = [from[i], to[j]];
    if (old !== undefined && old === now) {
      lines.push([" ", old]);
      i += 1;
      j += 1;
    } else if (old !== undefined && (now === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(["-", old]);
      i += 1;
    } else {
      lines.push(["+", now ?? ""]);
      j += 1;
    }
  }
  return lines;
}

function commonLengths(from: readonly string[], to: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    const [row, below] = [table[i], table[i + 1]];
    if (row === undefined || below === undefined) continue;
    for (let j = to.length - 1; j >= 0; j -= 1) {
      row[j] = from[i] === to[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

type Hunk = readonly [start: number, end: number];

function hunksOf(lines: readonly Line[]): readonly Hunk[] {
  const hunks: [number, number][] = [];
  for (const [index, [kind]] of lines.entries()) {
    if (kind === " ") continue;
    const [start, end] = [Math.max(0, index - CONTEXT), Math.min(lines.length, index + CONTEXT + 1)];
    const last = hunks.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = end;
    else hunks.push([start, end]);
  }
  return hunks;
}

function printHunk(lines: readonly Line[], [start, end]: Hunk): string {
  const count = (part: readonly Line[], other: "-" | "+") => part.filter(([kind]) => kind !== other).length;
  const range = (other: "-" | "+") => {
    const length = count(lines.slice(start, end), other);
    const before = count(lines.slice(0, start), other);
    return `${length === 0 ? before : before + 1},${length}`;
  };
  const body = lines.slice(start, end).map(([kind, text]) => kind + text);
  return [`@@ -${range("+")} +${range("-")} @@`, ...body].join("\n");
}
