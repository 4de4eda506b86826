import type { Json } from "../plan-json";
import { isEmpty, type Node } from "./node";

export const SENSITIVE = "(sensitive)";
export const UNKNOWN = "(known after apply)";

/** A value as it may be shown. */
export type Shown =
  | { readonly kind: "absent" }
  | { readonly kind: "sensitive" }
  | { readonly kind: "unknown" }
  | { readonly kind: "value"; readonly value: Json };

/** Texts that may not be shown wherever they turn up, because they are sensitive somewhere in the plan. */
export type Secrets = ReadonlySet<string>;

/** What a reader may see of the value; parts of it that are sensitive or unknown are replaced by words. */
export function show(node: Node | undefined, secrets: Secrets): Shown {
  if (node === undefined) return { kind: "absent" };
  if (node.kind === "secret") return { kind: "sensitive" };
  if (node.kind === "unknown") return { kind: "unknown" };
  const value = plain(node, secrets);
  return value === SENSITIVE && node.kind === "scalar" ? { kind: "sensitive" } : { kind: "value", value };
}

function plain(node: Node, secrets: Secrets): Json {
  switch (node.kind) {
    case "secret":
      return SENSITIVE;
    case "unknown":
      return UNKNOWN;
    case "scalar":
      return typeof node.value === "string" && secrets.has(node.value) ? SENSITIVE : node.value;
    case "list":
      return node.items.map((item) => plain(item, secrets));
    case "map":
      return Object.fromEntries(
        [...node.entries]
          .filter(([, value]) => !isEmpty(value))
          .map(([name, value]) => [name, plain(value, secrets)]),
      );
  }
}
