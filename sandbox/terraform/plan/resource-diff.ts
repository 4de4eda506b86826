import type { ResourceDiff, Value, Values } from "../resource-type";
import type { Block } from "../schema/core";
import { impliedType } from "../schema/core";
import { type Field, type Fields, isPrimitive, resolve } from "../schema/field";
import { type Dynamic, isObject, sameValue, UNKNOWN } from "../value/dynamic";
import { knownValues } from "../value/known";
import { applyDiff } from "./apply-diff";
import { finalize, type InstanceDiff } from "./attribute-diff";
import { type FlatMap, unflatten } from "./flatmap";
import { lastTarget } from "./reader";

/** A plan under way in the hands of a CustomizeDiff function. */
export class PlanUnderWay implements ResourceDiff {
  constructor(
    private readonly diff: InstanceDiff,
    private readonly state: FlatMap,
    private readonly fields: Fields,
    private readonly block: Block,
    private readonly configuration: Dynamic,
  ) {}

  get id(): string {
    return this.state.get("id") ?? "";
  }

  get config(): Values {
    return knownValues(this.configuration) as Values;
  }

  getOld(path: string): Value {
    return knownValues(this.lookUp(path, this.state));
  }

  getNew(path: string): Value {
    return knownValues(this.lookUp(path, this.planned()));
  }

  hasChange(path: string): boolean {
    const [root = ""] = path.split(".");
    const type = impliedType(this.block);
    const attribute = typeof type !== "string" && "object" in type ? type.object[root] : undefined;
    const old = withoutZero(this.lookUp(path, this.state));
    const next = withoutZero(this.lookUp(path, this.planned()));
    if (path === root && attribute !== undefined) return !sameValue(old, next, attribute);
    return JSON.stringify(knownValues(old)) !== JSON.stringify(knownValues(next));
  }

  isKnown(path: string): boolean {
    return this.lookUp(path, this.planned()) !== UNKNOWN;
  }

  setNew(attribute: string, value: Value): void {
    const field = this.computedField(attribute);
    const old = this.state.get(attribute) ?? "";
    const next = value === null ? "" : String(value);
    this.record(attribute, old === next ? undefined : finalize(field, { old, next }));
  }

  setNewComputed(attribute: string): void {
    const field = this.computedField(attribute);
    const key = isPrimitive(field) ? attribute : `${attribute}.${field.kind === "map" ? "%" : "#"}`;
    for (const name of [...this.diff.keys()]) if (name.startsWith(`${attribute}.`)) this.diff.delete(name);
    this.record(key, finalize({ ...field, kind: "string" }, { old: "", computed: true }));
  }

  forceNew(path: string): void {
    const target = lastTarget(resolve(path.split("."), this.fields));
    const computed = target !== undefined && "field" in target && target.field.computed;
    for (const [key, change] of this.diff) {
      const settled = !computed || !change.computed;
      if (settled && (key === path || key.startsWith(`${path}.`))) change.requiresNew = true;
    }
  }

  private record(key: string, change: ReturnType<typeof finalize>): void {
    if (change === undefined) this.diff.delete(key);
    else this.diff.set(key, change);
  }

  private computedField(attribute: string): Field {
    const target = lastTarget(resolve([attribute], this.fields));
    if (target !== undefined && "field" in target && target.field.computed) return target.field;
    throw new Error(`only a computed attribute can be planned by the provider, and ${attribute} is not one`);
  }

  private planned(): FlatMap {
    return applyDiff(this.diff, this.state, this.block);
  }

  private lookUp(path: string, flat: FlatMap): Dynamic {
    let current: Dynamic = flat.size === 0 ? null : unflatten(flat, impliedType(this.block));
    for (const part of path.split(".")) {
      if (current === UNKNOWN) return UNKNOWN;
      if (Array.isArray(current)) current = current[Number(part)] ?? null;
      else current = isObject(current) ? (current[part] ?? null) : null;
    }
    return current;
  }
}

/** To the SDK, unset, zero and not known yet are one value. */
function withoutZero(value: Dynamic): Dynamic {
  const isEmpty = Array.isArray(value) && value.length === 0;
  return isEmpty || value === UNKNOWN || value === "" || value === 0 || value === false ? null : value;
}
