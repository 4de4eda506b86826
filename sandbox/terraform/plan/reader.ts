import { type Field, type Fields, isPrimitive, type Target } from "../schema/field";
import { UNKNOWN_TEXT } from "./flatmap";
import { type SdkObject, type SdkValue, zeroValue } from "./sdk-set";

/** What a reader found at an address. */
export interface Found {
  readonly value?: SdkValue | undefined;
  readonly exists: boolean;
  /** Whether the value is not known yet. */
  readonly computed: boolean;
}

export const NOTHING: Found = { exists: false, computed: false };

/** Reads fields by flat address from a configuration or a state. */
export interface Reader {
  read(address: readonly string[]): Found;
}

/** Reads a list element by element; its length is at `#`. An object in which nothing is set is undefined. */
export function readList(reader: Reader, address: readonly string[]): Found {
  const count = reader.read([...address, "#"]);
  const length = typeof count.value === "number" ? count.value : 0;
  if (count.computed || length === 0) return { value: [], exists: count.exists, computed: count.computed };
  const value = Array.from({ length }, (_, index) => {
    const element = reader.read([...address, String(index)]);
    return (element.exists ? element.value : undefined) as SdkValue;
  });
  return { value, exists: true, computed: false };
}

/** Reads an object field by field; what is missing gets its zero value. */
export function readObject(reader: Reader, address: readonly string[], fields: Fields): Found {
  const value: SdkObject = {};
  let exists = false;
  for (const [name, field] of Object.entries(fields)) {
    const found = reader.read([...address, name]);
    if (found.exists) exists = true;
    value[name] = found.value ?? zeroValue(field);
  }
  return { value, exists, computed: false };
}

export function lastTarget(trail: readonly Target[]): Target | undefined {
  return trail[trail.length - 1];
}

/** Turns the text of a primitive into its value; an empty text is the zero value. */
export function parsePrimitive(text: string, field: Field): SdkValue | undefined {
  if (!isPrimitive(field)) return undefined;
  if (field.kind === "string") return text;
  if (text === "") return zeroValue(field);
  if (text === UNKNOWN_TEXT) return undefined;
  if (field.kind === "bool") return text === "true" || text === "1";
  return Number(text);
}

/** The text of a value as the SDK's weak decoding makes it; a value that is not there is empty. */
export function textOf(value: SdkValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  return String(value);
}
