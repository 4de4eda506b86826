/**
 * Plans a change of a resource as a provider built on helper/schema plans it.
 */
import type { ResourceDiff } from "../resource-type";
import { type Block, impliedType } from "../schema/core";
import type { Fields } from "../schema/field";
import { type Dynamic, type DynamicObject, isObject, UNKNOWN } from "../value/dynamic";
import { sdkEquivalent } from "../value/equivalent";
import { settleNulls } from "../value/normalize";
import { applyDiff } from "./apply-diff";
import type { InstanceDiff } from "./attribute-diff";
import { Config } from "./config";
import { ConfigReader } from "./config-reader";
import { type FlatMap, flatten, unflatten } from "./flatmap";
import { type AttributePath, attributePaths } from "./paths";
import { plannedData } from "./planned-data";
import { PlanUnderWay } from "./resource-diff";
import { diffFields } from "./schema-diff";
import { StateReader } from "./state-reader";
import { rebuildState } from "./state-writer";
import { withUnknowns } from "./unknowns";

/** What of a resource type planning needs. */
export interface Plannable {
  readonly fields: Fields;
  readonly block: Block;
  customizeDiff?(diff: ResourceDiff): void;
}

export interface PlanRequest {
  readonly prior: Dynamic;
  /** The configuration merged with the prior state by Terraform. */
  readonly proposed: Dynamic;
  readonly config: Dynamic;
}

export interface PlanResult {
  readonly planned: Dynamic;
  readonly requiresReplace: readonly AttributePath[];
}

/** @throws Error when a CustomizeDiff function refuses the plan. */
export function plan(resource: Plannable, request: PlanRequest): PlanResult {
  const { prior, proposed } = request;
  if (proposed === null) return { planned: null, requiresReplace: [] };
  const type = impliedType(resource.block);
  const creating = prior === null;
  const state = rebuildState(flatten(prior, type), resource.fields);
  const diff = differences(resource, request, state);
  if (creating) diff.set("id", { old: "", next: "", computed: true, removed: false, requiresNew: false });
  if (diff.size === 0) return { planned: prior, requiresReplace: [] };
  const changed = unflatten(applyDiff(diff, state, resource.block), type);
  const settled = keepTimeouts(settleNulls(changed, proposed, type, "plan"), proposed, resource.block);
  const unchanged = sdkEquivalent(prior, settled, type);
  const kept = unchanged ? prior : settled;
  const planned = creating ? withUnknowns(kept, resource.block) : kept;
  return { planned, requiresReplace: replacePaths(unchanged ? new Map() : diff, planned, resource) };
}

function differences(resource: Plannable, request: PlanRequest, state: FlatMap): InstanceDiff {
  const stateReader = new StateReader(state, resource.fields);
  const configReader = new ConfigReader(Config.of(request.proposed, resource.block), resource.fields);
  const diff = diffFields(resource.fields, {
    state: stateReader,
    config: configReader,
    exists: state.has("id"),
    data: plannedData(stateReader, configReader, resource.fields),
  });
  resource.customizeDiff?.(new PlanUnderWay(diff, state, resource.fields, resource.block, request.config));
  for (const [key, change] of diff) change.old = state.get(key) ?? "";
  return diff;
}

/** Timeouts are no part of a flat state: they are those that Terraform proposed. */
export function keepTimeouts(value: Dynamic, source: Dynamic, block: Block): Dynamic {
  if (!isObject(value) || block.blocks.timeouts === undefined) return value;
  const timeouts = isObject(source) ? (source.timeouts ?? null) : null;
  return { ...value, timeouts } satisfies DynamicObject;
}

function replacePaths(diff: InstanceDiff, planned: Dynamic, resource: Plannable): AttributePath[] {
  const keys = [...diff].filter(([, change]) => change.requiresNew).map(([key]) => key);
  const id = isObject(planned) ? (planned.id ?? null) : null;
  if (keys.length > 0 || id === null || id === UNKNOWN) keys.push("id");
  return attributePaths(keys, impliedType(resource.block));
}
