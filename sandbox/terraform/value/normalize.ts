/**
 * Null against empty: where the SDK cannot tell them apart, the value that Terraform proposed wins.
 */
import { type Dynamic, type DynamicObject, isObject, isWhollyKnown, UNKNOWN } from "./dynamic";
import type { Type } from "./type";

/** What a value is being settled for: the plan (and refresh), or the state after apply. */
export type Phase = "plan" | "apply";

/** Settles the nulls of `value` against those of `source`, which is the proposed, planned or prior value. */
export function settleNulls(value: Dynamic, source: Dynamic, type: Type, phase: Phase): Dynamic {
  if (source === UNKNOWN) return value === null && phase === "plan" ? source : value;
  if (phase === "apply" && isCollection(type) && disagreeOnEmpty(value, source)) return source;
  if (source === null || value === UNKNOWN) return value;
  if (typeof type === "string") return value === null && source === "" ? source : value;
  if ("object" in type) return settleObject(value, source, type.object, phase);
  if ("map" in type) return settleMap(value, source, type.map, phase);
  if ("set" in type) return phase === "apply" && isWhollyKnown(source) ? source : value;
  return settleList(value, source, type.list, phase);
}

function isCollection(type: Type): boolean {
  return typeof type !== "string" && !("object" in type);
}

function disagreeOnEmpty(value: Dynamic, source: Dynamic): boolean {
  return (source === null && isEmpty(value)) || (value === null && isEmpty(source));
}

function isEmpty(value: Dynamic): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function settleObject(
  value: Dynamic,
  source: Dynamic,
  types: Readonly<Record<string, Type>>,
  phase: Phase,
): Dynamic {
  const from: DynamicObject = isObject(source) ? source : {};
  const to: DynamicObject = isObject(value) ? value : {};
  const names = Object.entries(types);
  return Object.fromEntries(
    names.map(([name, type]) => [name, settleNulls(to[name] ?? null, from[name] ?? null, type, phase)]),
  );
}

function settleMap(value: Dynamic, source: Dynamic, type: Type, phase: Phase): Dynamic {
  const from: DynamicObject = isObject(source) ? source : {};
  const to: DynamicObject = isObject(value) ? { ...value } : {};
  for (const [key, original] of Object.entries(from)) {
    const present = to[key];
    if (present === undefined) continue;
    const settled = settleNulls(present, original, type, phase);
    to[key] = settled === UNKNOWN && original !== null && original !== UNKNOWN ? original : settled;
  }
  if (Object.keys(to).length > 0) return to;
  return value === null && phase === "apply" && isWhollyKnown(source) ? source : value;
}

function settleList(value: Dynamic, source: Dynamic, type: Type, phase: Phase): Dynamic {
  const from = Array.isArray(source) ? source : [];
  if (value === null) {
    const lost = phase === "plan" ? from.every((item) => item === UNKNOWN) : from.length === 0;
    return lost ? source : value;
  }
  if (!Array.isArray(value) || value.length !== from.length) return value;
  return value.map((item, index) => settleNulls(item, from[index] ?? null, type, phase));
}
