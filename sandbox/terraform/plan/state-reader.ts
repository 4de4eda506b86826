import { type Field, type Fields, plainField, resolve } from "../schema/field";
import { childSegments, type FlatMap } from "./flatmap";
import { type Found, lastTarget, NOTHING, parsePrimitive, type Reader, readList, readObject } from "./reader";
import { type SdkObject, SdkSet } from "./sdk-set";

/** Reads fields from a flat state. */
export class StateReader implements Reader {
  constructor(
    private readonly flat: FlatMap,
    private readonly fields: Fields,
  ) {}

  read(address: readonly string[]): Found {
    const target = lastTarget(resolve(address, this.fields));
    if (target === undefined) return NOTHING;
    if ("object" in target) return readObject(this, address, target.object);
    switch (target.field.kind) {
      case "list":
        return readList(this, address);
      case "set":
        return this.readSet(address, target.field);
      case "map":
        return this.readMap(address.join("."), target.field);
      default:
        return this.readPrimitive(address.join("."), target.field);
    }
  }

  private readPrimitive(key: string, field: Field): Found {
    const text = this.flat.get(key);
    if (text === undefined) return NOTHING;
    return { value: parsePrimitive(text, field), exists: true, computed: false };
  }

  private readMap(key: string, field: Field): Found {
    const prefix = `${key}.`;
    const value: SdkObject = {};
    let exists = this.flat.get(key) === "";
    for (const [name, text] of this.flat) {
      if (!name.startsWith(prefix)) continue;
      exists = true;
      const member = name.slice(prefix.length);
      if (member !== "%" && member !== "#") {
        value[member] = parsePrimitive(text, field.element ?? plainField("string")) ?? "";
      }
    }
    return exists ? { value, exists, computed: false } : NOTHING;
  }

  private readSet(address: readonly string[], field: Field): Found {
    const count = this.readPrimitive([...address, "#"].join("."), plainField("int"));
    const set = new SdkSet(field);
    if (typeof count.value !== "number" || count.value === 0) {
      return { value: set, exists: count.exists, computed: false };
    }
    for (const segment of childSegments(this.flat.keys(), `${address.join(".")}.`)) {
      set.add(this.read([...address, segment]).value);
    }
    return { value: set, exists: true, computed: false };
  }
}
