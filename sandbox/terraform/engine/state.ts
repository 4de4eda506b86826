/**
 * What the model says of a resource, as the state a provider built on helper/schema would keep of it.
 */

import { flatten, unflatten } from "../plan/flatmap";
import { keepTimeouts } from "../plan/planner";
import { zeroValue } from "../plan/sdk-set";
import { rebuildState } from "../plan/state-writer";
import type { Values } from "../resource-type";
import { isPrimitive } from "../schema/field";
import { conform } from "../value/codec";
import { type Dynamic, type DynamicObject, isObject, UNKNOWN } from "../value/dynamic";
import { type Phase, settleNulls } from "../value/normalize";
import type { Resource } from "./resource";

/**
 * Settles values of the model against what Terraform planned (`apply`) or holds (`plan`).
 * @throws Error when the values do not fit the schema or lack an id.
 */
export function stateOf(resource: Resource, values: Values, reference: Dynamic, phase: Phase): Dynamic {
  const flat = flatten(conform(values, resource.type), resource.type);
  if (!flat.get("id")) throw new Error(`the sandbox's ${resource.name} came without an id`);
  const state = unflatten(rebuildState(flat, resource.fields), resource.type);
  return keepTimeouts(settleNulls(state, reference, resource.type, phase), reference, resource.block);
}

/** What was removed in an update is not null afterwards but has the zero value: the SDK cannot unset it. */
export function zeroWhatWasRemoved(
  resource: Resource,
  values: Values,
  prior: Dynamic,
  planned: Dynamic,
): Values {
  if (!isObject(prior) || !isObject(planned)) return values;
  const result: Values = { ...values };
  for (const [name, field] of Object.entries(resource.fields)) {
    const removed = (prior[name] ?? null) !== null && (planned[name] ?? null) === null;
    if (removed && isPrimitive(field) && (values[name] ?? null) === null) {
      result[name] = zeroValue(field) as string | number | boolean;
    }
  }
  return result;
}

/** The planned values with the configured ones of attributes of which the plan only has a digest. */
export function withConfigured(resource: Resource, planned: Dynamic, config: Dynamic): Dynamic {
  return replaceDigested(resource, planned, config, () => true);
}

/** The reverse: where the model echoes a configured value, the state keeps what was planned. */
export function withPlanned(resource: Resource, values: Values, planned: Dynamic, config: Dynamic): Values {
  const echoed = (name: string) => isObject(config) && config[name] === values[name];
  return replaceDigested(resource, values, planned, echoed) as Values;
}

function replaceDigested(
  resource: Resource,
  into: Dynamic,
  from: Dynamic,
  applies: (name: string) => boolean,
): Dynamic {
  if (!isObject(into) || !isObject(from)) return into;
  const result: DynamicObject = { ...into };
  for (const [name, field] of Object.entries(resource.fields)) {
    const replacement = from[name] ?? null;
    if (field.stateFunction && replacement !== null && applies(name)) result[name] = replacement;
  }
  return result;
}

/** Attributes whose refresh is hidden keep what the state had. */
export function hideRefresh(resource: Resource, state: Dynamic, prior: Dynamic): Dynamic {
  if (!isObject(state) || !isObject(prior)) return state;
  const result: DynamicObject = { ...state };
  for (const [name, field] of Object.entries(resource.fields)) {
    const before = prior[name] ?? null;
    if (field.suppressOnRefresh && before !== null) result[name] = before;
  }
  return result;
}

/** The planned values where they are known, else the prior ones: what the SDK keeps of a failed update. */
export function plannedOrPrior(planned: Dynamic, prior: Dynamic): Dynamic {
  if (planned === UNKNOWN) return prior;
  if (isObject(planned)) {
    const before = isObject(prior) ? prior : {};
    return Object.fromEntries(
      Object.entries(planned).map(([name, value]) => [name, plannedOrPrior(value, before[name] ?? null)]),
    );
  }
  if (!Array.isArray(planned)) return planned;
  return planned.map((item, index) =>
    plannedOrPrior(item, Array.isArray(prior) ? (prior[index] ?? null) : null),
  );
}

/** A state in which every block is there: absent ones are empty, not null. */
export function withEmptyBlocks(value: Dynamic, resource: Pick<Resource, "block">): Dynamic {
  if (!isObject(value)) return value;
  const result: DynamicObject = { ...value };
  for (const [name, nested] of Object.entries(resource.block.blocks)) {
    const content = value[name] ?? null;
    if (nested.nesting === "single") continue;
    result[name] = Array.isArray(content)
      ? content.map((element) => withEmptyBlocks(element, { block: nested.block }))
      : [];
  }
  return result;
}
