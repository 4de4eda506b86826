import { canonical, isEmpty, type Node } from "../values/node";
import { documentIn } from "./document";
import { type Identify, identityOf } from "./identity";
import { matchByIdentity, matchByLikeness, type Pair } from "./match";
import { type Path, type Segment, schemaPath } from "./path";

/** One attribute that differs. An absent side means that the element is added or removed. */
export interface Difference {
  readonly path: Path;
  readonly before?: Node;
  readonly after?: Node;
}

/** All that differs between two versions of an object, in the order of the attributes' names. */
export function differences(before: Node | undefined, after: Node | undefined): Difference[] {
  const found: Difference[] = [];
  compare(before, after, [], found);
  return found;
}

function compare(before: Node | undefined, after: Node | undefined, path: Path, found: Difference[]): void {
  if (before === undefined || after === undefined) {
    if (before !== undefined || after !== undefined) found.push(difference(path, before, after));
    return;
  }
  const [a, b] = alike(before, after);
  if (a.kind === "map" && b.kind === "map") compareMaps(a, b, path, found);
  else if (a.kind === "list" && b.kind === "list") compareElements(a.items, b.items, path, found);
  else if (exactly(a) !== exactly(b))
    found.push(...(insideDocuments(a, b, path) ?? [difference(path, before, after)]));
}

/** What differs between two texts that are documents of JSON; undefined when they are none, or mean the same. */
function insideDocuments(before: Node, after: Node, path: Path): Difference[] | undefined {
  const [a, b] = [before, after].map((node) => documentIn(node, schemaPath(path)));
  if (a === undefined || b === undefined) return undefined;
  const found: Difference[] = [];
  compare(a, b, path, found);
  return found.length === 0 ? undefined : found;
}

/** Null is a collection without elements when the other side is a collection. */
function alike(before: Node, after: Node): [Node, Node] {
  return [asCollection(before, after), asCollection(after, before)];
}

function asCollection(node: Node, like: Node): Node {
  if (node.kind !== "scalar" || node.value !== null) return node;
  if (like.kind === "list") return { kind: "list", items: [] };
  if (like.kind === "map") return { kind: "map", entries: new Map() };
  return node;
}

function exactly(node: Node): string {
  return node.kind === "scalar" ? JSON.stringify(node.value) : canonical(node);
}

function difference(path: Path, before: Node | undefined, after: Node | undefined): Difference {
  return { path, ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

type MapNode = Extract<Node, { kind: "map" }>;

function compareMaps(before: MapNode, after: MapNode, path: Path, found: Difference[]): void {
  const inElement = path.some(isElement);
  for (const name of [...new Set([...before.entries.keys(), ...after.entries.keys()])].sort()) {
    const [a, b] = [before.entries.get(name), after.entries.get(name)];
    // In blocks, providers write an absent attribute as null or as ""; so they do with secrets they do not hold.
    const isLoose = inElement || [a, b].some((side) => side === undefined || side.kind === "secret");
    if (isLoose && isEmpty(a) && isEmpty(b)) continue;
    const isCollection = [a, b].some((side) => side?.kind === "list" || side?.kind === "map");
    const absent = isCollection ? NOTHING : undefined;
    compare(a ?? absent, b ?? absent, [...path, { name }], found);
  }
}

const NOTHING: Node = { kind: "scalar", value: null };

function isElement({ before, after }: Segment): boolean {
  return before !== undefined || after !== undefined;
}

function compareElements(
  before: readonly Node[],
  after: readonly Node[],
  path: Path,
  found: Difference[],
): void {
  const hasBlocks = [...before, ...after].some(({ kind }) => kind === "map" || kind === "list");
  if (hasBlocks) compareBlocks(before, after, path, found);
  else compareScalars(before, after, path, found);
}

function compareBlocks(
  before: readonly Node[],
  after: readonly Node[],
  path: Path,
  found: Difference[],
): void {
  const last = path.at(-1);
  // A list directly in a list has no name of its own.
  const nested = last === undefined || isElement(last);
  const [parents, name] = nested ? [path, "item"] : [path.slice(0, -1), last.name];
  const isBlock = before.length <= 1 && after.length <= 1;
  const identify = identityOf(name, before, after);
  const pairs = identify
    ? matchByIdentity(before, after, identify)
    : isBlock
      ? [onlyPair(before, after)]
      : matchByLikeness(before, after);
  const known = found.length;
  for (const pair of pairs) {
    const key = pair.key ?? (isBlock ? undefined : String((pair.before ?? pair.after)?.index));
    compare(pair.before?.node, pair.after?.node, [...parents, segment(name, key, pair)], found);
  }
  if (found.length > known || !isReordered(before, after, pairs)) return;
  const items = (nodes: readonly Node[]): Node => ({ kind: "list", items: nodes.map(nameOf(identify)) });
  found.push({ path: [...parents, { name }], before: items(before), after: items(after) });
}

/** An element in few words, where it has any. */
function nameOf(identify: Identify | undefined): (node: Node) => Node {
  return (node) => {
    const key = identify?.(node);
    return key === undefined ? node : { kind: "scalar", value: key };
  };
}

/** The same elements, to the letter, in another order. A set with another writing of an element is in another order too. */
function isReordered(before: readonly Node[], after: readonly Node[], pairs: readonly Pair[]): boolean {
  if (pairs.every((pair) => pair.before?.index === pair.after?.index)) return false;
  const [old, next] = [before.map(literally), after.map(literally)];
  const isSame = old.every((text, index) => text === next[index]);
  return !isSame && [...old].sort().join("\n") === [...next].sort().join("\n");
}

function literally(node: Node): string {
  if (node.kind === "list") return `[${node.items.map(literally).join(",")}]`;
  if (node.kind !== "map") return node.kind === "scalar" ? JSON.stringify(node.value) : canonical(node);
  return `{${[...node.entries].map(([name, each]) => `${JSON.stringify(name)}:${literally(each)}`).join(",")}}`;
}

function onlyPair([before]: readonly Node[], [after]: readonly Node[]): Pair {
  return {
    ...(before ? { before: { node: before, index: 0 } } : {}),
    ...(after ? { after: { node: after, index: 0 } } : {}),
  };
}

function segment(name: string, key: string | undefined, { before, after }: Pair): Segment {
  return {
    name,
    ...(key === undefined ? {} : { key }),
    ...(before ? { before: before.index } : {}),
    ...(after ? { after: after.index } : {}),
  };
}

/** Sets and lists of plain values: what was added and what was removed; the whole list when only the order differs. */
function compareScalars(
  before: readonly Node[],
  after: readonly Node[],
  path: Path,
  found: Difference[],
): void {
  const onlySide = before.length === 0 ? after : before;
  if (before.length === 0 || after.length === 0) {
    const side = before.length === 0 ? "after" : "before";
    if (onlySide.length > 0) found.push({ path, [side]: { kind: "list", items: onlySide } });
    return;
  }
  const counts = new Map<string, number>();
  for (const node of after) counts.set(exactly(node), (counts.get(exactly(node)) ?? 0) + 1);
  const removed = before.filter((node) => !take(counts, exactly(node)));
  const left = new Map<string, number>();
  for (const node of before) left.set(exactly(node), (left.get(exactly(node)) ?? 0) + 1);
  const added = after.filter((node) => !take(left, exactly(node)));
  for (const node of removed) found.push({ path, before: node });
  for (const node of added) found.push({ path, after: node });
  if (removed.length > 0 || added.length > 0) return;
  if (before.every((node, index) => exactly(node) === exactly(after[index] ?? NOTHING))) return;
  found.push({ path, before: { kind: "list", items: before }, after: { kind: "list", items: after } });
}

function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  if (count > 0) counts.set(key, count - 1);
  return count > 0;
}
