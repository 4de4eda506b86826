import type { Problem } from "../errors";
import { duplicateProblems } from "../private/names";

/** A label for issues and pull requests. */
export interface Label {
  /** 1 to 50 characters; GitHub compares without regard to case. */
  readonly name: string;
  /** Six hexadecimal digits without "#", for example "d73a4a". */
  readonly color: string;
  /** Up to 100 characters. @default - no description */
  readonly description?: string;
}

/** Faults of the labels, all together. */
export function labelProblems(labels: readonly Label[]): Problem[] {
  const names = labels.map((label) => label.name);
  return [
    ...labels.flatMap(problemsOfLabel),
    ...duplicateProblems(
      "a label",
      names,
      "give each label once; GitHub does not tell upper from lower case",
    ),
  ];
}

function problemsOfLabel(label: Label): Problem[] {
  const problems: Problem[] = [];
  if (label.name.trim() === "" || label.name.length > 50) {
    problems.push({
      fault: "a label has no usable name",
      got: label.name,
      allowed: "1 to 50 characters",
      next: "shorten it or give one",
    });
  }
  if (!/^[\da-f]{6}$/i.test(label.color)) {
    problems.push({
      fault: `label "${label.name}" has no valid color`,
      got: label.color,
      allowed: 'six hexadecimal digits without "#"',
      next: 'write it like "d73a4a"',
    });
  }
  if ((label.description ?? "").length > 100) {
    problems.push({
      fault: `label "${label.name}" has too long a description`,
      got: label.description,
      allowed: "up to 100 characters",
      next: "shorten it",
    });
  }
  return problems;
}
