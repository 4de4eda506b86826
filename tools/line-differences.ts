/** Unchanged lines that are shown around each change. */
const AROUND = 2;

/**
 * The lines that differ between two texts, `-` before those of the first and `+` before those of the second, with some
 * lines around them. Empty when the texts are equal.
 */
export function lineDifferences(before: string, after: string): string[] {
  if (before === after) return [];
  const lines = aligned(before === "" ? [] : before.split("\n"), after.split("\n"));
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ sign }) => sign !== " ");
  const shown = lines.flatMap(({ sign, text }, index) =>
    isNear(index) ? [{ index, text: `${sign} ${text}` }] : [],
  );
  return shown.flatMap(({ index, text }, at) => {
    const last = shown[at - 1];
    return last !== undefined && last.index !== index - 1 ? ["  …", text] : [text];
  });
}

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** The fewest removals and additions that lead from one to the other. */
function aligned(before: readonly string[], after: readonly string[]): Line[] {
  const lengths = commonLengths(before, after);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, next] = [before[i], after[j]];
    if (old !== undefined && old === next) {
      lines.push({ sign: " ", text: old });
      i += 1;
      j += 1;
    } else if (next === undefined || (old !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      lines.push({ sign: "-", text: old ?? "" });
      i += 1;
    } else {
      lines.push({ sign: "+", text: next });
      j += 1;
    }
  }
  return lines;
}

/** For each pair of positions, how many lines the rests have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] =
        before[i] === after[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  return lengths;
}

function at(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}
