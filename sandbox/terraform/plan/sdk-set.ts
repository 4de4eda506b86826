import type { Field, Fields } from "../schema/field";
import { crc32 } from "./crc32";

/** A value inside the plugin SDK: sets are sets of hashed elements. */
export type SdkValue = string | number | boolean | SdkValue[] | SdkSet | SdkObject;

export interface SdkObject {
  [name: string]: SdkValue | undefined;
}

/** A set whose elements are found by the hash of their content, in the order of the hashes as texts. */
export class SdkSet {
  private readonly elements = new Map<string, SdkValue | undefined>();

  constructor(private readonly field: Field) {}

  /**
   * @param computed marks an element with unknown parts: it gets a code of its own.
   * @returns the code of the element.
   */
  add(element: SdkValue | undefined, computed = false): string {
    const plain = String(this.hash(element));
    const code = computed ? this.unusedCode(`~${plain}`) : plain;
    if (!this.elements.has(code)) this.elements.set(code, element);
    return code;
  }

  get size(): number {
    return this.elements.size;
  }

  codes(): string[] {
    return [...this.elements.keys()].sort();
  }

  list(): (SdkValue | undefined)[] {
    return this.codes().map((code) => this.elements.get(code));
  }

  entries(): Iterable<[string, SdkValue | undefined]> {
    return this.elements.entries();
  }

  has(code: string): boolean {
    return this.elements.has(code);
  }

  private hash(element: SdkValue | undefined): number {
    if (this.field.hash) return this.field.hash(element);
    return crc32(hashText(element, this.field));
  }

  private unusedCode(code: string): string {
    let candidate = code;
    for (let count = 1; this.elements.has(candidate); count += 1) candidate = `${code}${count}`;
    return candidate;
  }
}

function hashText(element: SdkValue | undefined, set: Field): string {
  if (set.fields !== undefined) return serializeObject(element, set.fields);
  return set.element === undefined ? serialize(element, "string") : serializeField(element, set.element);
}

function serializeField(value: SdkValue | undefined, field: Field): string {
  if (value === undefined) return ";";
  switch (field.kind) {
    case "list":
      return `(${(value as SdkValue[]).map((item) => serializeMember(item, field)).join("")});`;
    case "set":
      return `{${(value as SdkSet)
        .list()
        .map((item) => serializeMember(item, field))
        .join("")}};`;
    case "map":
      return serializeMap(value as SdkObject);
    default:
      return serialize(value, field.kind);
  }
}

function serialize(value: SdkValue | undefined, kind: Field["kind"]): string {
  if (kind === "bool") return value ? "1;" : "0;";
  return `${String(value)};`;
}

function serializeMap(map: SdkObject): string {
  const keys = Object.keys(map).sort();
  return `[${keys.map((key) => `${key}:${String(map[key])};`).join("")}];`;
}

function serializeMember(value: SdkValue | undefined, collection: Field): string {
  if (collection.fields !== undefined) return `<${serializeObject(value, collection.fields)}>;`;
  return collection.element === undefined
    ? serialize(value, "string")
    : serializeField(value, collection.element);
}

/** What only the provider decides does not count, unless there is nothing else. */
function serializeObject(value: SdkValue | undefined, fields: Fields): string {
  if (value === undefined) return "";
  const object = value as SdkObject;
  const onlyComputed = Object.values(fields).every((field) => !field.optional && !field.required);
  return Object.keys(fields)
    .sort()
    .flatMap((name) => {
      const field = fields[name];
      if (field === undefined || (!onlyComputed && !field.required && !field.optional)) return [];
      return [`${name}:${serializeField(object[name], field)}`];
    })
    .join("");
}

/** The value of a field that nobody set. */
export function zeroValue(field: Field): SdkValue {
  switch (field.kind) {
    case "string":
      return "";
    case "int":
    case "float":
      return 0;
    case "bool":
      return false;
    case "list":
      return [];
    case "map":
      return {};
    case "set":
      return new SdkSet(field);
  }
}

/** Whether two sets have the same elements, going by their codes. */
export function sameCodes(left: SdkSet, right: SdkSet): boolean {
  return left.codes().join() === right.codes().join();
}

/** Equality of two values. Whatever holds a set is never equal: its elements have to be looked at one by one. */
export function sameSdkValue(left: SdkValue | undefined, right: SdkValue | undefined): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameSdkValue(item, right[index]));
  }
  if (isPlainObject(left) && isPlainObject(right)) {
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length &&
      names.every((name) => sameSdkValue(left[name], right[name]))
    );
  }
  return !(left instanceof SdkSet) && left === right;
}

export function isPlainObject(value: SdkValue | undefined): value is SdkObject {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof SdkSet);
}
