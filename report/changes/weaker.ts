import type { AttributeChange } from "../model";
import type { Json } from "../plan-json";
import { SENSITIVE, type Shown, UNKNOWN } from "../values/show";

/** One value that differs: an attribute, or a part of a block that comes or goes whole. */
export interface Leaf {
  /** As a provider's documentation has it: `rules.required_status_checks.required_check.context`. */
  readonly schema: string;
  /** Undefined where there is nothing; a value that may not be seen, or is not known yet, is the text that says so. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Whether this difference makes a guard weaker. What is only known after the apply is taken for the weakest. */
export type Weaker = (leaf: Leaf) => boolean;

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== "" && value !== false && value !== 0;
}

export const removed: Weaker = ({ before, after }) => isSet(before) && !isSet(after);
export const added: Weaker = ({ before, after }) => !isSet(before) && isSet(after);
/** Removed, or another one now. */
export const replaced: Weaker = ({ before }) => isSet(before);
/** Added, or another one now. */
export const gained: Weaker = ({ after }) => isSet(after);
export const turnedOff: Weaker = ({ before, after }) => before === true && after !== true;
export const turnedOn: Weaker = ({ before, after }) =>
  before !== true && (after === true || after === UNKNOWN);
/** For what the provider takes for true when nothing is said. */
export const noLongerOff: Weaker = ({ before, after }) => before === false && after !== false;
export const lowered: Weaker = ({ before, after }) =>
  isSet(before) && !(typeof before === "number" && typeof after === "number" && after >= before);
const raisedNumber: Weaker = ({ before, after }) =>
  isSet(before) && !(typeof before === "number" && typeof after === "number" && after <= before);

/** No longer this value. */
export function noLonger(value: string): Weaker {
  return ({ before, after }) => before === value && after !== value;
}

/** Of values from the strictest on, one further on. A value that is not among them is taken for the last. */
export function raised(...values: readonly string[]): Weaker {
  const rank = (value: Json | undefined) => {
    const at = values.indexOf(String(value));
    return !isSet(value) ? 0 : at < 0 ? values.length : at;
  };
  return ({ before, after }) => rank(after) > rank(before);
}

/** Attributes of rules that allow something to somebody, or turn the rule round. */
const ALLOWING =
  /^(allow|update_allows_|do_not_enforce_|bypass|negate$|dismissal_restrictions$|\w*bypassers$|push_(allowances|restrictions)$)/;

/** How a merge queue works is no guard; that there is one is. */
const NO_GUARD = /(^|\.)(etag|node_id)$|\.merge_queue\.(merge_method|\w+_minutes|(max|min)_entries_\w+)$/;

/** For rules of branches and tags: more is allowed, less is asked, or something else is. */
export const eased: Weaker = (leaf) => {
  const { schema, before, after } = leaf;
  const name = schema.split(".").at(-1) ?? "";
  if (NO_GUARD.test(schema) && isSet(after)) return false;
  if (ALLOWING.test(name)) return gained(leaf);
  if (typeof before !== "number" || name.endsWith("_id")) return replaced(leaf);
  return name.startsWith("max_") ? raisedNumber(leaf) : lowered(leaf);
};

/** The values that differ in an attribute. Of a list that is only in another order there are none. */
export function leavesOf({ path, before, after }: AttributeChange): Leaf[] {
  const [old, next] = [valueShown(before), valueShown(after)];
  if (Array.isArray(old) && Array.isArray(next)) return [];
  const schema = path.replace(/\[[^\]]*\]/g, "");
  if (old === undefined) return flat(next, schema).map(([at, value]) => leaf(at, undefined, value));
  if (next === undefined) return flat(old, schema).map(([at, value]) => leaf(at, value, undefined));
  return [leaf(schema, old, next)];
}

function leaf(schema: string, before: Json | undefined, after: Json | undefined): Leaf {
  return { schema, before, after };
}

function flat(value: Json | undefined, path: string): (readonly [string, Json])[] {
  if (value === undefined) return [];
  if (value === null || typeof value !== "object") return [[path, value]];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => flat(item, path));
  return Object.entries(value).flatMap(([name, each]) => flat(each as Json, `${path}.${name}`));
}

function valueShown(shown: Shown): Json | undefined {
  switch (shown.kind) {
    case "absent":
      return undefined;
    case "sensitive":
      return SENSITIVE;
    case "unknown":
      return UNKNOWN;
    case "value":
      return shown.value ?? undefined;
  }
}
