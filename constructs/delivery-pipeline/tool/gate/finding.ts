/** One way in which the live protection is weaker than what was synthesized. */
export interface Finding {
  /** What was compared: "required reviewers". */
  readonly what: string;
  readonly wanted: unknown;
  readonly live: unknown;
}

/** The finding unless the condition holds. */
export function unless(holds: boolean, what: string, wanted: unknown, live: unknown): readonly Finding[] {
  return holds ? [] : [{ what, wanted, live }];
}
