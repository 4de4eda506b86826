import { type Field, type Fields, plainField, resolve } from "../schema/field";
import { type Dynamic, isObject, UNKNOWN } from "../value/dynamic";
import type { Config } from "./config";
import { UNKNOWN_TEXT } from "./flatmap";
import {
  type Found,
  lastTarget,
  NOTHING,
  parsePrimitive,
  type Reader,
  readList,
  readObject,
  textOf,
} from "./reader";
import { type SdkObject, SdkSet, type SdkValue } from "./sdk-set";

/** Reads fields from a configuration, and their defaults. */
export class ConfigReader implements Reader {
  /** By the key of a set: the place in the configuration of the element with each code. */
  private readonly places = new Map<string, Map<string, number>>();
  private readonly byPlace: Reader = { read: (address) => this.readAt(address) };

  constructor(
    private readonly config: Config,
    private readonly fields: Fields,
  ) {}

  read(address: readonly string[]): Found {
    const placed = this.replaceCodes(address);
    return placed === undefined ? NOTHING : this.readAt(placed);
  }

  /** Addresses name set elements by code, a configuration has them in order: codes become places. */
  private replaceCodes(address: readonly string[]): string[] | undefined {
    const result = [...address];
    const trail = resolve(address, this.fields);
    for (const [index, target] of trail.entries()) {
      const code = result[index + 1];
      if (!("field" in target) || target.field.kind !== "set" || code === undefined || code === "#") continue;
      const path = result.slice(0, index + 1);
      const key = path.join(".");
      if (!this.places.has(key)) this.readSet(path, target.field);
      const place = this.places.get(key)?.get(code);
      if (place === undefined) return undefined;
      result[index + 1] = String(place);
    }
    return result;
  }

  private readAt(address: readonly string[]): Found {
    const target = lastTarget(resolve(address, this.fields));
    if (target === undefined) return NOTHING;
    const key = address.join(".");
    if ("object" in target) {
      if (this.config.get(key) === UNKNOWN) return { exists: true, computed: true };
      return readObject(this.byPlace, address, target.object);
    }
    const field = target.field;
    if (field.kind !== "list" && field.kind !== "set" && field.kind !== "map")
      return this.readPrimitive(key, field);
    if (this.config.get(key) === UNKNOWN) return { exists: true, computed: true };
    if (field.kind === "list") return readList(this.byPlace, address);
    return field.kind === "set" ? this.readSet(address, field) : this.readMap(key, field);
  }

  private readPrimitive(key: string, field: Field): Found {
    const raw = this.config.get(key) ?? field.default;
    if (raw === undefined) return NOTHING;
    if (raw === UNKNOWN) {
      return { value: field.kind === "string" ? UNKNOWN_TEXT : undefined, exists: true, computed: true };
    }
    return { value: parsePrimitive(textOf(raw as SdkValue), field), exists: true, computed: false };
  }

  private readMap(key: string, field: Field): Found {
    const raw = this.config.get(key);
    if (!isObject(raw)) return NOTHING;
    if (this.config.isComputed(key)) return { exists: true, computed: true };
    const element = field.element ?? plainField("string");
    const value: SdkObject = {};
    for (const [name, member] of Object.entries(raw)) value[name] = memberValue(member, element);
    return { value, exists: true, computed: false };
  }

  private readSet(address: readonly string[], field: Field): Found {
    const set = new SdkSet(field);
    const list = readList(this.byPlace, address);
    if (!list.exists) return { value: set, exists: false, computed: false };
    if (list.computed) return { value: set, exists: true, computed: true };
    const places = new Map<string, number>();
    for (const [index, element] of (list.value as SdkValue[]).entries()) {
      const computed = this.hasUnknownField([...address, String(index)].join("."), field);
      places.set(set.add(element, computed), index);
    }
    this.places.set(address.join("."), places);
    return { value: set, exists: true, computed: false };
  }

  private hasUnknownField(key: string, field: Field): boolean {
    return Object.keys(field.fields ?? {}).some((name) => this.config.isComputed(`${key}.${name}`));
  }
}

function memberValue(member: Dynamic, element: Field): SdkValue {
  return parsePrimitive(textOf(member as SdkValue), element) ?? "";
}
