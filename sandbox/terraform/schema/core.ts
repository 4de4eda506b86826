import type { Type } from "../value/type";
import type { Field, Fields } from "./field";

/** Terraform's view of a schema. */
export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
  readonly deprecated?: boolean;
}

export interface Attribute {
  readonly type: Type;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly deprecated: boolean;
}

export interface NestedBlock {
  readonly nesting: "single" | "list" | "set";
  readonly block: Block;
  readonly minItems: number;
  readonly maxItems: number;
}

/** A resource's schema as Terraform sees it: with `id`, and with `timeouts` when it has any. */
export function resourceBlock(fields: Fields, timeouts: readonly string[]): Block {
  const block = blockOf(fields);
  const id: Attribute = { ...noFlags, type: "string", optional: true, computed: true };
  const attributes = { id, ...block.attributes };
  if (timeouts.length === 0) return { ...block, attributes };
  const durations = timeouts.map((name) => [
    name,
    { ...noFlags, type: "string", optional: true } as Attribute,
  ]);
  const nested: Block = { attributes: Object.fromEntries(durations), blocks: {} };
  return {
    attributes,
    blocks: { ...block.blocks, timeouts: { nesting: "single", block: nested, minItems: 0, maxItems: 0 } },
  };
}

/** Which nested objects are blocks and which are attributes follows SchemaConfigModeAuto of the plugin SDK. */
export function blockOf(fields: Fields): Block {
  const attributes: Record<string, Attribute> = {};
  const blocks: Record<string, NestedBlock> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.fields === undefined || (field.computed && !field.optional))
      attributes[name] = attributeOf(field);
    else blocks[name] = nestedBlock(field, field.fields);
  }
  return { attributes, blocks };
}

/** The object type a block implies. */
export function impliedType(block: Block): Type {
  const object: Record<string, Type> = {};
  for (const [name, attribute] of Object.entries(block.attributes)) object[name] = attribute.type;
  for (const [name, nested] of Object.entries(block.blocks)) object[name] = nestedType(nested);
  return { object };
}

function nestedType(nested: NestedBlock): Type {
  const type = impliedType(nested.block);
  if (nested.nesting === "single") return type;
  return nested.nesting === "list" ? { list: type } : { set: type };
}

const noFlags = { required: false, optional: false, computed: false, sensitive: false, deprecated: false };

function attributeOf(field: Field): Attribute {
  return {
    type: typeOf(field),
    required: field.required,
    optional: field.optional,
    computed: field.computed,
    sensitive: field.sensitive,
    deprecated: field.deprecated !== undefined,
  };
}

function nestedBlock(field: Field, fields: Fields): NestedBlock {
  const minimum = field.required && field.minItems === 0 ? 1 : field.minItems;
  return {
    nesting: field.kind === "set" ? "set" : "list",
    block: { ...blockOf(fields), deprecated: field.deprecated !== undefined },
    minItems: field.optional ? 0 : minimum,
    maxItems: field.maxItems,
  };
}

export function typeOf(field: Field): Type {
  switch (field.kind) {
    case "string":
      return "string";
    case "bool":
      return "bool";
    case "int":
    case "float":
      return "number";
    case "map":
      return { map: elementType(field) };
    case "set":
      return { set: elementType(field) };
    case "list":
      return { list: elementType(field) };
  }
}

function elementType(field: Field): Type {
  if (field.fields !== undefined) return impliedType(blockOf(field.fields));
  return field.element === undefined ? "string" : typeOf(field.element);
}
