import type { ChangeJson, Json } from "../plan-json";
import type { Node } from "./node";
import { isRecord } from "./record";
import { isDisclosed, isSecretName, isSecretText } from "./secrecy";

/** Both sides of a change; a side is undefined when there is no object. */
export interface Sides {
  readonly before: Node | undefined;
  readonly after: Node | undefined;
}

/**
 * Joins the values of a change with their marks. A path that is sensitive anywhere in the object, before or after, is
 * sensitive everywhere in it: marks are by position, and sets have none.
 */
export function annotate(type: string, change: ChangeJson): Sides {
  const secretPaths = new Set<string>();
  const before = change.before ?? null;
  const after = change.after ?? null;
  collect(before, change.before_sensitive, "", { type, secretPaths });
  collect(after, change.after_sensitive, "", { type, secretPaths });
  const context = { type, secretPaths };
  return {
    before: before === null ? undefined : join(before, undefined, "", context),
    after: annotateAfter(after, change.after_unknown, context),
  };
}

/** A value of which nothing is marked; what is known to be secret is told by its name and its form. */
export function unmarked(value: Json, path: string): Node {
  return join(value, undefined, path, { type: "", secretPaths: new Set() });
}

interface Context {
  readonly type: string;
  readonly secretPaths: Set<string>;
}

function annotateAfter(after: Json, unknown: Json | undefined, context: Context): Node | undefined {
  if (after === null && (unknown === undefined || unknown === false)) return undefined;
  return join(after, unknown, "", context);
}

/** Notes which paths are secret: marked, or known to be secret although the provider does not mark them. */
function collect(value: Json, mark: Json | undefined, path: string, context: Context): void {
  if (mark === true) {
    if (!disclosesParts(context.type, path)) context.secretPaths.add(path);
    else collectParts(value, path, context);
    return;
  }
  if (value === null || typeof value !== "object") {
    // A mark without a value: the attribute is sensitive whatever it will hold.
    if (mark !== null && typeof mark === "object") collectMarks(mark, path, context);
    return;
  }
  if (Array.isArray(value)) {
    collectItems(value, mark, path, context);
    return;
  }
  const marks = isRecord(mark) ? mark : {};
  const entries = value as Record<string, Json>;
  for (const name of new Set([...Object.keys(entries), ...Object.keys(marks)]))
    collect(entries[name] ?? null, marks[name], child(path, name), context);
}

function collectMarks(mark: Json, path: string, context: Context): void {
  if (mark === true) context.secretPaths.add(path);
  else if (Array.isArray(mark)) for (const each of mark) collectMarks(each, path, context);
  else if (isRecord(mark))
    for (const [name, each] of Object.entries(mark)) collectMarks(each, child(path, name), context);
}

function collectItems(items: readonly Json[], mark: Json | undefined, path: string, context: Context): void {
  const marks = Array.isArray(mark) ? (mark as readonly Json[]) : [];
  for (const [index, item] of items.entries()) collect(item, marks[index], path, context);
  for (const extra of marks.slice(items.length)) collectMarks(extra, path, context);
}

/** A set is marked as a whole when one attribute of an element is sensitive; names in it need no veil. */
function disclosesParts(type: string, path: string): boolean {
  return isDisclosed(type, `${path}.key`);
}

function collectParts(value: Json, path: string, context: Context): void {
  for (const item of [value].flat() as Json[])
    for (const name of isRecord(item) ? Object.keys(item) : [])
      if (!isDisclosed(context.type, `${path}.${name}`)) context.secretPaths.add(`${path}.${name}`);
}

function join(value: Json, unknown: Json | undefined, path: string, context: Context): Node {
  if (unknown === true) return { kind: "unknown" };
  if (context.secretPaths.has(path)) return { kind: "secret", raw: value };
  if (typeof value === "string" && (isSecretText(value) || isSecretName(path)))
    return { kind: "secret", raw: value };
  if (Array.isArray(value) || (value === null && Array.isArray(unknown)))
    return { kind: "list", items: joinItems((value ?? []) as readonly Json[], unknown, path, context) };
  if (isRecord(value) || (value === null && isRecord(unknown)))
    return {
      kind: "map",
      entries: joinEntries((value ?? {}) as Record<string, Json>, unknown, path, context),
    };
  return { kind: "scalar", value: value as string | number | boolean | null };
}

function joinItems(
  items: readonly Json[],
  unknown: Json | undefined,
  path: string,
  context: Context,
): Node[] {
  const unknowns = Array.isArray(unknown) ? (unknown as readonly Json[]) : [];
  const length = Math.max(items.length, unknowns.length);
  return Array.from({ length }, (_, index) => join(items[index] ?? null, unknowns[index], path, context));
}

function joinEntries(
  entries: Record<string, Json>,
  unknown: Json | undefined,
  path: string,
  context: Context,
): Map<string, Node> {
  const unknowns = isRecord(unknown) ? unknown : {};
  const names = new Set([...Object.keys(entries), ...Object.keys(unknowns)]);
  return new Map(
    [...names]
      .sort()
      .filter((name) => name in entries || unknowns[name] !== false)
      .map((name) => [name, join(entries[name] ?? null, unknowns[name], child(path, name), context)]),
  );
}

function child(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
