import type { Value } from "../resource-type";
import { type Dynamic, UNKNOWN } from "./dynamic";

/** The value as resource types see it: what is not known yet is null. */
export function knownValues(value: Dynamic): Value {
  if (value === UNKNOWN) return null;
  if (Array.isArray(value)) return value.map(knownValues);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, knownValues(member)]));
  }
  return value;
}
