import type { Difference } from "../diff/differences";
import { identityOf } from "../diff/identity";
import { renderPath } from "../diff/path";
import type { AttributeChange } from "../model";
import type { NoiseRule } from "../noise/rule";
import { isEmpty, type Node } from "../values/node";
import { type Secrets, show, UNKNOWN } from "../values/show";
import type { IsComputed } from "./configured";

/** What the rendering of an object's attributes depends on. */
export interface AttributeOptions {
  readonly secrets: Secrets;
  /** Attributes that force a replacement. */
  readonly forcing?: ReadonlySet<Difference>;
  /** The object is made anew, and all that the service decides is decided again. */
  readonly isReplaced?: boolean;
  /** Attributes that the code makes of something that is only known after the apply. @default - none is known */
  readonly isComputed?: IsComputed;
  /** Differences that a rule of noise would explain, if it were known to hold. */
  readonly perhaps?: ReadonlyMap<Difference, NoiseRule>;
}

/** The differences as they may be shown. Blocks that come or go are taken apart down to plain ones. */
export function attributesOf(
  differences: readonly Difference[],
  options: AttributeOptions,
): AttributeChange[] {
  return differences.flatMap((difference) => {
    const forces = options.forcing?.has(difference) ?? false;
    const rule = options.perhaps?.get(difference);
    const perhaps = rule === undefined ? {} : { perhapsNoise: rule.id };
    return expand(difference).map((each) => ({ ...attribute(each, forces, options), ...perhaps }));
  });
}

function attribute(
  difference: Difference,
  forces: boolean,
  { secrets, isReplaced, isComputed = () => false }: AttributeOptions,
): AttributeChange {
  const { path, before, after } = difference;
  const veiled = before?.kind === "secret" || after?.kind === "secret";
  const isOpen = after?.kind === "unknown" && !forces && (isReplaced === true || isEmpty(before));
  const settles = isOpen && !isComputed(path);
  return {
    path: renderPath(path),
    before: veiled && before !== undefined ? { kind: "sensitive" } : show(before, secrets),
    after:
      veiled && after !== undefined && after.kind !== "unknown"
        ? { kind: "sensitive" }
        : show(after, secrets),
    ...(forces ? { forcesReplacement: true as const } : {}),
    ...(settles ? { settles: true as const } : {}),
  };
}

/** A block that is added or removed and that holds other blocks, as its parts. */
function expand(difference: Difference): Difference[] {
  const { before, after } = difference;
  const node = before ?? after;
  if (node === undefined || (before !== undefined && after !== undefined)) return [difference];
  const side = before === undefined ? "after" : "before";
  return isPlain(node) ? [difference] : parts(difference, node, side);
}

/** A value longer than this is taken apart, so that each part can be read. */
const LONGEST = 190;

function isPlain(node: Node): boolean {
  return node.kind === "list" ? node.items.every(isScalar) : node.kind !== "map" || width(node) <= LONGEST;
}

function isScalar({ kind }: Node): boolean {
  return kind !== "list" && kind !== "map";
}

/** Characters that the value takes in a line, nearly. */
function width(node: Node): number {
  if (node.kind === "list") return node.items.reduce((sum, item) => sum + width(item) + 2, 2);
  if (node.kind === "map")
    return [...node.entries]
      .filter(([, value]) => !isEmpty(value))
      .reduce((sum, [name, value]) => sum + name.length + width(value) + 4, 2);
  return node.kind === "scalar" ? String(node.value).length : UNKNOWN.length;
}

function parts({ path }: Difference, node: Node, side: "before" | "after"): Difference[] {
  if (node.kind === "map")
    return [...node.entries]
      .filter(([, value]) => !isEmpty(value))
      .flatMap(([name, value]) => expand({ path: [...path, { name }], [side]: value }));
  if (node.kind !== "list") return [{ path, [side]: node }];
  const parents = path.slice(0, -1);
  const name = path.at(-1)?.name ?? "";
  const identify = identityOf(name, side === "before" ? node.items : [], side === "after" ? node.items : []);
  return node.items.flatMap((item, index) => {
    const key = identify?.(item) ?? (node.items.length > 1 ? String(index) : undefined);
    return expand({
      path: [...parents, { name, ...(key === undefined ? {} : { key }), [side]: index }],
      [side]: item,
    });
  });
}
