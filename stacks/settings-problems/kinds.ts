import type { Problem } from "../../constructs";
import type { Checked } from "./parts";

/** What a value has to be. The compiler says so too; this is for callers without types. */
export interface Kind {
  /** "a list", "text" */
  readonly name: string;
  readonly holds: (value: unknown) => boolean;
  readonly next: string;
  /** What its elements have to be. @default - anything */
  readonly of?: { readonly kind: Kind; readonly named: string };
  /** What is wrong within it, and what is left of it. @default - it is not looked into */
  readonly within?: (at: string, value: unknown) => Checked<unknown>;
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
export const FUNCTION = kind(
  "a function",
  (value) => typeof value === "function",
  "write (workflow) => { … }",
);

/** One of these words. */
export function choice(...words: readonly string[]): Kind {
  return kind(words.join(", "), (value) => words.includes(value as string), "choose one of these");
}

/** What a class of the library makes. @param next how it is made */
export function instanceOf(type: { readonly prototype: object; readonly name: string }, next: string): Kind {
  // A type with a private constructor cannot stand on the right of instanceof.
  const holds = (value: unknown) => Object.prototype.isPrototypeOf.call(type.prototype, value as object);
  return kind(`${/^[AEIOU]/.test(type.name) ? "an" : "a"} ${type.name}`, holds, next);
}

/** A list of what a class of the library makes. */
export function instancesOf(type: { readonly prototype: object; readonly name: string }, next: string): Kind {
  const element = instanceOf(type, next);
  const name = `a list of ${type.name}`;
  return { ...LIST, name, next, of: { kind: element, named: `${element.name} stands` } };
}

export function kind(name: string, holds: (value: unknown) => boolean, next: string): Kind {
  return { name, holds, next };
}

/** What is wrong with a value. It is not printed: what stands in a wrong place may be a secret. */
export function problemsOfKind(at: string, value: unknown, { name, holds, next, of }: Kind): Problem[] {
  const problem = (fault: string) => [{ fault: `\`${at}\` ${fault}`, allowed: name, next }];
  if (value === undefined || value === null) return problem("is missing");
  if (!holds(value)) return problem(`is ${nameOf(value)}, not ${name}`);
  if (of === undefined) return [];
  const index = (value as readonly unknown[]).findIndex((element) => !of.kind.holds(element));
  if (index === -1) return [];
  return problem(`holds ${nameOf((value as readonly unknown[])[index])}, where ${of.named}`);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  const known = [TEXT, NUMBER, SWITCH, LIST, OBJECT, FUNCTION].find(({ holds }) => holds(value));
  return known?.name ?? "nothing";
}
