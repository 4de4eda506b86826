import { sequenceElement, type Type } from "../value/type";

/** One step of the path of an attribute: a name, a list index or a map key. */
export type PathStep = { readonly name: string } | { readonly index: number } | { readonly key: string };

export type AttributePath = readonly PathStep[];

/**
 * The attributes that flat keys belong to, without duplicates.
 * A path ends at an attribute: not at an index, and at the set when it would go into one.
 */
export function attributePaths(keys: Iterable<string>, type: Type): AttributePath[] {
  const paths = new Map<string, AttributePath>();
  for (const key of keys) {
    const path = trimIndexes(pathOf(key.split("."), type));
    if (path.length > 0) paths.set(JSON.stringify(path), path);
  }
  return [...paths.values()];
}

/** The path of a flat key, as far as Terraform can name it. */
export function pathOf(parts: readonly string[], type: Type): AttributePath {
  const [head, ...rest] = parts;
  if (head === undefined || head === "" || typeof type === "string") return [];
  if ("object" in type) {
    const member = type.object[head];
    return member === undefined ? [] : [{ name: head }, ...pathOf(rest, member)];
  }
  if ("map" in type) return head === "%" ? [] : [{ key: parts.join(".") }];
  if ("set" in type || head === "#") return [];
  return [{ index: Number(head) }, ...pathOf(rest, sequenceElement(type) ?? "string")];
}

function trimIndexes(path: AttributePath): AttributePath {
  let end = path.length;
  while (end > 0 && !("name" in (path[end - 1] ?? {}))) end -= 1;
  return path.slice(0, end);
}
