import type { Problem } from "../../constructs";
import { type Kind, LIST, OBJECT, problemsOfKind } from "./kinds";

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
    const checked = checkedValue(`${at}.${name}`, part[name], kind);
    if (checked.value === undefined) delete part[name];
    else part[name] = checked.value;
    return checked.problems;
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

/** What is left of one value: nothing when it is of the wrong kind. */
function checkedValue(at: string, value: unknown, kind: Kind): Checked<unknown> {
  const problems = problemsOfKind(at, value, kind);
  if (problems.length > 0) return { value: undefined, problems };
  return kind.within?.(at, value) ?? { value, problems: [] };
}

/** An object of which each setting is looked at; those with a fault are left out. */
export function objectOf(rules: Rules): Kind {
  return { ...OBJECT, within: (at, value) => checkedPart(at, value as object, rules) };
}

/** An object that is left out as a whole when anything in it is wrong: without a part of it, something false would be told. */
export function wholeObjectOf(rules: Rules): Kind {
  return { ...OBJECT, within: (at, value) => whole(checkedPart(at, value as object, rules)) };
}

/** A list of objects; those with a fault are left out. */
export function objectsOf(rules: Rules): Kind {
  const element = wholeObjectOf(rules);
  return {
    ...LIST,
    of: { kind: OBJECT, named: "objects stand" },
    within: (at, value) => {
      const checked = (value as readonly unknown[]).map((each, index) =>
        checkedValue(`${at}[${index}]`, each, element),
      );
      return {
        value: checked.flatMap((each) => (each.value === undefined ? [] : [each.value])),
        problems: checked.flatMap((each) => each.problems),
      };
    },
  };
}

/** An object with names of the caller's; what is of the wrong kind is left out. */
export function namedOf(kind: Kind): Kind {
  return {
    ...OBJECT,
    within: (at, value) => {
      const checked = Object.entries(value as object).map(
        ([name, each]) => [name, checkedValue(`${at}.${name}`, each, kind)] as const,
      );
      const sound = checked.flatMap(([name, each]) => (each.value === undefined ? [] : [[name, each.value]]));
      return {
        value: Object.fromEntries(sound),
        problems: checked.flatMap(([, each]) => each.problems),
      };
    },
  };
}

/** A value of this kind, or a word instead. */
export function orWord(word: string, kind: Kind): Kind {
  return {
    ...kind,
    name: `${kind.name}, or "${word}"`,
    holds: (value) => value === word || kind.holds(value),
    within: (at, value) => (value === word ? { value, problems: [] } : checkedValue(at, value, kind)),
  };
}

function whole({ value, problems }: Checked<unknown>): Checked<unknown> {
  return { value: problems.length === 0 ? value : undefined, problems };
}
