import type { Api } from "./api";
import { pagesOf } from "./pages";

/** An app's specification as the API gives it: kept whole, fields unknown to us included. */
export type Spec = Record<string, unknown>;

/** One step of a deployment. */
export interface Step {
  readonly name?: string;
  readonly status?: string;
  readonly component_name?: string;
  readonly reason?: { readonly code?: string; readonly message?: string };
  readonly steps?: readonly Step[];
}

/** A deployment of an app. */
export interface Deployment {
  readonly id: string;
  readonly phase?: string;
  readonly cause?: string;
  readonly created_at?: string;
  readonly spec?: Spec;
  readonly progress?: { readonly steps?: readonly Step[] };
}

/** An app. */
export interface App {
  readonly id: string;
  readonly spec: Spec;
  readonly live_url?: string;
  readonly default_ingress?: string;
  readonly created_at?: string;
  readonly active_deployment?: Deployment;
  readonly in_progress_deployment?: Deployment;
  readonly pending_deployment?: Deployment;
  readonly pinned_deployment?: Deployment;
}

/** Whether an app can be rolled back, and what speaks against it. */
export interface RollbackVerdict {
  readonly valid: boolean;
  readonly error?: RollbackCondition;
  readonly warnings?: readonly RollbackCondition[];
}

interface RollbackCondition {
  readonly code: string;
  readonly message?: string;
  readonly components?: readonly string[];
}

/** The App Platform's API, as far as a deployment needs it (digitalocean/openapi, specification/resources/apps). */
export class DigitalOcean {
  public constructor(public readonly api: Api) {}

  public async app(id: string): Promise<App> {
    return (await this.api.call<{ app: App }>("GET", `/v2/apps/${encodeURIComponent(id)}`)).app;
  }

  /** Replaces the specification; the answer names the deployment that this starts. */
  public async update(id: string, spec: Spec): Promise<App> {
    const path = `/v2/apps/${encodeURIComponent(id)}`;
    return (await this.api.call<{ app: App }>("PUT", path, { spec, update_all_source_versions: false })).app;
  }

  /** Removes an app; one that is gone already is removed as well. */
  public async remove(id: string): Promise<void> {
    await this.api.remove(`/v2/apps/${encodeURIComponent(id)}`);
  }

  /** The newest deployments, newest first. */
  public async deployments(id: string): Promise<readonly Deployment[]> {
    const path = `/v2/apps/${encodeURIComponent(id)}/deployments?per_page=50`;
    return (await this.api.call<{ deployments?: Deployment[] }>("GET", path)).deployments ?? [];
  }

  /** Every deployment that is still on record, newest first. */
  public async allDeployments(id: string): Promise<readonly Deployment[]> {
    const path = `/v2/apps/${encodeURIComponent(id)}/deployments`;
    return pagesOf<Deployment>(
      this.api,
      path,
      (body) => (body as { deployments?: Deployment[] }).deployments ?? [],
    );
  }

  public async deployment(app: string, id: string): Promise<Deployment> {
    const path = `/v2/apps/${encodeURIComponent(app)}/deployments/${encodeURIComponent(id)}`;
    return (await this.api.call<{ deployment: Deployment }>("GET", path)).deployment;
  }

  public async validateRollback(app: string, deployment: string): Promise<RollbackVerdict> {
    const body = { deployment_id: deployment, skip_pin: false };
    return this.api.call<RollbackVerdict>(
      "POST",
      `/v2/apps/${encodeURIComponent(app)}/rollback/validate`,
      body,
    );
  }

  /** Starts a rollback, which pins the app until it is committed or reverted. */
  public async rollback(app: string, deployment: string): Promise<Deployment> {
    const body = { deployment_id: deployment, skip_pin: false };
    const path = `/v2/apps/${encodeURIComponent(app)}/rollback`;
    return (await this.api.call<{ deployment: Deployment }>("POST", path, body)).deployment;
  }

  public async commitRollback(app: string): Promise<void> {
    await this.api.call("POST", `/v2/apps/${encodeURIComponent(app)}/rollback/commit`, {});
  }

  /** Undoes a rollback; gives the deployment that brings back what ran before. */
  public async revertRollback(app: string): Promise<Deployment> {
    const path = `/v2/apps/${encodeURIComponent(app)}/rollback/revert`;
    return (await this.api.call<{ deployment: Deployment }>("POST", path, {})).deployment;
  }
}
