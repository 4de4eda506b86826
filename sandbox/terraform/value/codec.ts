import { decode, ExtData, ExtensionCodec, encode } from "@msgpack/msgpack";
import { type Dynamic, type DynamicObject, isObject, UNKNOWN } from "./dynamic";
import type { Type } from "./type";

/** MessagePack extension of a value that is not known yet, and of one that is not known but constrained. */
const UNKNOWN_EXTENSION = 0;
const REFINED_UNKNOWN_EXTENSION = 12;

const extensionCodec = new ExtensionCodec();
for (const type of [UNKNOWN_EXTENSION, REFINED_UNKNOWN_EXTENSION]) {
  extensionCodec.register({ type, encode: () => null, decode: () => UNKNOWN });
}

/** Encodes a value of a type the way Terraform reads it; what the value lacks is null. */
export function encodeValue(value: Dynamic, type: Type): Uint8Array {
  return encode(toWire(value, type), { extensionCodec });
}

/** Decodes a value of a type; missing bytes are null. */
export function decodeValue(bytes: Uint8Array | undefined, type: Type): Dynamic {
  if (bytes === undefined || bytes.length === 0) return null;
  return conform(decode(bytes, { extensionCodec }), type);
}

/**
 * Shapes decoded or parsed data after a type: every attribute is present, numbers are numbers.
 * @throws Error when the data cannot be of that type.
 */
export function conform(data: unknown, type: Type): Dynamic {
  if (data === UNKNOWN) return UNKNOWN;
  if (data === null || data === undefined) return null;
  if (typeof type === "string") return conformPrimitive(data, type);
  if ("list" in type) return sequence(data).map((element) => conform(element, type.list));
  if ("set" in type) return sequence(data).map((element) => conform(element, type.set));
  if (typeof data !== "object") throw new Error(`expected an object, got ${JSON.stringify(data)}`);
  const record = data as Record<string, unknown>;
  if ("map" in type) {
    return Object.fromEntries(
      Object.entries(record).map(([key, element]) => [key, conform(element, type.map)]),
    );
  }
  const attributes = Object.entries(type.object);
  return Object.fromEntries(attributes.map(([name, attribute]) => [name, conform(record[name], attribute)]));
}

function conformPrimitive(data: unknown, type: "string" | "number" | "bool"): Dynamic {
  if (type === "string") return typeof data === "string" ? data : String(data);
  if (type === "bool") return data === true || data === "true";
  const number = Number(data);
  if (Number.isNaN(number)) throw new Error(`expected a number, got ${JSON.stringify(data)}`);
  return number;
}

function sequence(data: unknown): unknown[] {
  if (!Array.isArray(data)) throw new Error(`expected a list, got ${JSON.stringify(data)}`);
  return data;
}

function toWire(value: Dynamic, type: Type): unknown {
  if (value === UNKNOWN) return new ExtData(UNKNOWN_EXTENSION, new Uint8Array([0]));
  if (value === null || typeof type === "string") return value;
  if (Array.isArray(value)) {
    const element = "list" in type ? type.list : "set" in type ? type.set : "string";
    return value.map((item) => toWire(item, element));
  }
  if (!isObject(value)) return value;
  return "object" in type
    ? objectToWire(value, type.object)
    : mapToWire(value, "map" in type ? type.map : "string");
}

function objectToWire(value: DynamicObject, types: Readonly<Record<string, Type>>): unknown {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, toWire(value[name] ?? null, type)]),
  );
}

function mapToWire(value: DynamicObject, type: Type): unknown {
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, toWire(element, type)]));
}
