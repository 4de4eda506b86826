/**
 * The contract between the engine (schemas, planning, the plugin protocol) and the resources it serves.
 */
import type { Cloud } from "../cloud/cloud";
import type { ResourceFacts } from "./facts";

/**
 * A Terraform value. Sets and lists are arrays, maps and blocks are records, what is unset is null.
 * Unknown values never reach a resource type's create, read, update or delete.
 */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** The attributes and blocks of a resource, a data source or a provider. */
export type Values = Record<string, Value>;

/** What every call gets. */
export interface Context {
  readonly cloud: Cloud;
  /**
   * The provider's configuration after its defaults and environment variables: `token` for both
   * (null when there is none); `owner` and `authenticated` (boolean) for GitHub.
   */
  readonly provider: Values;
}

/** A plan under way, as a CustomizeDiffFunc sees it. Paths have indexes: `spec.0.name`. */
export interface ResourceDiff {
  /** Id of the resource, `""` when it is to be created. */
  readonly id: string;
  readonly config: Values;
  /** Value in the state, null when it has none. */
  getOld(path: string): Value;
  /** Value after the plan, null when it has none or it is not known. */
  getNew(path: string): Value;
  hasChange(path: string): boolean;
  isKnown(path: string): boolean;
  /** Plans a value for a computed attribute. */
  setNew(attribute: string, value: Value): void;
  /** Plans a computed attribute as known after apply. */
  setNewComputed(attribute: string): void;
  /** Makes the change of an attribute replace the resource. */
  forceNew(path: string): void;
}

/**
 * How one resource type lives in the cloud's model. Its schema is in `sandbox/facts/`; what planning needs beyond
 * it (DiffSuppressFunc, StateFunc, CustomizeDiff, set functions) is in `rules/`.
 */
export interface ResourceType {
  /**
   * Creates what is planned; what is not known yet is null.
   * @returns the complete state, `id` and every computed attribute included.
   */
  create(context: Context, planned: Values): Values | Promise<Values>;
  /** @returns the state as the cloud has it now; undefined when it is gone. */
  read(context: Context, state: Values): Values | undefined | Promise<Values | undefined>;
  /** Absent when every change replaces the resource. */
  update?(context: Context, prior: Values, planned: Values): Values | Promise<Values>;
  delete(context: Context, state: Values): void | Promise<void>;
  /** @returns the state before the first read; `{ id }` for most. Absent when the resource cannot be imported. */
  import?(context: Context, id: string): Values | Promise<Values>;
  /**
   * Checks beyond those in the facts; values not known yet are null.
   * @returns the refusals, empty when there is none.
   */
  validate?(config: Values): readonly string[];
}

/** How one data source reads the cloud's model. */
export interface DataSourceType {
  readonly schema: ResourceFacts;
  /** @returns the complete state, `id` included. */
  read(context: Context, config: Values): Values | Promise<Values>;
}

/** A create (or update) that failed after the object came to exist: its state is kept, and a new resource is tainted. */
export class PartialState extends Error {
  constructor(
    readonly state: Values,
    message: string,
  ) {
    super(message);
    this.name = "PartialState";
  }
}
