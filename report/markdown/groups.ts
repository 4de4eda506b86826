import { dangerOfLoss } from "../changes/loss";
import type { ResourceChange } from "../model";
import { code, prose, shorten, visible } from "./code";
import { count } from "./entry";
import type { Item, Tier } from "./section";

/** Changes of one type and stack, for a list that has no room for a line each. */
interface Group {
  readonly key: string;
  readonly changes: readonly ResourceChange[];
  /** Whether it has a line of its own, with names as far as they fit. */
  readonly isNamed: boolean;
}

type Groups = ReadonlyMap<string, Group>;

/** More types are counted together. */
const MOST_TYPES: Readonly<Record<Tier, number>> = { first: 30, dangerous: 30, other: 10 };

export function groupOf({ type, stack }: ResourceChange): string {
  return `${code(shorten(type, 60))} (${prose(shorten(stack, 30))})`;
}

/** The groups, what would be lost for good and what is rare first: nothing single goes under in many. */
export function groupsOf(changes: readonly ResourceChange[], tier: Tier): Groups {
  const members = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const key = groupOf(change);
    const same = members.get(key);
    if (same) same.push(change);
    else members.set(key, [change]);
  }
  const sorted = [...members].sort(([, a], [, b]) => danger(a) - danger(b) || a.length - b.length);
  return new Map(
    sorted.map(([key, each], index) => [key, { key, changes: each, isNamed: index < MOST_TYPES[tier] }]),
  );
}

function danger([first]: readonly ResourceChange[]): number {
  return first === undefined ? 0 : dangerOfLoss(first);
}

const MOST_PRECIOUS = 20;

/** Changes that lose data or an address for good: they are told before everything else. */
export function mostPrecious(groups: Groups): Set<ResourceChange> {
  const precious = [...groups.values()].flatMap(({ changes }) =>
    changes.filter((change) => dangerOfLoss(change) === 0),
  );
  return new Set(precious.slice(0, MOST_PRECIOUS));
}

/** The items as their groups are. */
export function inOrder(
  items: readonly Item[],
  of: ReadonlyMap<Item, ResourceChange>,
  groups: Groups,
): Item[] {
  const byChange = new Map(items.map((item) => [of.get(item), item]));
  return [...groups.values()].flatMap(({ changes }) => changes.flatMap((each) => byChange.get(each) ?? []));
}

/** The address without its type, which the group tells. */
export function nameOf({ address, type }: ResourceChange): string {
  return visible(shorten(address.replace(`${type}.`, ""), 240)).replaceAll("`", "'");
}

/** One line a type and stack: how many, and as many names as have room. */
export function restOf(
  left: readonly Item[],
  named: ReadonlySet<Item>,
  of: ReadonlyMap<Item, ResourceChange>,
  groups: Groups,
): string {
  if (left.length === 0) return "";
  const byGroup = new Map<string, Item[]>();
  for (const item of left) {
    const change = of.get(item);
    if (change === undefined) continue;
    const key = groupOf(change);
    const same = byGroup.get(key);
    if (same) same.push(item);
    else byGroup.set(key, [item]);
  }
  const lines = [...groups.values()].flatMap(({ key, isNamed }) => {
    const items = byGroup.get(key);
    return isNamed && items !== undefined ? [line(key, items, named)] : [];
  });
  const others = [...byGroup].filter(([key]) => groups.get(key)?.isNamed !== true);
  const number = others.reduce((sum, [, items]) => sum + items.length, 0);
  const more = others.length > 0 ? [`- ${number} of ${count(others.length, "other type")}`] : [];
  const isNamed = left.every((item) => named.has(item));
  return ["", isNamed ? NAMED : COUNTED, "", ...lines, ...more].join("\n");
}

const NAMED = "**By name only, for want of room:**";
const COUNTED = "**Too many to tell here: every address is in the JSON report.**";

function line(group: string, items: readonly Item[], named: ReadonlySet<Item>): string {
  const names = items.flatMap((item) => (named.has(item) ? (item.name ?? []) : []));
  const left = items.length - names.length;
  const head = `- ${items.length} × ${group}`;
  if (names.length === 0) return head;
  return `${head}: ${code(names.join("  "))}${left > 0 ? ` and ${left} more` : ""}`;
}
