/**
 * Flat maps are the plugin SDK's form of a state: `spec.0.name` is a value, `spec.#` the length of a list or
 * set, `labels.%` the size of a map. Planning works on them, because what a real plan shows for an unset value
 * (null, empty or unknown) is decided by which of these keys exist.
 */
import { type Dynamic, type DynamicObject, distinct, isObject, UNKNOWN } from "../value/dynamic";
import { sequenceElement, type Type } from "../value/type";

export type FlatMap = Map<string, string>;

/** Stands for an unknown value in a flat map. */
export const UNKNOWN_TEXT = "\u0000known after apply";

/** Flattens an object; null gives an empty map. */
export function flatten(value: Dynamic, type: Type): FlatMap {
  const flat: FlatMap = new Map();
  if (isObject(value)) flattenMembers(flat, "", value, type);
  return flat;
}

function flattenMembers(flat: FlatMap, prefix: string, value: DynamicObject, type: Type): void {
  if (typeof type === "string") return;
  for (const [name, member] of Object.entries(value)) {
    const memberType = "object" in type ? type.object[name] : "map" in type ? type.map : undefined;
    if (memberType !== undefined) flattenValue(flat, prefix + name, member, memberType);
  }
}

function flattenValue(flat: FlatMap, key: string, value: Dynamic, type: Type): void {
  if (value === null) return;
  if (typeof type === "string") {
    flat.set(key, value === UNKNOWN ? UNKNOWN_TEXT : String(value));
  } else if ("object" in type) {
    const members = value === UNKNOWN ? unknownMembers(type.object) : value;
    if (isObject(members)) flattenMembers(flat, `${key}.`, members, type);
  } else if ("map" in type) {
    flattenMap(flat, key, value, type);
  } else {
    flattenSequence(flat, key, value, sequenceElement(type) ?? "string");
  }
}

function unknownMembers(types: Readonly<Record<string, Type>>): DynamicObject {
  return Object.fromEntries(Object.keys(types).map((name) => [name, UNKNOWN]));
}

function flattenMap(flat: FlatMap, key: string, value: Dynamic, type: Type): void {
  if (isObject(value)) {
    flattenMembers(flat, `${key}.`, value, type);
    flat.set(`${key}.%`, String(Object.keys(value).length));
  } else {
    flat.set(`${key}.%`, UNKNOWN_TEXT);
  }
}

function flattenSequence(flat: FlatMap, key: string, value: Dynamic, element: Type): void {
  if (!Array.isArray(value)) {
    flat.set(`${key}.#`, UNKNOWN_TEXT);
    return;
  }
  value.forEach((item, index) => {
    flattenValue(flat, `${key}.${index}`, item, element);
  });
  flat.set(`${key}.#`, String(value.length));
}

/** Rebuilds an object of a type from a flat map; what has no key is null. */
export function unflatten(flat: FlatMap, type: Type): Dynamic {
  if (typeof type === "string" || !("object" in type)) throw new Error("only an object can be rebuilt");
  return unflattenObject(flat, "", type.object);
}

function unflattenObject(flat: FlatMap, prefix: string, types: Readonly<Record<string, Type>>): Dynamic {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, unflattenValue(flat, prefix + name, type)]),
  );
}

function unflattenValue(flat: FlatMap, key: string, type: Type): Dynamic {
  if (typeof type === "string") return unflattenPrimitive(flat.get(key), key, type);
  if ("object" in type) return unflattenObject(flat, `${key}.`, type.object);
  const count = flat.get("map" in type ? `${key}.%` : `${key}.#`);
  if (flat.get(key) === UNKNOWN_TEXT || count === UNKNOWN_TEXT) return UNKNOWN;
  if (count === undefined) return null;
  if ("map" in type) return unflattenMap(flat, key, type.map);
  if ("set" in type) return unflattenSet(flat, key, type.set, count);
  return Array.from({ length: Number(count) }, (_, index) =>
    unflattenValue(flat, `${key}.${index}`, type.list),
  );
}

function unflattenPrimitive(
  text: string | undefined,
  key: string,
  type: "string" | "number" | "bool",
): Dynamic {
  if (text === undefined) return null;
  if (text === UNKNOWN_TEXT) return UNKNOWN;
  if (type === "string") return text;
  if (type === "bool" && (text === "true" || text === "1")) return true;
  if (type === "bool" && (text === "false" || text === "0")) return false;
  const number = text === "" ? Number.NaN : Number(text);
  if (type === "bool" || Number.isNaN(number)) {
    throw new Error(`invalid value for ${JSON.stringify(key)} in state: a ${type} is required`);
  }
  return number;
}

function unflattenMap(flat: FlatMap, key: string, element: Type): Dynamic {
  const prefix = `${key}.`;
  const keys = [...flat.keys()].filter((name) => name.startsWith(prefix) && name !== `${prefix}%`);
  return Object.fromEntries(
    keys.map((name) => [name.slice(prefix.length), unflattenValue(flat, name, element)]),
  );
}

function unflattenSet(flat: FlatMap, key: string, element: Type, count: string): Dynamic {
  const elements = [...childSegments(flat.keys(), `${key}.`)].map((segment) =>
    unflattenValue(flat, `${key}.${segment}`, element),
  );
  if (elements.length === 0 && count === "1") return [emptyElement(element)];
  return distinct(elements, element);
}

/** A set of one element without any key: the element must have been empty. */
function emptyElement(type: Type): Dynamic {
  if (typeof type === "string") return null;
  if ("object" in type) return Object.fromEntries(Object.keys(type.object).map((name) => [name, null]));
  return "map" in type ? {} : [];
}

/** The distinct segments that follow a prefix, counts excepted. */
export function childSegments(keys: Iterable<string>, prefix: string): Set<string> {
  const segments = new Set<string>();
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const rest = key.slice(prefix.length);
    const dot = rest.indexOf(".");
    const segment = dot === -1 ? rest : rest.slice(0, dot);
    if (segment !== "#" && segment !== "%") segments.add(segment);
  }
  return segments;
}
