import type { ResourceDiff } from "../resource-type";
import type { SuppressText, Validator } from "./field";

/**
 * What planning needs to know of a resource type beyond its facts: the functions in the provider's schema.
 * Keys are dotted schema paths without indexes.
 */
export interface PlanningRules {
  /** Numbers that may have a fraction. */
  readonly fractions?: readonly string[];
  readonly suppress?: Readonly<Record<string, SuppressText>>;
  /** Attributes whose suppression also hides what a refresh finds. */
  readonly suppressOnRefresh?: readonly string[];
  readonly stateFunctions?: Readonly<Record<string, (value: string) => string>>;
  /** Set functions of sets that do not hash the whole element. */
  readonly hashes?: Readonly<Record<string, (value: unknown) => number>>;
  readonly validators?: Readonly<Record<string, Validator>>;
  readonly deprecations?: Readonly<Record<string, string>>;
  /** What to use instead of a resource type that is deprecated as a whole. */
  readonly deprecated?: string;
  readonly customizeDiff?: (diff: ResourceDiff) => void;
}
