import type { Problem } from "../../constructs";

/** What a value has to be. The compiler says so too; this is for callers without types. */
export interface Kind {
  /** "a list", "text" */
  readonly name: string;
  readonly holds: (value: unknown) => boolean;
  readonly next: string;
  /** What its elements have to be. @default - anything */
  readonly of?: { readonly kind: Kind; readonly named: string };
}

export const TEXT = kind("text", (value) => typeof value === "string", "write it in quotes");
export const NUMBER = kind("a number", (value) => typeof value === "number", "write it without quotes");
export const SWITCH = kind(
  "true or false",
  (value) => typeof value === "boolean",
  "say true, or leave it out",
);
export const OBJECT = kind("an object", isObject, "write it in braces: { … }");
export const LIST = kind("a list", Array.isArray, "write it in brackets: [ … ]");
export const TEXTS: Kind = { ...LIST, of: { kind: TEXT, named: "text stands" } };
export const OBJECTS: Kind = { ...LIST, of: { kind: OBJECT, named: "objects stand" } };
export const FUNCTION = kind(
  "a function",
  (value) => typeof value === "function",
  "write (workflow) => { … }",
);

export function kind(name: string, holds: (value: unknown) => boolean, next: string): Kind {
  return { name, holds, next };
}

/** What is wrong with a value. It is not printed: what stands in a wrong place may be a secret. */
export function problemsOfKind(at: string, value: unknown, { name, holds, next, of }: Kind): Problem[] {
  const problem = (fault: string) => [{ fault: `\`${at}\` ${fault}`, allowed: name, next }];
  if (value === undefined || value === null) return problem("is missing");
  if (!holds(value)) return problem(`is ${nameOf(value)}, not ${name}`);
  if (of === undefined) return [];
  const wrong = (value as readonly unknown[]).find((element) => !of.kind.holds(element));
  return wrong === undefined ? [] : problem(`holds ${nameOf(wrong)}, where ${of.named}`);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  const known = [TEXT, NUMBER, SWITCH, LIST, OBJECT, FUNCTION].find(({ holds }) => holds(value));
  return known?.name ?? "nothing";
}
