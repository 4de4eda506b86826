import type { Cloud } from "../cloud/cloud";
import { UsageError } from "../command";

/** Something that somebody can do in a console, behind Terraform's back. */
export interface Drift {
  /** The words behind its name: `APP SIZE`. */
  readonly words: readonly string[];
  /** What it does, in one line. */
  readonly summary: string;
  /**
   * Does it.
   * @param words as many as `words` has
   * @returns what was done, in words
   * @throws UsageError when something that a word names does not exist, CloudError when the cloud refuses
   */
  apply(cloud: Cloud, ...words: string[]): string;
}

/** Finds what a word names among what there is. */
export function named<T>(what: string, name: string, known: readonly T[], nameOf: (each: T) => string): T {
  const found = known.find((each) => nameOf(each) === name);
  if (found !== undefined) return found;
  const there = known.length === 0 ? "there is none" : `there are: ${known.map(nameOf).join(", ")}`;
  throw new UsageError(`no ${what} is called "${name}"; ${there}`);
}
