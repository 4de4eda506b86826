/**
 * The flat state after a planned change.
 */
import type { Attribute, Block } from "../schema/core";
import { sequenceElement, type Type } from "../value/type";
import type { InstanceDiff } from "./attribute-diff";
import { childSegments, type FlatMap, UNKNOWN_TEXT } from "./flatmap";

/** Applies a diff to a flat state. */
export function applyDiff(diff: InstanceDiff, state: FlatMap, block: Block): FlatMap {
  const result: FlatMap = new Map();
  new DiffApplier(diff, state, result).block("", block);
  return result;
}

class DiffApplier {
  constructor(
    private readonly changes: InstanceDiff,
    private readonly state: FlatMap,
    private readonly result: FlatMap,
  ) {}

  /** @param prefix flat path of the block with its closing dot, empty for the resource itself. */
  block(prefix: string, block: Block): void {
    for (const [name, attribute] of Object.entries(block.attributes))
      this.attribute(prefix + name, attribute);
    for (const [name, nested] of Object.entries(block.blocks)) {
      this.nestedBlock(prefix + name, nested.block, nested.nesting === "set");
    }
  }

  private nestedBlock(key: string, block: Block, isSet: boolean): void {
    const candidates = this.candidates(`${key}.`, isSet);
    for (const candidate of candidates) this.block(`${key}.${candidate}.`, block);
    const count = this.changes.get(`${key}.#`);
    const keep = !(count !== undefined && (count.next === "0" || count.removed));
    if (candidates.size === 0 && keep) this.copy(`${key}.`);
    this.count(key, isSet, keep);
  }

  /** Which elements the block has afterwards; of a set, whose codes change, only the diff can tell. */
  private candidates(prefix: string, isSet: boolean): Set<string> {
    const fromState = isSet ? [] : this.segmentsWithFields(this.state.keys(), prefix);
    const changed = [...this.changes].filter(([, change]) => !change.removed).map(([name]) => name);
    const fromDiff = [...this.segmentsWithFields(changed, prefix)];
    const kept = isSet ? fromDiff.filter((segment) => this.isNewElement(`${prefix}${segment}.`)) : fromDiff;
    return new Set([...fromState, ...kept]);
  }

  private segmentsWithFields(keys: Iterable<string>, prefix: string): Set<string> {
    const segments = new Set<string>();
    for (const key of keys) {
      if (!key.startsWith(prefix)) continue;
      const dot = key.indexOf(".", prefix.length);
      if (dot !== -1) segments.add(key.slice(prefix.length, dot));
    }
    return segments;
  }

  /** Whether a set element has any value left: removed elements only have changes to nothing. */
  private isNewElement(prefix: string): boolean {
    for (const [key, change] of this.changes) {
      if (!key.startsWith(prefix) || change.removed) continue;
      if ((key.endsWith(".#") || key.endsWith(".%")) && change.next === "0") continue;
      return true;
    }
    return false;
  }

  private copy(prefix: string): void {
    for (const [key, text] of this.state) if (key.startsWith(prefix)) this.result.set(key, text);
  }

  private count(key: string, isSet: boolean, keep: boolean): void {
    const countKey = `${key}.#`;
    const change = this.changes.get(countKey);
    const before = this.state.get(countKey);
    if (change?.computed) {
      this.result.set(countKey, UNKNOWN_TEXT);
    } else if (change !== undefined) {
      this.result.set(countKey, change.next);
      if (!isSet && change.next !== "") this.truncate(`${key}.`, Number(change.next));
    } else if (before !== undefined && keep) {
      this.result.set(countKey, before);
    } else {
      this.result.set(countKey, this.countChildren(`${key}.`));
    }
  }

  private truncate(prefix: string, length: number): void {
    for (const key of [...this.result.keys()]) {
      if (!key.startsWith(prefix)) continue;
      const index = Number.parseInt(key.slice(prefix.length), 10);
      if (!Number.isNaN(index) && index >= length) this.result.delete(key);
    }
  }

  private countChildren(prefix: string): string {
    return String(childSegments(this.result.keys(), prefix).size);
  }

  private attribute(key: string, attribute: Attribute): void {
    const type = attribute.type;
    if (typeof type === "string") {
      const text = this.primitive(key, type, attribute.required);
      if (text !== undefined) this.result.set(key, text);
    } else if ("set" in type && typeof type.set !== "string" && "object" in type.set) {
      this.nestedBlock(key, objectBlock(type.set.object), true);
    } else {
      this.collection(key, type);
    }
  }

  private primitive(key: string, type: Type, required: boolean): string | undefined {
    const change = this.changes.get(key);
    const before = this.state.get(key);
    if (change?.computed) return UNKNOWN_TEXT;
    if (key === "id") return before === undefined || before === "" ? UNKNOWN_TEXT : before;
    if (change === undefined) return before ?? (required && type === "string" ? "" : undefined);
    if (change.removed) return undefined;
    if (change.old === "" && change.next === "") return type === "string" ? "" : undefined;
    return change.next;
  }

  private collection(key: string, type: Type): void {
    const countKey = typeof type !== "string" && "map" in type ? `${key}.%` : `${key}.#`;
    for (const name of [`${key}.#`, `${key}.%`, key]) {
      const change = this.changes.get(name);
      if (change?.removed) return;
      if (change?.computed || change?.next === "0") {
        this.result.set(name, change.computed ? UNKNOWN_TEXT : "0");
        return;
      }
    }
    const keys = new Set(
      [...this.changes.keys(), ...this.state.keys()].filter((name) => name.startsWith(`${key}.`)),
    );
    if (keys.size === 0) return;
    const element =
      sequenceElement(type) ?? (typeof type !== "string" && "map" in type ? type.map : "string");
    for (const name of keys) {
      const text = this.primitive(name, element, false);
      if (text !== undefined) this.result.set(name, text);
    }
    this.fillAndTruncate(key, countKey, type);
    this.fixCount(key, countKey, keys.size);
  }

  private fillAndTruncate(key: string, countKey: string, type: Type): void {
    if (typeof type === "string" || !("list" in type)) return;
    const count = this.result.get(countKey);
    const length = count === undefined || count === UNKNOWN_TEXT ? 0 : Number(count);
    if (type.list === "string" && count !== UNKNOWN_TEXT) {
      for (let index = 0; index < length; index += 1) {
        if (!this.result.has(`${key}.${index}`)) this.result.set(`${key}.${index}`, "");
      }
    }
    this.truncate(`${key}.`, length);
  }

  private fixCount(key: string, countKey: string, keys: number): void {
    const found = [...this.result.keys()].filter((name) => name.startsWith(`${key}.`)).length;
    const count = this.result.get(countKey);
    if (count !== undefined && count !== "" && (this.changes.has(countKey) || keys === found)) return;
    this.result.set(countKey, this.countChildren(`${key}.`));
  }
}

/** Treats the objects of a computed set as a block: set elements are found by code either way. */
function objectBlock(types: Readonly<Record<string, Type>>): Block {
  const flags = { required: false, optional: true, computed: false, sensitive: false, deprecated: false };
  const attributes = Object.entries(types).map(([name, type]) => [name, { ...flags, type }]);
  return { attributes: Object.fromEntries(attributes), blocks: {} };
}
