import type { Field } from "../schema/field";

/** The planned change of one flat key. */
export interface AttributeDiff {
  old: string;
  next: string;
  /** Known only after apply. */
  computed: boolean;
  removed: boolean;
  requiresNew: boolean;
}

export type InstanceDiff = Map<string, AttributeDiff>;

/**
 * Settles what a change means for its field.
 * @returns undefined when it is no change after all.
 */
export function finalize(
  field: Pick<Field, "kind" | "computed" | "forceNew">,
  change: Partial<AttributeDiff>,
): AttributeDiff | undefined {
  const diff: AttributeDiff = {
    old: "",
    next: "",
    computed: false,
    removed: false,
    requiresNew: false,
    ...change,
  };
  if (field.kind === "bool") {
    diff.old = boolText(diff.old);
    diff.next = boolText(diff.next);
  }
  if (field.computed && !diff.removed && diff.next === "") diff.computed = true;
  if (field.forceNew) diff.requiresNew = diff.old !== diff.next || diff.computed;
  if (diff.removed) return diff;
  if (field.computed && diff.old !== "" && diff.next === "") return undefined;
  return diff;
}

function boolText(text: string): string {
  if (text === "0") return "false";
  return text === "1" ? "true" : text;
}
