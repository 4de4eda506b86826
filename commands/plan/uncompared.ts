import { isDeepStrictEqual } from "node:util";
import type { Diagnostic, PlanJson } from "../../report";
import { isObject, type JsonObject } from "./untrusted/json";

type ResourceChange = NonNullable<PlanJson["resource_changes"]>[number];

/**
 * A plan in which what is there stands for each placeholder, because the placeholder stood for it: so a secret without a
 * value here is no change. What was not compared for it is told.
 * @param placeholders those that were given: a text that only looks like one is a change like any other
 */
export function withoutPlaceholders(
  plan: PlanJson,
  placeholders: readonly string[],
): {
  readonly plan: PlanJson;
  readonly told: Diagnostic[];
} {
  const uncompared = new Set<string>();
  const isGiven = (text: string) => placeholders.includes(text.replace(USER, ""));
  const changes = plan.resource_changes?.map((each) =>
    compared(each, { isGiven, tell: (path) => uncompared.add(`${each.address}: ${path}`) }),
  );
  if (changes === undefined || uncompared.size === 0) return { plan, told: [] };
  const detail = [...uncompared, "export their TF_VAR_ variables to compare them, too"].join("\n");
  const summary = "secrets without a value here were not compared";
  return { plan: { ...plan, resource_changes: changes }, told: [{ severity: "warning", summary, detail }] };
}

/** Before a registry's token. What else stands beside a secret is compared. */
const USER = /^[\w.-]+:(?!\/\/)/;

interface Comparison {
  /** Whether a text is a placeholder, alone or behind a user's name. */
  readonly isGiven: (text: string) => boolean;
  /** Notes what was not compared. */
  readonly tell: (path: string) => void;
}

function compared(resource: ResourceChange, comparison: Comparison): ResourceChange {
  const { change } = resource;
  const { before, after } = change;
  if (!isObject(before) || !isObject(after)) return resource;
  const filled = filledIn(before, after, "", comparison);
  if (isDeepStrictEqual(filled, after)) return resource;
  const known = { ...filled, ...valuesOf(before, Object.keys(change.after_unknown ?? {})) };
  const actions = isDeepStrictEqual(known, before) ? ["no-op"] : change.actions;
  return { ...resource, change: { ...change, after: filled as typeof after, actions } };
}

/** What will be, with what is in the place of placeholders. */
function filledIn(before: JsonObject, after: JsonObject, path: string, comparison: Comparison): JsonObject {
  return Object.fromEntries(
    Object.entries(after).map(([key, value]) => {
      const at = /^\d+$/.test(key) ? path : [path, key].filter((part) => part !== "").join(".");
      return [key, filledValue(before[key], value, at, comparison)];
    }),
  );
}

function filledValue(before: unknown, after: unknown, path: string, comparison: Comparison): unknown {
  if (typeof after === "string" && typeof before === "string" && comparison.isGiven(after)) {
    comparison.tell(path);
    return before;
  }
  if (Array.isArray(after) && Array.isArray(before))
    return Object.values(filledIn({ ...before }, { ...after }, path, comparison));
  return isObject(after) && isObject(before) ? filledIn(before, after, path, comparison) : after;
}

function valuesOf(values: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}
