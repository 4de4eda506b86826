import type { SynthesizedStack } from "../../tools/synthesized";

/** What a secret's value must look like. */
export interface ValueFormat {
  readonly pattern: RegExp;
  /** Completes "is not …". */
  readonly description: string;
}

interface Precondition {
  readonly condition: string;
  readonly error_message: string;
}

/** As `Secret.requiring` writes it. */
const CONDITION = /^\$\{nonsensitive\(can\(regex\(("(?:[^"\\]|\\.)*"), var\.(\w+)\)\)\)\}$/;

/**
 * Formats of the stacks' secrets, by variable: those that Terraform checks when it plans, read from the very preconditions,
 * so that a value is refused for the same reason before anything is asked or sent.
 */
export function formatsOf(stacks: readonly SynthesizedStack[]): ReadonlyMap<string, ValueFormat> {
  return new Map(stacks.flatMap(preconditionsOf).flatMap(formatIn));
}

function preconditionsOf({ configuration }: SynthesizedStack): Precondition[] {
  const resources = Object.values(configuration.resource ?? {}).flatMap((each) => Object.values(each));
  return resources.flatMap(
    ({ lifecycle }) => (lifecycle as { precondition?: Precondition[] })?.precondition ?? [],
  );
}

function formatIn({ condition, error_message }: Precondition): [string, ValueFormat][] {
  const [, literal, variable] = CONDITION.exec(condition) ?? [];
  if (literal === undefined || variable === undefined) return [];
  const pattern = new RegExp(String(JSON.parse(literal)).replaceAll("$${", "${"));
  const description = error_message.replace(/^\w+ must be (.*): correct TF_VAR_\w+\.$/, "$1");
  return [[variable, { pattern, description }]];
}
