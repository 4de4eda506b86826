import {
  App,
  type AppSpec,
  type AppSpecAlert,
  type AppSpecJob,
  type AppSpecService,
  type AppSpecWorker,
} from "@cdktf/provider-digitalocean/lib/app";
import { dependable, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { SecretPrecondition } from "./secret";

/** The spec of an app with its lists known, as it will be written. */
export type RenderedSpec = Omit<AppSpec, "alert" | "service" | "worker" | "job"> & {
  readonly alert: AppSpecAlert[];
  readonly service: AppSpecService[];
  readonly worker?: AppSpecWorker[];
  readonly job?: AppSpecJob[];
};

/** What the app resource is made of, known only when everything has been added. */
export interface AppRendering {
  readonly spec: RenderedSpec;
  readonly ignoreChanges: string[];
  readonly dependsOn: readonly ITerraformDependable[];
  readonly preventDestroy: boolean;
  readonly preconditions: readonly SecretPrecondition[];
}

/** The token of each dependency: making one costs a stack trace, and an app is rendered several times. */
const DEPENDENCIES = new WeakMap<ITerraformDependable, string>();

/**
 * `digitalocean_app` that is created early and rendered late, so that what is added afterwards counts. The spec is
 * an ordinary object by then, and `addOverride` reaches every part of it.
 */
export class AppResource extends App {
  public constructor(
    scope: Construct,
    id: string,
    private readonly rendering: () => AppRendering,
  ) {
    super(scope, id);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { spec, ignoreChanges, dependsOn, preventDestroy, preconditions } = this.rendering();
    const distinct = new Map(preconditions.map((one) => [one.errorMessage, one]));
    this.putSpec(spec);
    this.lifecycle = {
      ...(preventDestroy ? { preventDestroy } : {}),
      ignoreChanges,
      ...(distinct.size > 0 ? { precondition: [...distinct.values()] } : {}),
    };
    if (dependsOn.length > 0) this.dependsOn = [...new Set(dependsOn)].map(dependencyOn);
    return super.synthesizeAttributes();
  }
}

function dependencyOn(one: ITerraformDependable): string {
  const token = DEPENDENCIES.get(one) ?? dependable(one);
  DEPENDENCIES.set(one, token);
  return token;
}
