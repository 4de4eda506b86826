import type { ChangeKind, Report, ResourceChange } from "../model";
import { shorten } from "./code";
import { count, entries } from "./entry";
import { folded } from "./fold";
import { groupOf, groupsOf, inOrder, mostPrecious, nameOf, restOf } from "./groups";
import { movesToWrite } from "./moves";
import type { Item, Section, Tier } from "./section";

interface Heading {
  readonly title: string;
  /** Put away until a reader opens it, when there are many. */
  readonly folds?: true;
  /** When its changes get their room. */
  readonly tier: Tier;
}

const HEADINGS: readonly (readonly [ChangeKind, Heading])[] = [
  ["unrecognised", { title: "⚠️ Actions that this report does not know", tier: "dangerous" }],
  ["destroy", { title: "🔴 Destroyed", tier: "dangerous" }],
  ["replace", { title: "🔴 Replaced: destroyed and created anew", tier: "dangerous" }],
  ["forget", { title: "🟠 Forgotten by Terraform: nothing manages it any more", tier: "dangerous" }],
  ["redeploy", { title: "🟠 Updated, with a new deployment", tier: "other" }],
  ["update", { title: "🟡 Updated in place", tier: "other" }],
  ["create", { title: "🟢 Created", folds: true, tier: "other" }],
  ["move", { title: "Moved to another address, otherwise unchanged", folds: true, tier: "other" }],
  ["import", { title: "Imported, otherwise unchanged", folds: true, tier: "other" }],
];

/** The changes, one section a kind, the most dangerous first. */
export function changeSections({ changes, stacks }: Report): Section[] {
  const byKind = new Map<ChangeKind, ResourceChange[]>();
  for (const change of changes) {
    const same = byKind.get(change.kind);
    if (same) same.push(change);
    else byKind.set(change.kind, [change]);
  }
  const stackIsKnown = stacks.length === 1;
  return HEADINGS.flatMap(([kind, heading]) => {
    const found = byKind.get(kind);
    if (found === undefined) return [];
    return [section(heading, found, stackIsKnown), movesToWrite(found, stackIsKnown)];
  });
}

const FOLDED_FROM = 4;

function section(heading: Heading, changes: readonly ResourceChange[], stackIsKnown: boolean): Section {
  const groups = groupsOf(changes, heading.tier);
  const tiers = heading.tier === "dangerous" ? mostPrecious(groups) : new Set();
  const items = changes.map((change): Item => {
    const name = groups.get(groupOf(change))?.isNamed ? { name: nameOf(change) } : {};
    const tier = tiers.has(change) ? "first" : heading.tier;
    return { tier, forms: entries(change, stackIsKnown), ...name };
  });
  const of = new Map(items.map((item, index) => [item, changes[index] as ResourceChange]));
  const isFolded = heading.folds && changes.length >= FOLDED_FROM;
  return {
    head: `### ${heading.title} (${changes.length})`,
    items,
    order: inOrder(items, of, groups),
    rest: (left, named) => restOf(left, named, of, groups),
    ...(isFolded ? { wrap: (list: string) => folded(list, typesOf(changes)) } : {}),
  };
}

const MOST_TYPES_NAMED = 12;

/** What a reader sees of a list that is folded away: how many of which types. */
function typesOf(changes: readonly ResourceChange[]): string {
  const counts = new Map<string, number>();
  for (const { type } of changes) counts.set(type, (counts.get(type) ?? 0) + 1);
  const named = [...counts]
    .slice(0, MOST_TYPES_NAMED)
    .map(([type, number]) => `${number === 1 ? "" : `${number} × `}${shorten(type, 60)}`);
  const left = counts.size - named.length;
  return `${named.join(", ")}${left > 0 ? ` and ${count(left, "other type")}` : ""}`;
}
