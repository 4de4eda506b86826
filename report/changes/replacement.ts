import type { Difference } from "../diff/differences";
import type { Path, Segment } from "../diff/path";
import type { ResourceChangeJson } from "../plan-json";

type ReplacePath = readonly (string | number)[];

/** Which differences force the replacement, and the paths that Terraform names and that do not differ visibly. */
export interface Forcing {
  readonly differences: ReadonlySet<Difference>;
  readonly unseen: readonly Path[];
}

/** Finds the attributes that Terraform says cannot be changed in place. */
export function forcing({ change }: ResourceChangeJson, found: readonly Difference[]): Forcing {
  const differences = new Set<Difference>();
  const unseen: Path[] = [];
  for (const path of change.replace_paths ?? []) {
    const matching = found.filter((difference) => matches(path, difference.path));
    for (const difference of matching) differences.add(difference);
    if (matching.length === 0) unseen.push(asPath(path));
  }
  return { differences, unseen };
}

/** Terraform may name a parent of what differs, or a part of what differs as a whole. */
function matches(replace: ReplacePath, path: Path): boolean {
  let at = 0;
  for (const segment of path) {
    if (at >= replace.length) return true;
    if (replace[at] !== segment.name) return false;
    at += 1;
    if (!isElement(segment)) continue;
    const index = replace[at];
    if (index === undefined) return true;
    // Positions of sets are not comparable between plan and value; a wrong one is better shown than none.
    if (typeof index === "number" && index !== segment.before && index !== segment.after) return false;
    at += 1;
  }
  return true;
}

function isElement({ before, after }: Segment): boolean {
  return before !== undefined || after !== undefined;
}

function asPath(path: ReplacePath): Path {
  const segments: { name: string; key?: string }[] = [];
  for (const step of path) {
    const last = segments.at(-1);
    if (typeof step === "string") segments.push({ name: step });
    else if (last && step > 0) last.key = String(step);
  }
  return segments;
}
