import type { CloudContext } from "../context";
import { badRequest, conflict, type Table } from "./api";
import type { Deployment, DeploymentCause, StoredApp } from "./app";
import { type AppSpec, containersOf } from "./app-spec";
import type { Deployments } from "./deployments";

/** Only so many successful deployments back. */
const REVISION_LIMIT = 10;

/** Why a rollback is not possible. */
export type RollbackErrorCode =
  | "incompatible_phase"
  | "incompatible_result"
  | "exceeded_revision_limit"
  | "app_pinned"
  | "database_config_conflict"
  | "region_conflict";

/** What to know about a rollback that is possible. */
export type RollbackWarningCode = "static_site_requires_rebuild" | "image_source_missing_digest";

export interface RollbackCondition<Code extends string> {
  readonly code: Code;
  readonly message: string;
  /** The components concerned. */
  readonly components?: readonly string[];
}

/** `POST /v2/apps/{id}/rollback/validate`. */
export interface RollbackValidation {
  readonly valid: boolean;
  readonly error?: RollbackCondition<RollbackErrorCode>;
  readonly warnings: readonly RollbackCondition<RollbackWarningCode>[];
}

export interface RollbackRequest {
  readonly deployment_id: string;
  /** Commits at once and does not pin the app. @default false */
  readonly skip_pin?: boolean;
}

/** Going back to an earlier deployment: try, then commit or revert. */
export class Rollbacks {
  constructor(
    private readonly apps: Table<StoredApp>,
    private readonly deployments: Deployments,
    private readonly context: CloudContext,
    private readonly cause: (name: "ROLLBACK_APP" | "REVERT_APP_ROLLBACK") => DeploymentCause,
  ) {}

  /** Whether the app can go back to a deployment. Throws the API's 404. */
  validate(appId: string, { deployment_id: id }: RollbackRequest): RollbackValidation {
    const app = this.apps.require(appId);
    const { deployment } = this.deployments.require(appId, id);
    const error = rollbackError(app, deployment);
    return {
      valid: error === undefined,
      ...(error === undefined ? {} : { error }),
      warnings: rollbackWarnings(deployment.spec),
    };
  }

  /** Deploys the earlier deployment's spec; pins the app unless `skip_pin`. Throws 404, or 400 when it is not valid. */
  rollback(appId: string, request: RollbackRequest): Deployment {
    const { error } = this.validate(appId, request);
    if (error !== undefined) throw badRequest(`cannot roll back: ${error.code}: ${error.message}`);
    const { spec } = this.deployments.require(appId, request.deployment_id).deployment;
    const before = this.apps.require(appId).spec;
    const deployment = this.deployments.start(appId, {
      spec,
      cause: { ...this.cause("ROLLBACK_APP"), type: "MANUAL_ROLLBACK" },
      pullAgain: true,
      clonedFrom: request.deployment_id,
    });
    const app = this.apps.require(appId);
    const after = request.skip_pin === true ? { spec } : { pinned: deployment.id, before_rollback: before };
    this.apps.set(appId, { ...app, ...after, updated_at: this.context.clock.tick() });
    return deployment;
  }

  /** Makes the rollback's spec the app's and lets deployments happen again. Throws 409 without a rollback. */
  commit(appId: string): void {
    const app = this.requirePinned(appId, "commit");
    const { spec } = this.deployments.require(appId, app.pinned ?? "").deployment;
    this.apps.set(appId, { ...unpinned(app), spec, updated_at: this.context.clock.tick() });
  }

  /** Deploys the spec from before the rollback and lets deployments happen again. Throws 409 without a rollback. */
  revert(appId: string): Deployment {
    const app = this.requirePinned(appId, "revert");
    const spec = app.before_rollback ?? app.spec;
    this.apps.set(appId, { ...unpinned(app), spec, updated_at: this.context.clock.tick() });
    return this.deployments.start(appId, { spec, cause: this.cause("REVERT_APP_ROLLBACK"), pullAgain: true });
  }

  private requirePinned(appId: string, verb: string): StoredApp {
    const app = this.apps.require(appId);
    if (app.pinned !== undefined) return app;
    throw conflict(`cannot ${verb} a rollback: app "${app.spec.name}" has none in progress`);
  }
}

/** Throws 409 while a rollback pins the app: no deployment can be made, by hand or by a push. */
export function requireUnpinned(app: StoredApp): void {
  if (app.pinned === undefined) return;
  throw conflict(
    `app "${app.spec.name}" is pinned to deployment ${app.pinned} by a rollback: no new deployments until the rollback is committed or reverted`,
  );
}

function unpinned(app: StoredApp): StoredApp {
  const { pinned: _pinned, before_rollback: _before, ...rest } = app;
  return rest;
}

function rollbackError(app: StoredApp, target: Deployment): RollbackCondition<RollbackErrorCode> | undefined {
  if (app.pinned !== undefined) {
    return { code: "app_pinned", message: "a rollback is already in progress: commit or revert it first" };
  }
  if (target.phase === "ERROR" || target.phase === "CANCELED" || neverServed(target)) {
    return {
      code: "incompatible_result",
      message: `deployment ${target.id} was not successful (${target.phase})`,
    };
  }
  if (target.phase !== "SUPERSEDED") {
    return {
      code: "incompatible_phase",
      message: `deployment ${target.id} is ${target.phase}, not SUPERSEDED`,
    };
  }
  const successful = app.deployments.map(({ deployment }) => deployment).filter(isSuccessful);
  if (successful.findIndex(({ id }) => id === target.id) >= REVISION_LIMIT) {
    const message = `only the ${REVISION_LIMIT} most recent successful deployments can be rolled back to`;
    return { code: "exceeded_revision_limit", message };
  }
  if (JSON.stringify(target.spec.databases ?? []) !== JSON.stringify(app.spec.databases ?? [])) {
    return {
      code: "database_config_conflict",
      message: "the database configuration differs from the current one",
    };
  }
  if (target.spec.region !== app.spec.region) {
    const message = `the deployment is in region "${target.spec.region}", the app in "${app.spec.region}"`;
    return { code: "region_conflict", message };
  }
  return undefined;
}

function isSuccessful(deployment: Deployment): boolean {
  return deployment.phase === "ACTIVE" || (deployment.phase === "SUPERSEDED" && !neverServed(deployment));
}

/** Superseded before it was built: its steps say so. */
function neverServed(deployment: Deployment): boolean {
  return (
    deployment.phase === "SUPERSEDED" && deployment.progress.success_steps < deployment.progress.total_steps
  );
}

function rollbackWarnings(spec: AppSpec): RollbackCondition<RollbackWarningCode>[] {
  const sites = (spec.static_sites ?? []).map(({ name }) => name);
  const byTag = containersOf(spec)
    .filter(({ component: { image } }) => image !== undefined && image.digest === undefined)
    .map(({ component }) => component.name);
  return [
    ...warning("static_site_requires_rebuild", "static sites must be built again", sites),
    ...warning("image_source_missing_digest", "images given by tag may have changed since", byTag),
  ];
}

function warning<Code extends string>(
  code: Code,
  message: string,
  components: string[],
): RollbackCondition<Code>[] {
  return components.length === 0 ? [] : [{ code, message, components }];
}
