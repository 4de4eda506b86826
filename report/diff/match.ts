import { canonical, type Node } from "../values/node";
import type { Identify } from "./identity";

/** Two elements that are the same one, or one that has no counterpart. */
export interface Pair {
  readonly key?: string;
  readonly before?: { readonly node: Node; readonly index: number };
  readonly after?: { readonly node: Node; readonly index: number };
}

type Element = NonNullable<Pair["before"]>;

/** More pairs than this are not compared with each other: they are matched by position. */
const MOST_COMPARISONS = 2_500;

/** Pairs elements that have an identity. */
export function matchByIdentity(before: readonly Node[], after: readonly Node[], identify: Identify): Pair[] {
  const pairs = new Map<string, { -readonly [K in keyof Pair]: Pair[K] }>();
  for (const [index, node] of before.entries()) {
    const key = identify(node) ?? "";
    pairs.set(key, { key, before: { node, index } });
  }
  for (const [index, node] of after.entries()) {
    const key = identify(node) ?? "";
    pairs.set(key, { ...pairs.get(key), key, after: { node, index } });
  }
  return [...pairs.values()].sort((a, b) => ((a.key ?? "") < (b.key ?? "") ? -1 : 1));
}

/** Pairs elements without identity: equal ones first, then those that have most in common. */
export function matchByLikeness(before: readonly Node[], after: readonly Node[]): Pair[] {
  const { pairs, left, right } = matchEqual(before, after);
  const rest = left.length * right.length > MOST_COMPARISONS ? inOrder(left, right) : mostAlike(left, right);
  return [...pairs, ...rest];
}

function matchEqual(before: readonly Node[], after: readonly Node[]) {
  const waiting = new Map<string, Element[]>();
  for (const [index, node] of before.entries()) {
    const text = canonical(node);
    const same = waiting.get(text);
    if (same) same.push({ node, index });
    else waiting.set(text, [{ node, index }]);
  }
  const pairs: Pair[] = [];
  const right: Element[] = [];
  for (const [index, node] of after.entries()) {
    const equal = waiting.get(canonical(node))?.pop();
    if (equal) pairs.push({ before: equal, after: { node, index } });
    else right.push({ node, index });
  }
  const left = [...waiting.values()].flat().sort((a, b) => a.index - b.index);
  return { pairs, left, right };
}

function inOrder(left: readonly Element[], right: readonly Element[]): Pair[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    pair(left[index], right[index]),
  );
}

function pair(before: Element | undefined, after: Element | undefined): Pair {
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

function mostAlike(left: readonly Element[], right: readonly Element[]): Pair[] {
  const candidates = left
    .flatMap((before) => right.map((after) => ({ before, after, score: likeness(before.node, after.node) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.before.index - b.before.index || a.after.index - b.after.index);
  const used = new Set<Element>();
  const pairs: Pair[] = [];
  for (const { before, after } of candidates) {
    if (used.has(before) || used.has(after)) continue;
    used.add(before).add(after);
    pairs.push({ before, after });
  }
  const alone = (element: Element) => !used.has(element);
  return [
    ...pairs,
    ...left.filter(alone).map((before) => ({ before })),
    ...right.filter(alone).map((after) => ({ after })),
  ];
}

/** The share of attributes that two elements have in common; scalars are alike only when equal. */
function likeness(a: Node, b: Node): number {
  if (a.kind !== "map" || b.kind !== "map") return a.kind === b.kind && a.kind === "list" ? 0.1 : 0;
  const names = new Set([...a.entries.keys(), ...b.entries.keys()]);
  let same = 0;
  for (const name of names) {
    const [one, other] = [a.entries.get(name), b.entries.get(name)];
    if (one && other && canonical(one) === canonical(other)) same += 1;
  }
  return (same + 0.01) / names.size;
}
