import type { Finding } from "./finding";
import type { UntrustedStack } from "./read-files";
import type { Trusted } from "./trusted";

/** What a rule finds in a stack; `stack` is filled in by the guard. */
export type Found = Omit<Finding, "stack">;

/** One thing that a foreign synthesis must not do. */
export interface Rule {
  /** Short and fixed, for the report. */
  readonly id: string;
  /** What would happen without the rule. */
  readonly reason: string;
  readonly check: (stack: UntrustedStack, base: Trusted) => Found[];
}
