/**
 * The messages of the plugin protocol, as far as this server reads and writes them.
 */
import type { AttributePath } from "../plan/paths";
import type { Attribute, Block, NestedBlock } from "../schema/core";
import type { Diagnostic } from "../validate/diagnostic";
import { conform, decodeValue, encodeValue } from "../value/codec";
import type { Dynamic } from "../value/dynamic";
import { type Type, typeToJson } from "../value/type";

/** A value on the wire: MessagePack, or JSON. */
export interface WireValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export function fromWire(value: WireValue | null | undefined, type: Type): Dynamic {
  if (value?.msgpack !== undefined && value.msgpack.length > 0) return decodeValue(value.msgpack, type);
  if (value?.json !== undefined && value.json.length > 0) return parseJson(value.json, type);
  return null;
}

/** Reads JSON text as a value of a type. */
export function parseJson(bytes: Uint8Array, type: Type): Dynamic {
  return conform(JSON.parse(Buffer.from(bytes).toString("utf8")), type);
}

export function toWire(value: Dynamic, type: Type): WireValue {
  return { msgpack: encodeValue(value, type) };
}

export function wireDiagnostics(diagnostics: readonly Diagnostic[]): unknown[] {
  return diagnostics.map(({ severity, summary, detail, path }) => ({
    severity: severity === "error" ? "ERROR" : "WARNING",
    summary,
    detail: detail ?? "",
    ...(path !== undefined && path.length > 0 ? { attribute: wirePath(path) } : {}),
  }));
}

export function wirePath(path: AttributePath): unknown {
  const steps = path.map((step) => {
    if ("name" in step) return { attribute_name: step.name };
    return "key" in step ? { element_key_string: step.key } : { element_key_int: step.index };
  });
  return { steps };
}

export function wireSchema(block: Block, version: number): unknown {
  return { version, block: wireBlock(block) };
}

function wireBlock(block: Block): unknown {
  return {
    attributes: Object.entries(block.attributes).map(([name, attribute]) => wireAttribute(name, attribute)),
    block_types: Object.entries(block.blocks).map(([name, nested]) => wireNestedBlock(name, nested)),
    deprecated: block.deprecated ?? false,
  };
}

function wireAttribute(name: string, attribute: Attribute): unknown {
  return { ...attribute, name, type: Buffer.from(JSON.stringify(typeToJson(attribute.type))) };
}

function wireNestedBlock(name: string, nested: NestedBlock): unknown {
  return {
    type_name: name,
    block: wireBlock(nested.block),
    nesting: nested.nesting.toUpperCase(),
    min_items: nested.minItems,
    max_items: nested.maxItems,
  };
}
