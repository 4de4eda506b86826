/**
 * The differences between a state and a configuration, field by field, after the rules of helper/schema.
 */
import { type Field, type Fields, type PlannedData, plainField } from "../schema/field";
import { type AttributeDiff, finalize, type InstanceDiff } from "./attribute-diff";
import { type Found, type Reader, textOf } from "./reader";
import { type SdkObject, SdkSet, type SdkValue, sameCodes, sameSdkValue, zeroValue } from "./sdk-set";

/** What a diff is taken between. */
export interface DiffSource {
  readonly state: Reader;
  readonly config: Reader;
  /** Whether the resource exists. */
  readonly exists: boolean;
  readonly data: PlannedData;
}

export function diffFields(fields: Fields, source: DiffSource): InstanceDiff {
  const diff: InstanceDiff = new Map();
  const differ = new SchemaDiffer(source);
  for (const [name, field] of Object.entries(fields)) differ.diff(name, field, diff, false);
  return diff;
}

class SchemaDiffer {
  constructor(private readonly source: DiffSource) {}

  /** @param all records what does not change as well: an element of a set is always recorded whole. */
  diff(key: string, field: Field, into: InstanceDiff, all: boolean): void {
    const found: InstanceDiff = new Map();
    if (field.kind === "list") this.diffList(key, field, found, all);
    else if (field.kind === "set") this.diffSet(key, field, found, all);
    else if (field.kind === "map") this.diffMap(key, field, found, all);
    else this.diffPrimitive(key, field, found, all);
    for (const [name, attribute] of found) {
      if (!field.suppress?.(name, attribute.old, attribute.next, this.source.data)) into.set(name, attribute);
      else if (all) into.set(name, { ...noChange, old: attribute.old, next: attribute.old });
    }
  }

  private change(key: string): { old: SdkValue | undefined; next: SdkValue | undefined; computed: boolean } {
    const address = key.split(".");
    const old = this.source.state.read(address);
    const next = this.source.config.read(address);
    return { old: existing(old), next: existing(next), computed: next.computed };
  }

  private diffPrimitive(key: string, field: Field, into: InstanceDiff, all: boolean): void {
    const { old, next: raw, computed } = this.change(key);
    const next = raw !== undefined && field.stateFunction ? field.stateFunction(String(raw)) : raw;
    const oldText = textOf(old);
    const nextText = textOf(next ?? (old === undefined ? undefined : zeroValue(field)));
    if (oldText === nextText && !all && !computed) {
      if (oldText !== "" || this.source.exists || !field.computed) return;
    }
    const removed = old !== undefined && next === undefined && !computed;
    if (removed && field.computed) return;
    record(into, key, finalize(field, { old: oldText, next: nextText, computed, removed }));
  }

  private diffList(key: string, field: Field, into: InstanceDiff, all: boolean): void {
    const change = this.change(key);
    const next = change.computed ? undefined : change.next;
    if (change.old !== undefined && next === undefined && !change.computed && field.computed) return;
    const olds = elementsOf(change.old);
    const nexts = elementsOf(next);
    if (!all && next !== undefined && sameSdkValue(olds, nexts)) return;
    if (change.computed) {
      into.set(`${key}.#`, {
        ...noChange,
        old: String(olds.length),
        computed: true,
        requiresNew: field.forceNew,
      });
      return;
    }
    const decidedLater = olds.length === 0 && nexts.length === 0 && field.computed;
    if (olds.length !== nexts.length || decidedLater || all) {
      const old = decidedLater ? "" : String(olds.length);
      const count = decidedLater ? "" : String(nexts.length);
      record(into, `${key}.#`, finalize(countField(field), { old, next: count }));
    }
    for (let index = 0; index < Math.max(olds.length, nexts.length); index += 1) {
      this.diffElement(`${key}.${index}`, field, into, all);
    }
  }

  private diffSet(key: string, field: Field, into: InstanceDiff, all: boolean): void {
    const change = this.change(key);
    const next = change.computed ? undefined : change.next;
    if (change.old !== undefined && next === undefined && !change.computed && field.computed) return;
    const olds = change.old instanceof SdkSet ? change.old : new SdkSet(field);
    const nexts = next instanceof SdkSet ? next : new SdkSet(field);
    if (!all && next !== undefined && sameCodes(olds, nexts)) return;
    if (change.computed || (field.computed && next === undefined)) {
      record(into, `${key}.#`, finalize(countField(field), { old: this.knownCount(key), computed: true }));
      return;
    }
    if (olds.size !== nexts.size || all) {
      record(
        into,
        `${key}.#`,
        finalize(countField(field), { old: String(olds.size), next: String(nexts.size) }),
      );
    }
    const removed = olds.codes().filter((code) => !nexts.has(code));
    for (const code of [...removed, ...nexts.codes()]) this.diffElement(`${key}.${code}`, field, into, true);
  }

  /** The size of a set, unless it is empty or one of its configured elements is unknown. */
  private knownCount(key: string): string {
    const address = [...key.split("."), "#"];
    const configured = this.source.config.read(address);
    const found = configured.exists ? configured : this.source.state.read(address);
    return found.computed || !found.value ? "" : String(found.value);
  }

  private diffElement(key: string, collection: Field, into: InstanceDiff, all: boolean): void {
    if (collection.fields === undefined) {
      const element = collection.element ?? plainField("string");
      this.diff(key, { ...element, forceNew: collection.forceNew }, into, all);
      return;
    }
    for (const [name, field] of Object.entries(collection.fields))
      this.diff(`${key}.${name}`, field, into, all);
  }

  private diffMap(key: string, field: Field, into: InstanceDiff, all: boolean): void {
    const { old, next, computed: unknown } = this.change(key);
    const olds = (old ?? {}) as SdkObject;
    const nexts = (next ?? {}) as SdkObject;
    this.diffMapCount(key, field, into, { old, olds, nexts, unknown });
    if (next === undefined && field.computed) return;
    for (const [name, value] of Object.entries(nexts)) {
      if (name in olds && textOf(olds[name]) === textOf(value) && !all) continue;
      record(into, `${key}.${name}`, finalize(field, { old: textOf(olds[name]), next: textOf(value) }));
    }
    for (const name of Object.keys(olds).filter((candidate) => !(candidate in nexts))) {
      record(into, `${key}.${name}`, finalize(field, { old: textOf(olds[name]), removed: true }));
    }
  }

  private diffMapCount(
    key: string,
    field: Field,
    into: InstanceDiff,
    change: { old: SdkValue | undefined; olds: SdkObject; nexts: SdkObject; unknown: boolean },
  ): void {
    const oldSize = Object.keys(change.olds).length;
    const nextSize = Object.keys(change.nexts).length;
    const kept = oldSize !== 0 && nextSize === 0 && field.computed;
    const decidedLater = oldSize === 0 && nextSize === 0 && field.computed && change.old === undefined;
    if ((oldSize === nextSize || kept) && !decidedLater && !change.unknown) return;
    const later = decidedLater || change.unknown;
    const count = { ...countField(field), computed: field.computed || change.unknown };
    const sizes = { old: later ? "" : String(oldSize), next: later ? "" : String(nextSize) };
    record(into, `${key}.%`, finalize(count, sizes));
  }
}

const noChange: AttributeDiff = { old: "", next: "", computed: false, removed: false, requiresNew: false };

function existing(found: Found): SdkValue | undefined {
  return found.exists ? found.value : undefined;
}

function record(into: InstanceDiff, key: string, diff: AttributeDiff | undefined): void {
  if (diff === undefined) into.delete(key);
  else into.set(key, diff);
}

function countField(field: Field): Pick<Field, "kind" | "computed" | "forceNew"> {
  return { kind: "int", computed: field.computed, forceNew: field.forceNew };
}

function elementsOf(value: SdkValue | undefined): SdkValue[] {
  if (value instanceof SdkSet) return value.list() as SdkValue[];
  return Array.isArray(value) ? value : [];
}
