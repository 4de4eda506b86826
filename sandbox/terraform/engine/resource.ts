import type { ResourceFacts } from "../facts";
import type { Plannable } from "../plan/planner";
import type { DataSourceType, ResourceType } from "../resource-type";
import { buildFields } from "../schema/build";
import { type Block, impliedType, resourceBlock } from "../schema/core";
import type { Fields } from "../schema/field";
import type { PlanningRules } from "../schema/rules";
import type { Type } from "../value/type";

/** A resource type as the engine serves it. */
export interface Resource extends Plannable {
  readonly name: string;
  readonly facts: ResourceFacts;
  readonly fields: Fields;
  readonly block: Block;
  readonly type: Type;
  readonly deprecated?: string;
  /** How the model serves it; absent for types that can only be planned. */
  readonly served?: ResourceType;
}

/** A data source as the engine serves it. */
export interface DataSource {
  readonly name: string;
  readonly fields: Fields;
  readonly block: Block;
  readonly type: Type;
  readonly served: DataSourceType;
}

export function buildResource(
  name: string,
  facts: ResourceFacts,
  rules: PlanningRules | undefined,
  served: ResourceType | undefined,
): Resource {
  const fields = buildFields(facts.fields, rules);
  const deprecated = rules?.deprecated;
  const block = { ...resourceBlock(fields, timeoutNames(facts)), deprecated: deprecated !== undefined };
  const customizeDiff = rules?.customizeDiff;
  return {
    name,
    facts,
    fields,
    block,
    type: impliedType(block),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(served === undefined ? {} : { served }),
    ...(customizeDiff === undefined ? {} : { customizeDiff }),
  };
}

export function buildDataSource(name: string, served: DataSourceType): DataSource {
  const fields = buildFields(served.schema.fields);
  const block = resourceBlock(fields, timeoutNames(served.schema));
  return { name, fields, block, type: impliedType(block), served };
}

function timeoutNames(facts: ResourceFacts): string[] {
  const { timeouts } = facts;
  if (timeouts === undefined) return [];
  return Array.isArray(timeouts) ? [...timeouts] : Object.keys(timeouts);
}
