import type { IConstruct } from "constructs";

/** One fault in what the caller gave, told so that a person can mend it. */
export interface Problem {
  /** What is wrong, in words: intent and fault, for example "an app name must be 2 to 32 characters". */
  readonly fault: string;
  /** The value that was given. Left out for secrets. @default - not printed */
  readonly got?: unknown;
  /** The values that would be accepted. @default - not printed */
  readonly allowed?: string;
  /** What the caller can do next. */
  readonly next: string;
}

/** Prints a problem as one sentence: fault, value got, values allowed, next action. */
export function describeProblem(problem: Problem): string {
  const got = problem.got === undefined ? "" : `; got ${JSON.stringify(problem.got)}`;
  const allowed = problem.allowed === undefined ? "" : `; allowed: ${problem.allowed}`;
  return `${problem.fault}${got}${allowed}; ${problem.next}`;
}

/** A fault and the path of the construct it was found in. */
export interface LocatedProblem {
  readonly path: string;
  readonly message: string;
}

/** Everything wrong in a construct tree, found at once; nothing has been written when it is thrown. */
export class ValidationError extends Error {
  public constructor(public readonly problems: readonly LocatedProblem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(`${count}, nothing was written:\n${problems.map((p) => `  ${p.path}: ${p.message}`).join("\n")}`);
    this.name = "ValidationError";
  }
}

/** A value class was given something it cannot hold: the twin of ValidationError where no construct exists yet. */
export class InvalidValueError extends Error {
  public constructor(problem: Problem) {
    super(describeProblem(problem));
    this.name = "InvalidValueError";
  }
}

/**
 * Validates every construct below `root`, and throws one error that tells all faults.
 * @throws ValidationError when any construct has a fault
 */
export function validateTree(root: IConstruct): void {
  const problems = root.node
    .findAll()
    .flatMap((construct) =>
      construct.node.validate().map((message) => ({ path: construct.node.path || "App", message })),
    );
  if (problems.length > 0) throw new ValidationError(problems);
}
