import type { Json } from "../plan-json";

/**
 * A value of a plan with what Terraform knows of it. What is secret keeps its value only so that two can be compared:
 * nothing that renders may look into `raw`.
 */
export type Node =
  | { readonly kind: "unknown" }
  | { readonly kind: "secret"; readonly raw: Json }
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Node> };

/** Whether the value says nothing: null, "", or a collection without elements. */
export function isEmpty(node: Node | undefined): boolean {
  if (node === undefined) return true;
  if (node.kind === "scalar") return node.value === null || node.value === "";
  if (node.kind === "list") return node.items.length === 0;
  if (node.kind === "map") return node.entries.size === 0;
  return node.kind === "secret" && isEmptyJson(node.raw);
}

function isEmptyJson(value: Json): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Whether it is or holds something that is known only after the apply. */
export function holdsUnknown(node: Node): boolean {
  if (node.kind === "unknown") return true;
  if (node.kind === "list") return node.items.some(holdsUnknown);
  return node.kind === "map" && [...node.entries.values()].some(holdsUnknown);
}

/** A text equal for equal values; providers write absent parts of a block as null, "" or nothing, which are equal. */
export function canonical(node: Node): string {
  switch (node.kind) {
    case "unknown":
      return "?";
    case "secret":
      return `secret ${canonicalJson(node.raw)}`;
    case "scalar":
      return node.value === "" ? "null" : JSON.stringify(node.value);
    case "list":
      return `[${node.items.map(canonical).join(",")}]`;
    case "map": {
      const entries = [...node.entries].filter(([, value]) => !isEmpty(value));
      entries.sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(",")}}`;
    }
  }
}

function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(",")}}`;
}
