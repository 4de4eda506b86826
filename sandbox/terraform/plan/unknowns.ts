import { type Block, impliedType } from "../schema/core";
import { type Dynamic, type DynamicObject, distinct, isObject, UNKNOWN } from "../value/dynamic";

/** Makes every computed attribute that nobody set unknown: a new resource gets it on creation. */
export function withUnknowns(value: Dynamic, block: Block): Dynamic {
  if (value === UNKNOWN) return value;
  if (!isObject(value)) return computedOnly(block);
  const result: DynamicObject = { ...value };
  for (const [name, attribute] of Object.entries(block.attributes)) {
    if (attribute.computed && (value[name] ?? null) === null) result[name] = UNKNOWN;
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    const content = value[name] ?? null;
    if (nested.nesting === "single") {
      if (content !== null) result[name] = withUnknowns(content, nested.block);
    } else if (Array.isArray(content)) {
      const elements = content.map((element) => withUnknowns(element, nested.block));
      result[name] = nested.nesting === "set" ? distinct(elements, impliedType(nested.block)) : elements;
    }
  }
  return result;
}

function computedOnly(block: Block): Dynamic {
  const computed = Object.entries(block.attributes).filter(([, attribute]) => attribute.computed);
  if (computed.length === 0) return null;
  return Object.fromEntries(computed.map(([name]) => [name, UNKNOWN]));
}
