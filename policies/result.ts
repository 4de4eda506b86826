import type { LocatedProblem } from "../constructs";
import type { PolicyId } from "./catalogue";
import type { Finding } from "./stack/finding";

/** How a stack stands to a policy. Violated and cannot be evaluated are failures, unless they are waived. */
export type Outcome = "holds" | "violated" | "cannot be evaluated" | "waived" | "not applicable";

/** Result of one policy on one stack. */
export interface PolicyResult {
  readonly policy: PolicyId;
  readonly stack: string;
  readonly result: Outcome;
  /** Why, in a sentence. */
  readonly message: string;
  /** What does not hold, or cannot be told; also when it is waived. */
  readonly findings: readonly Finding[];
  readonly waiver?: { readonly reason: string; readonly expires: string };
  /** It is asked of the same stack in other runs. @default - it is the same in every run */
  readonly thisRunOnly?: true;
}

/** Results of all policies on all stacks. */
export interface Evaluation {
  readonly results: readonly PolicyResult[];
  /** Everything that fails: violations, what cannot be evaluated, wrong settings and waivers. Empty when all is well. */
  readonly problems: readonly LocatedProblem[];
}
