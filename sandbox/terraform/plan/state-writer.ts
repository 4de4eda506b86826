import type { Field, Fields } from "../schema/field";
import type { FlatMap } from "./flatmap";
import { type SdkObject, SdkSet, type SdkValue } from "./sdk-set";
import { StateReader } from "./state-reader";

/**
 * Rewrites a flat state the way the SDK holds it: set elements get their codes, and in nested objects what is
 * unset gets its zero value.
 */
export function rebuildState(flat: FlatMap, fields: Fields): FlatMap {
  const id = flat.get("id");
  const result: FlatMap = new Map();
  if (id === undefined || id === "") return result;
  const reader = new StateReader(flat, fields);
  for (const [name, field] of Object.entries(fields)) {
    const found = reader.read([name]);
    if (found.exists && !found.computed) writeField(result, name, found.value, field);
  }
  result.set("id", id);
  return result;
}

function writeField(flat: FlatMap, key: string, value: SdkValue | undefined, field: Field): void {
  if (field.kind === "list") writeList(flat, key, (value ?? []) as SdkValue[], field);
  else if (field.kind === "set") writeSet(flat, key, value, field);
  else if (field.kind === "map") writeMap(flat, key, (value ?? {}) as SdkObject, field);
  else flat.set(key, value === undefined ? "" : String(value));
}

function writeList(flat: FlatMap, key: string, values: readonly SdkValue[], field: Field): void {
  values.forEach((value, index) => {
    writeElement(flat, `${key}.${index}`, value, field);
  });
  flat.set(`${key}.#`, String(values.length));
}

function writeSet(flat: FlatMap, key: string, value: SdkValue | undefined, field: Field): void {
  const set = value instanceof SdkSet ? value : new SdkSet(field);
  for (const [code, element] of set.entries()) writeElement(flat, `${key}.${code}`, element, field);
  flat.set(`${key}.#`, String(set.size));
}

function writeMap(flat: FlatMap, key: string, map: SdkObject, field: Field): void {
  for (const [name, value] of Object.entries(map)) writeElement(flat, `${key}.${name}`, value, field);
  flat.set(`${key}.%`, String(Object.keys(map).length));
}

function writeElement(flat: FlatMap, key: string, value: SdkValue | undefined, collection: Field): void {
  if (collection.fields === undefined) {
    if (collection.element !== undefined) writeField(flat, key, value, collection.element);
    return;
  }
  if (value === undefined) return;
  const object = value as SdkObject;
  for (const [name, field] of Object.entries(collection.fields))
    writeField(flat, `${key}.${name}`, object[name], field);
}
