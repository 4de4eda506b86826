import { type Addressed, type Json, moved, successors } from "../../report";
import type { SynthesizedStack } from "../constructs/synthesize";

/** Where each stack's objects are known to be, and by what a person knows them. */
export type AddressLock = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
>;

/** Attributes by which a person knows an object, where they are literal. */
const NAMING = [
  "name",
  "environment",
  "secret_name",
  "variable_name",
  "branch",
  "branch_pattern",
  "file",
  "type",
];

/** The lock of stacks as they are synthesized. */
export function lockOf(stacks: Readonly<Record<string, SynthesizedStack>>): AddressLock {
  const entries = Object.entries(stacks).map(([stack, { resource = {} }]) => {
    const objects = Object.entries(resource).flatMap(([type, instances]) =>
      Object.entries(instances).map(([id, values]) => [`${type}.${id}`, naming(values)] as const),
    );
    return [stack, Object.fromEntries(objects.sort(([a], [b]) => (a < b ? -1 : 1)))] as const;
  });
  return Object.fromEntries(entries);
}

/** One line an object, so that a diff shows objects. */
export function renderLock(lock: AddressLock): string {
  const stacks = Object.entries(lock).map(([stack, objects]) => {
    const lines = Object.entries(objects).map(
      ([address, names]) => `    "${address}": ${JSON.stringify(names)}`,
    );
    return `  "${stack}": {\n${lines.join(",\n")}\n  }`;
  });
  return `{\n${stacks.join(",\n")}\n}\n`;
}

function naming(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const all = { ...([values.spec].flat()[0] as object | undefined), ...values } as Record<string, unknown>;
  return Object.fromEntries(
    NAMING.flatMap((name) => {
      const value = all[name];
      return typeof value === "string" && !value.includes("${") ? [[name, value]] : [];
    }),
  );
}

/**
 * What changed its address and would therefore be destroyed and made anew, with what to write; empty when nothing did.
 * What is only gone, or only new, is no mistake: the plan shows it.
 */
export function addressProblems(
  locked: AddressLock,
  stacks: Readonly<Record<string, SynthesizedStack>>,
): string[] {
  const current = lockOf(stacks);
  return Object.entries(stacks).flatMap(([stack, json]) =>
    problemsOfStack(stack, {
      before: locked[stack] ?? {},
      after: current[stack] ?? {},
      moves: movesOf(json),
    }),
  );
}

type Objects = AddressLock[string];

interface StackAddresses {
  readonly before: Objects;
  readonly after: Objects;
  /** From the old to the new address, as the stack says. */
  readonly moves: ReadonlyMap<string, string>;
}

function problemsOfStack(stack: string, { before, after, moves }: StackAddresses): string[] {
  const nowhere = [...moves].filter(([from, to]) => from in before && !(to in after));
  const told = new Set([...moves.keys(), ...moves.values()]);
  const [gone, come] = [others(before, after), others(after, before)].map((all) =>
    all.filter(({ address }) => !told.has(address)),
  );
  const guesses = [...successors(gone ?? [], come ?? [])];
  return [
    ...nowhere.map(([from, to]) => `${stack}: ${from} is moved to ${to}, which the stack does not have`),
    ...(guesses.length === 0 ? [] : [renamed(stack, guesses)]),
  ];
}

function renamed(stack: string, guesses: readonly (readonly [string, string])[]): string {
  return [
    `${stack}: ${guesses.length} of its objects would be destroyed and made anew, because their addresses changed.`,
    `Write in the stack ${stack}, then run npm run test:update:`,
    "",
    ...moved(guesses),
    "",
    "If they are to be destroyed and made anew, take their lines out of __tests__/stacks/addresses.lock instead.",
  ].join("\n");
}

/** The objects of one side that the other does not have. The type counts, for objects that nothing names. */
function others(objects: Objects, without: Objects): Addressed[] {
  return Object.entries(objects)
    .filter(([address]) => !(address in without))
    .map(([address, names]) => {
      const type = address.slice(0, address.indexOf("."));
      return { address, type, values: { object: type, ...names } as Json };
    });
}

function movesOf(json: SynthesizedStack): Map<string, string> {
  const { moved: moves = [] } = json as {
    readonly moved?: readonly { readonly from: string; readonly to: string }[];
  };
  return new Map(moves.map(({ from, to }) => [from, to]));
}
