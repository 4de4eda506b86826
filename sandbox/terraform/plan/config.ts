import type { Block } from "../schema/core";
import { type Dynamic, type DynamicObject, isObject, isWhollyKnown, UNKNOWN } from "../value/dynamic";

/** A configuration as the plugin SDK sees it: without nulls and without empty blocks. */
export class Config {
  private constructor(private readonly root: DynamicObject) {}

  static of(value: Dynamic, block: Block): Config {
    return new Config(isObject(value) ? withoutEmpty(value, block) : {});
  }

  /** The value at a flat key; undefined when there is none. `#` is the length of a list or set. */
  get(key: string): Dynamic | number | undefined {
    let current: Dynamic | undefined = this.root;
    const parts = key.split(".");
    for (const [index, part] of parts.entries()) {
      if (Array.isArray(current)) {
        if (part === "#") return current.includes(UNKNOWN) ? UNKNOWN : current.length;
        current = current[Number(part)];
      } else if (isObject(current)) {
        const rest = parts.slice(index).join(".");
        if (!(part in current)) return current[rest];
        current = current[part];
      } else {
        return undefined;
      }
      if (current === undefined) return undefined;
    }
    return current;
  }

  /** Whether a value exists at the key and any part of it is unknown. */
  isComputed(key: string): boolean {
    const value = this.get(key);
    return value !== undefined && value !== null && !isWhollyKnown(value);
  }
}

function withoutEmpty(value: DynamicObject, block: Block): DynamicObject {
  const result: DynamicObject = {};
  for (const name of Object.keys(block.attributes)) {
    const attribute = value[name];
    if (attribute !== null && attribute !== undefined) result[name] = attribute;
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    const content = value[name];
    if (content === UNKNOWN) result[name] = UNKNOWN;
    else if (isObject(content)) result[name] = withoutEmpty(content, nested.block);
    else if (Array.isArray(content) && content.length > 0) {
      result[name] = content.map((item) => (isObject(item) ? withoutEmpty(item, nested.block) : item));
    }
  }
  return result;
}
