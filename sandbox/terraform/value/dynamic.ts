import type { Type } from "./type";

/** A value that Terraform knows only after apply. */
export const UNKNOWN: unique symbol = Symbol("known after apply");

/** A value as Terraform exchanges it: the type beside it tells a list from a set and a map from an object. */
export type Dynamic = typeof UNKNOWN | string | number | boolean | null | Dynamic[] | DynamicObject;

export interface DynamicObject {
  [name: string]: Dynamic;
}

export function isObject(value: Dynamic | undefined): value is DynamicObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether nothing in the value is unknown. */
export function isWhollyKnown(value: Dynamic): boolean {
  if (value === UNKNOWN) return false;
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  if (isObject(value)) return Object.values(value).every(isWhollyKnown);
  return true;
}

/** Equality of two values of one type: sets regardless of order, an unknown only equals an unknown. */
export function sameValue(left: Dynamic, right: Dynamic, type: Type): boolean {
  return canonical(left, type) === canonical(right, type);
}

/** A text that is equal for equal values. */
export function canonical(value: Dynamic, type: Type): string {
  if (value === UNKNOWN) return "?";
  if (value === null || typeof type === "string") return JSON.stringify(value);
  if ("object" in type) {
    const object = isObject(value) ? value : {};
    const parts = Object.keys(type.object)
      .sort()
      .map(
        (name) => `${JSON.stringify(name)}:${canonical(object[name] ?? null, type.object[name] ?? "string")}`,
      );
    return `{${parts.join(",")}}`;
  }
  if ("map" in type) {
    const map = isObject(value) ? value : {};
    const parts = Object.keys(map)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(map[key] ?? null, type.map)}`);
    return `{${parts.join(",")}}`;
  }
  const elements = Array.isArray(value) ? value : [];
  if ("set" in type)
    return `<${elements
      .map((element) => canonical(element, type.set))
      .sort()
      .join(",")}>`;
  return `[${elements.map((element) => canonical(element, type.list)).join(",")}]`;
}

/** The elements of a set without those that occur twice; elements with unknown parts are never the same. */
export function distinct(elements: readonly Dynamic[], type: Type): Dynamic[] {
  const seen = new Set<string>();
  return elements.filter((element) => {
    if (!isWhollyKnown(element)) return true;
    const key = canonical(element, type);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
