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
  const got = problem.got === undefined ? "" : `; got ${JSON.stringify(problem.got, namingNumbers)}`;
  const allowed = problem.allowed === undefined ? "" : `; allowed: ${problem.allowed}`;
  return `${problem.fault}${got}${allowed}; ${problem.next}`;
}

/** JSON has no NaN and no Infinity, and would print null. */
function namingNumbers(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** A fault and the path of the construct it was found in. */
export interface LocatedProblem {
  readonly path: string;
  readonly message: string;
  /** Paths of the other constructs that were given the same faulty thing. @default - none */
  readonly alsoAt?: readonly string[];
}

/** Everything wrong in a construct tree, found at once; nothing has been written when it is thrown. */
export class ValidationError extends Error {
  public constructor(public readonly problems: readonly LocatedProblem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(`${count}, nothing was written:\n${problems.map(describeLocated).join("\n")}`);
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

function describeLocated({ path, alsoAt = [], message }: LocatedProblem): string {
  return `  ${[path, ...alsoAt].join(", ")}: ${message}`;
}

/** What each construct found when it was last validated: a validation can hand on text only. */
const FOUND = new WeakMap<IConstruct, Map<string, Problem>>();

/** @internal has the construct tell what `find` finds whenever the tree is validated */
export function addProblems(scope: IConstruct, find: () => readonly Problem[]): void {
  const found = FOUND.get(scope) ?? new Map<string, Problem>();
  FOUND.set(scope, found);
  const tell = (problem: Problem): string => {
    const message = describeProblem(problem);
    found.set(message, problem);
    return message;
  };
  scope.node.addValidation({ validate: () => find().map(tell) });
}

/**
 * Validates every construct below `root`, and throws one error that tells all faults. A faulty thing that several
 * constructs were given, such as a notification target, is told once, with all their paths.
 * @throws ValidationError when any construct has a fault
 */
export function validateTree(root: IConstruct): void {
  const told = new Map<unknown, LocatedProblem>();
  for (const construct of root.node.findAll()) {
    const path = construct.node.path || "App";
    for (const message of new Set(construct.node.validate())) {
      const origin = FOUND.get(construct)?.get(message) ?? { path, message };
      told.set(origin, locatedAt(path, message, told.get(origin)));
    }
  }
  if (told.size > 0) throw new ValidationError([...told.values()]);
}

function locatedAt(path: string, message: string, first: LocatedProblem | undefined): LocatedProblem {
  return first === undefined ? { path, message } : { ...first, alsoAt: [...(first.alsoAt ?? []), path] };
}
