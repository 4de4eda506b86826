/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What happens to one object, as `terraform show -json` says it. */
export interface ChangeJson {
  readonly actions: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  readonly after_unknown?: Json;
  readonly before_sensitive?: Json;
  readonly after_sensitive?: Json;
  /** Attributes that cannot be changed in place; steps are names, map keys and list positions. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  /** By its id, or by the attributes that identify it (Terraform 1.12). */
  readonly importing?: { readonly id?: string; readonly unknown?: boolean; readonly identity?: Json };
}

/** One resource of the plan. */
export interface ResourceChangeJson {
  readonly address: string;
  /** Where the object was before a `moved` block. */
  readonly previous_address?: string;
  readonly mode?: string;
  readonly type: string;
  readonly name?: string;
  readonly provider_name?: string;
  /** Set when the object is left over from a replacement that failed. */
  readonly deposed?: string;
  readonly action_reason?: string;
  readonly change: ChangeJson;
}

/** An action that the apply runs (Terraform 1.14). */
export interface ActionInvocationJson {
  readonly address: string;
  readonly type?: string;
  /** Set when a change of a resource runs it; else it was asked for. */
  readonly lifecycle_action_trigger?: {
    readonly triggering_resource_address?: string;
    readonly action_trigger_event?: string;
  };
}

/** One `check` block, precondition or postcondition. */
export interface CheckJson {
  readonly address?: { readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly {
    readonly problems?: readonly { readonly message?: string }[];
  }[];
}

/** A resource as the configuration declares it. */
export interface ConfiguredResourceJson {
  readonly address: string;
  readonly type: string;
  readonly expressions?: Json;
}

/** A module of the configuration. */
export interface ConfiguredModuleJson {
  readonly resources?: readonly ConfiguredResourceJson[];
  readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
}

/** The parts of `terraform show -json PLAN` that are read here; Terraform 1.x and OpenTofu write the same. */
export interface PlanJson {
  readonly format_version?: string;
  readonly terraform_version?: string;
  readonly errored?: boolean;
  readonly complete?: boolean;
  readonly resource_changes?: readonly ResourceChangeJson[];
  readonly resource_drift?: readonly ResourceChangeJson[];
  readonly deferred_changes?: readonly {
    readonly reason?: string;
    readonly resource_change: ResourceChangeJson;
  }[];
  readonly action_invocations?: readonly ActionInvocationJson[];
  readonly deferred_action_invocations?: readonly {
    readonly reason?: string;
    readonly action_invocation: ActionInvocationJson;
  }[];
  readonly output_changes?: Readonly<Record<string, ChangeJson>>;
  readonly checks?: readonly CheckJson[];
  readonly variables?: Readonly<Record<string, { readonly value?: Json }>>;
  /** What was read before planning, data sources among it. */
  readonly prior_state?: {
    readonly values?: {
      readonly root_module?: {
        readonly resources?: readonly {
          readonly mode?: string;
          readonly type: string;
          readonly values?: Json;
        }[];
      };
    };
  };
  readonly configuration?: {
    readonly provider_config?: Readonly<
      Record<string, { readonly full_name?: string; readonly version_constraint?: string }>
    >;
    readonly root_module?: ConfiguredModuleJson;
  };
}

/** An error or a warning of Terraform. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  /** The resource it is about. */
  readonly address?: string;
}
