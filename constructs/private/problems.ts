import type { IConstruct } from "constructs";
import { addProblems, type Problem } from "../errors";

/**
 * Collects the faults of one construct and reports them when the tree is validated,
 * so that one run tells all of them.
 */
export class Problems {
  private readonly found: Problem[] = [];

  public constructor(scope: IConstruct) {
    addProblems(scope, () => this.found);
  }

  /** Notes faults that are already known. */
  public add(...problems: readonly Problem[]): void {
    this.found.push(...problems);
  }

  /** Notes the fault unless the condition holds. */
  public require(holds: boolean, problem: Problem): void {
    if (!holds) this.found.push(problem);
  }
}
