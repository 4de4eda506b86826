import type { Problem } from "../../constructs";
import { type Kind, problemsOfKind } from "./kinds";

/** What the settings of one part have to be, by their names. */
export interface Rules {
  /** Must be there. */
  readonly required?: Readonly<Record<string, Kind>>;
  /** May be left out. */
  readonly optional?: Readonly<Record<string, Kind>>;
  /** Settings of this part that are looked at elsewhere; with them, the names of all are known. @default - others may be there */
  readonly elsewhere?: readonly string[];
}

/** A part of the settings, fit to build from, and what was wrong with it. */
export interface Checked<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/**
 * Leaves out what is of the wrong kind, so that everything else can be built and told of in the same run.
 * @param standIns what is built from instead, of what has no default
 */
export function checkedPart<T extends object>(
  at: string,
  given: T,
  { required = {}, optional = {}, elsewhere }: Rules,
  standIns: Partial<T> = {},
): Checked<T> {
  const part = { ...given } as Record<string, unknown>;
  const problems = Object.entries({ ...optional, ...required }).flatMap(([name, kind]) => {
    if (part[name] === undefined && !Object.hasOwn(required, name)) return [];
    const found = problemsOfKind(`${at}.${name}`, part[name], kind);
    if (found.length > 0) delete part[name];
    return found;
  });
  const names = [...Object.keys(required), ...Object.keys(optional), ...(elsewhere ?? [])];
  if (elsewhere !== undefined) problems.push(...unknownSettings(at, given, names));
  return { value: { ...standIns, ...part } as T, problems };
}

/** A name that nobody reads is a slip of the pen: what it should have set would be left out without a word. */
function unknownSettings(at: string, given: object, names: readonly string[]): Problem[] {
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      fault: `\`${at}.${name}\` is no setting`,
      allowed: [...names].sort().join(", "),
      next: "correct the name, or take it out",
    }));
}

/** The same of a part within a part, which may be missing. */
export function checkedWithin<T extends object, K extends string & keyof T>(
  at: string,
  { value, problems }: Checked<T>,
  name: K,
  rules: Rules,
): Checked<T> {
  const inner = value[name];
  if (inner === undefined) return { value, problems };
  const checked = checkedPart(`${at}.${name}`, inner as object, rules);
  return { value: { ...value, [name]: checked.value }, problems: [...problems, ...checked.problems] };
}

/** The same of each object in a list; those with a fault are left out. */
export function checkedElements<T extends object, K extends string & keyof T>(
  at: string,
  { value, problems }: Checked<T>,
  name: K,
  rules: Rules,
): Checked<T> {
  const elements = value[name] as readonly object[] | undefined;
  if (elements === undefined) return { value, problems };
  const checked = elements.map((element, index) => checkedPart(`${at}.${name}[${index}]`, element, rules));
  const sound = checked.filter((each) => each.problems.length === 0).map((each) => each.value);
  return {
    value: { ...value, [name]: sound },
    problems: [...problems, ...checked.flatMap((each) => each.problems)],
  };
}
