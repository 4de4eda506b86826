import type { Json, PlanJson, ResourceChangeJson } from "../plan-json";

/** An object by its address, with what is known of it. */
export interface Addressed {
  readonly address: string;
  readonly type: string;
  readonly values: Json;
}

/** Of one type, more pairs than this are not compared with each other. */
const MOST_COMPARISONS = 40_000;

/** Two objects are taken for one when more than this share of what is known of the new one was so before. */
const ALIKE = 0.5;

/**
 * Guesses which new object is which old one under another address: of the same type, by the same name, and
 * alike most. Each is guessed once. @returns addresses of new objects by those of old ones
 */
export function successors(gone: readonly Addressed[], come: readonly Addressed[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const type of new Set(gone.map((each) => each.type))) {
    const [old, next] = [gone, come].map((all) => all.filter((each) => each.type === type));
    for (const [from, to] of mostAlike(old ?? [], next ?? [])) found.set(from, to);
  }
  return found;
}

/** Of a plan: what is destroyed because it is no longer in the configuration, and is created elsewhere. */
export function successorsInPlan({ resource_changes: resources = [] }: PlanJson): Map<string, string> {
  const doing = (action: string) =>
    resources.filter(({ mode, deposed, change }) => {
      const isManaged = mode !== "data" && deposed === undefined;
      return isManaged && change.actions.length === 1 && change.actions[0] === action;
    });
  const addressed = (side: "before" | "after") => (resource: ResourceChangeJson) => ({
    address: resource.address,
    type: resource.type,
    values: resource.change[side] ?? null,
  });
  return successors(doing("delete").map(addressed("before")), doing("create").map(addressed("after")));
}

function mostAlike(gone: readonly Addressed[], come: readonly Addressed[]): [string, string][] {
  if (gone.length * come.length > MOST_COMPARISONS) return [];
  const before = gone.map(({ address, values }) => ({ address, leaves: leavesOf(values) }));
  const after = come.map(({ address, values }) => ({ address, leaves: leavesOf(values) }));
  const pairs = before
    .flatMap((old) =>
      after.map((next) => ({
        from: old.address,
        to: next.address,
        score: likeness(old.leaves, next.leaves),
      })),
    )
    .filter(({ score }) => score > ALIKE)
    .sort((a, b) => b.score - a.score);
  const used = new Set<string>();
  return pairs.flatMap(({ from, to }): [string, string][] => {
    if (used.has(`from ${from}`) || used.has(`to ${to}`)) return [];
    used.add(`from ${from}`).add(`to ${to}`);
    return [[from, to]];
  });
}

type Leaves = ReadonlyMap<string, string | number | boolean>;

/** Attributes that name an object: of two with other names, neither is the other. */
const NAMING = /^\.(spec\.(0\.)?)?(name|full_name|key|slug|file|branch|\w+_name|\w+_pattern)$/;

function likeness(before: Leaves, after: Leaves): number {
  let same = 0;
  for (const [path, value] of after)
    if (NAMING.test(path) && before.has(path) && before.get(path) !== value) return 0;
  for (const [path, value] of after) if (before.get(path) === value) same += 1;
  return after.size === 0 ? 0 : same / after.size;
}

/** What is set, by its path; what is known only after an apply is null in plans. */
function leavesOf(value: Json, path = "", leaves = new Map<string, string | number | boolean>()): Leaves {
  if (value === null || value === "") return leaves;
  if (typeof value !== "object") return leaves.set(path, value);
  for (const [name, each] of Object.entries(value)) leavesOf(each as Json, `${path}.${name}`, leaves);
  return leaves;
}
