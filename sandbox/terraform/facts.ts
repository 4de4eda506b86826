/**
 * The format of `sandbox/facts/*.json`: the public schema of a provider, field by field.
 */

/** `string`, `number`, `bool`, or `["list" | "set" | "map", element type]`. */
export type FactType = "string" | "number" | "bool" | readonly ["list" | "set" | "map", FactType];

/** One attribute or nested block of a resource, a data source or a provider. */
export interface FieldFacts {
  /** Type of an attribute; absent when `block` is set. */
  readonly type?: FactType;
  /** Nesting of a block of further fields. */
  readonly block?: "list" | "set";
  readonly fields?: Readonly<Record<string, FieldFacts>>;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly force_new?: boolean;
  readonly default?: string | number | boolean;
  readonly min_items?: number;
  readonly max_items?: number;
  /** Paths in the provider's own notation, e.g. `spec.0.domains`. */
  readonly conflicts_with?: readonly string[];
  readonly exactly_one_of?: readonly string[];
  readonly at_least_one_of?: readonly string[];
  readonly required_with?: readonly string[];
  /** The provider's refusals, where `x` stands for the attribute. */
  readonly validation?: readonly string[];
  readonly element_validation?: readonly string[];
  readonly has_diff_suppress?: boolean;
  readonly has_state_func?: boolean;
}

/** One resource type or data source. */
export interface ResourceFacts {
  readonly fields: Readonly<Record<string, FieldFacts>>;
  readonly schema_version?: number;
  readonly has_customize_diff?: boolean;
  readonly importable?: boolean;
  readonly update_in_place?: boolean;
  readonly timeouts?: Readonly<Record<string, unknown>> | readonly string[];
}

/** One provider. */
export interface ProviderFacts {
  readonly source: string;
  readonly version: string;
  readonly provider: Readonly<Record<string, FieldFacts>>;
  readonly resources: Readonly<Record<string, ResourceFacts>>;
  readonly data_sources?: Readonly<Record<string, ResourceFacts>>;
}
