/**
 * When a part of the report gets its room: `first` shortly before everything else, `dangerous` then and in full,
 * `other` in what is left.
 */
export type Tier = "first" | "dangerous" | "other";

/** A part of a section that may be told longer or shorter, or only be counted. */
export interface Item {
  readonly tier: Tier;
  /** The longest first; the last is a line or two. */
  readonly forms: readonly (() => string)[];
  /** What is left of it where there is no room for a line: `rest` lists it. @default - it is counted */
  readonly name?: string;
}

/** A heading with its items. */
export interface Section {
  /** Always told, and so short that any number of sections fits. */
  readonly head: string;
  /** As they are shown. */
  readonly items: readonly Item[];
  /** Who gets room first. @default - as they are shown */
  readonly order?: readonly Item[];
  /**
   * Tells what has no line of its own, the most named of it; empty when that is nothing. It is no longer for a part
   * than for the whole, names aside.
   */
  readonly rest: (left: readonly Item[], named: ReadonlySet<Item>) => string;
  /** Put around the list. @default - nothing */
  readonly wrap?: (list: string) => string;
  /** Between the heading and the list. @default "\n\n" */
  readonly gap?: string;
}

/** A section that is always told in full. */
export function fixed(text: string): Section {
  return { head: text, items: [], rest: () => "" };
}

/** Items without names: of those that have no room, the number is told. */
export function counted(left: readonly Item[]): string {
  return left.length === 0 ? "" : `- … and ${left.length} more`;
}

/** The section with these texts in the place of its items. */
export function written(section: Section, items: readonly string[], rest: string): string {
  const { head, gap = "\n\n", wrap } = section;
  const list = [...items, rest].filter((text) => text !== "").join("\n");
  if (list === "") return head;
  const shown = wrap === undefined ? list : wrap(list);
  return head === "" ? shown : `${head}${gap}${shown}`;
}
