import { parseJson } from "../parse-json";
import { unmarked } from "../values/annotate";
import type { Node } from "../values/node";

/** What a text of JSON says, such as a policy's: an object or a list; undefined for any other value. */
export function documentIn(node: Node, path: string): Node | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "string") return undefined;
  if (!/^\s*[[{]/.test(node.value)) return undefined;
  try {
    return unmarked(parseJson(node.value), path);
  } catch {
    return undefined;
  }
}
