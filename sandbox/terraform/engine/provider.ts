import type { ProviderFacts } from "../facts";
import type { Context, DataSourceType, ResourceType, Values } from "../resource-type";
import { buildFields } from "../schema/build";
import { type Block, blockOf, impliedType } from "../schema/core";
import type { Fields } from "../schema/field";
import type { PlanningRules } from "../schema/rules";
import type { Diagnostic } from "../validate/diagnostic";
import { validateConfig } from "../validate/validate";
import { type Dynamic, isObject, isWhollyKnown } from "../value/dynamic";
import { knownValues } from "../value/known";
import type { Type } from "../value/type";
import { buildDataSource, buildResource, type DataSource, type Resource } from "./resource";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the model serves of a provider. */
export interface ServedTypes {
  readonly resources: Readonly<Record<string, ResourceType>>;
  readonly dataSources: Readonly<Record<string, DataSourceType>>;
}

/** A provider: its facts, and what differs between the two outside of them. */
export interface ProviderDefinition extends ServedTypes {
  readonly facts: ProviderFacts;
  readonly rules: Readonly<Record<string, PlanningRules>>;
  /** Values that the environment gives to arguments, by path of the field in the provider block. */
  defaults(environment: Environment): Readonly<Record<string, string | number>>;
  /** Completes the configuration: owner, token, whether calls are authenticated. */
  configure(config: Values, environment: Environment): { values: Values; diagnostics: readonly Diagnostic[] };
  /** The refusal of a call without credentials; undefined when it may be made. */
  refuse(call: ProviderCall, provider: Values): string | undefined;
}

export interface ProviderCall {
  readonly typeName: string;
  readonly action: "create" | "read" | "update" | "delete";
}

/** One provider: its schemas and, once configured, its context. */
export class Provider {
  readonly resources = new Map<string, Resource>();
  readonly dataSources = new Map<string, DataSource>();
  private context: Context | undefined;

  constructor(
    readonly definition: ProviderDefinition,
    private readonly cloud: Context["cloud"],
    private readonly environment: () => Environment,
  ) {
    for (const [name, facts] of Object.entries(definition.facts.resources)) {
      const resource = buildResource(name, facts, definition.rules[name], definition.resources[name]);
      this.resources.set(name, resource);
    }
    for (const [name, type] of Object.entries(definition.dataSources)) {
      this.dataSources.set(name, buildDataSource(name, type));
    }
  }

  /** The provider block's schema: what the environment gives is not required. */
  schema(): { fields: Fields; block: Block; type: Type } {
    const given = new Set(Object.keys(this.definition.defaults(this.environment())));
    const fields = relax(buildFields(this.definition.facts.provider), given);
    const block = blockOf(fields);
    return { fields, block, type: impliedType(block) };
  }

  validate(config: Dynamic): Diagnostic[] {
    const { fields, block } = this.schema();
    return isWhollyKnown(config) ? validateConfig(config, fields, block) : [];
  }

  configure(config: Dynamic): readonly Diagnostic[] {
    const environment = this.environment();
    const defaults = this.definition.defaults(environment);
    const completed = withDefaults(knownValues(config) as Values, this.schema().fields, defaults, "");
    const { values, diagnostics } = this.definition.configure(completed, environment);
    this.context = { cloud: this.cloud, provider: values };
    return diagnostics;
  }

  /** @throws Error when Terraform calls before it configured the provider. */
  configured(): Context {
    if (this.context === undefined) throw new Error("the provider is not configured");
    return this.context;
  }

  resource(name: string): Resource {
    const resource = this.resources.get(name);
    if (resource === undefined) throw new Error(`unknown resource type: ${name}`);
    return resource;
  }

  dataSource(name: string): DataSource {
    const source = this.dataSources.get(name);
    if (source === undefined) throw new Error(`unknown data source: ${name}`);
    return source;
  }

  refusal(call: ProviderCall): string | undefined {
    return this.definition.refuse(call, this.configured().provider);
  }

  save(): void {
    this.cloud.save();
  }
}

function relax(fields: Fields, given: ReadonlySet<string>, prefix = ""): Fields {
  const relaxed = Object.entries(fields).map(([name, field]) => {
    const isGiven = given.has(prefix + name) && field.required;
    const nested =
      field.fields === undefined ? {} : { fields: relax(field.fields, given, `${prefix}${name}.`) };
    return [name, { ...field, ...nested, ...(isGiven ? { required: false, optional: true } : {}) }];
  });
  return Object.fromEntries(relaxed);
}

function withDefaults(
  config: Values,
  fields: Fields,
  defaults: Readonly<Record<string, string | number>>,
  prefix: string,
): Values {
  const result: Values = { ...config };
  for (const [name, field] of Object.entries(fields)) {
    const value = config[name] ?? null;
    if (field.fields !== undefined && Array.isArray(value)) {
      const nested = field.fields;
      result[name] = value.map((item) =>
        isObject(item as Dynamic)
          ? withDefaults(item as Values, nested, defaults, `${prefix}${name}.`)
          : item,
      );
    } else {
      result[name] = value ?? defaults[prefix + name] ?? field.default ?? null;
    }
  }
  return result;
}
