import { type Api, badRequest, conflict, notFound, Table } from "./api";
import type { App, AppAlert, Deployment, DeploymentCause, SlackWebhook, StoredApp } from "./app";
import { alertsOf } from "./app-alerts";
import type { AppSpec } from "./app-spec";
import { withDefaults } from "./app-spec-defaults";
import { specFaults } from "./app-spec-rules";
import { type Surroundings, viewOf } from "./app-view";
import { imageReference } from "./component-images";
import { type LogType, logOf } from "./component-logs";
import { Deployments, type Settle } from "./deployments";
import { type RollbackRequest, Rollbacks, type RollbackValidation, requireUnpinned } from "./rollbacks";
import { createSealer, type Sealer, sealSpec } from "./sealing";

/** What apps need of the rest of the account. */
export interface AppsAccount {
  readonly email: string;
  readonly ownerUuid: string;
  /** Name of the account's registry, "" without one. */
  docrRegistry(): string;
  settle(): Settle;
  projectOf(urn: string): string;
  /** Puts a new resource into a project (the default one when undefined). Throws 404 for an unknown project. */
  assign(urn: string, project: string | undefined): void;
  release(urn: string): void;
  pointsAt(name: string, host: string): boolean;
}

/** Destinations of one alert, as `POST /v2/apps/{id}/alerts/{alert}/destinations` takes them. */
export interface AlertDestinations {
  readonly emails?: readonly string[];
  readonly slack_webhooks?: readonly SlackWebhook[];
}

/** Name of an app among all resources. */
export function appUrn(id: string): string {
  return `do:app:${id}`;
}

/** App Platform: `/v2/apps`. */
export class Apps {
  private readonly table: Table<StoredApp>;
  private readonly deployments: Deployments;
  private readonly rollbacks: Rollbacks;
  private readonly sealer: Sealer;

  constructor(
    rows: Readonly<Record<string, StoredApp>>,
    private readonly api: Api,
    private readonly account: AppsAccount,
  ) {
    const { context } = api;
    this.table = new Table(rows);
    this.sealer = createSealer(context.ids);
    const lookup = () => ({
      images: context.images,
      sealer: this.sealer,
      docrRegistry: account.docrRegistry(),
    });
    this.deployments = new Deployments(this.table, context, lookup, () => account.settle());
    this.rollbacks = new Rollbacks(this.table, this.deployments, context, (name) => this.userAction(name));
  }

  /** Creates an app and starts its first deployment. Throws 400 for a bad spec, 409 for a name in use, 404 for the project. */
  create(request: { readonly spec: AppSpec; readonly project_id?: string }): App {
    return this.api.call("POST", "/v2/apps", () => {
      const spec = this.accept(request.spec);
      const { ids, clock } = this.api.context;
      const id = ids.uuid("app");
      this.account.assign(appUrn(id), request.project_id);
      const time = clock.tick();
      this.table.set(id, {
        id,
        spec,
        host: `${spec.name}-${ids.hex("app-host", 5)}.ondigitalocean.app`,
        created_at: time,
        updated_at: time,
        deployments: [],
        alerts: alertsOf(spec, undefined, this.account.email, ids),
        ...this.dedicatedIps(spec, undefined),
      });
      this.deployments.start(id, { spec, cause: this.userAction("CREATE_DEPLOYMENT"), pullAgain: true });
      return this.view(id);
    });
  }

  /** Throws 404. */
  get(id: string): App {
    return this.api.call("GET", `/v2/apps/${id}`, () => this.view(id));
  }

  list(): App[] {
    return this.api.call("GET", "/v2/apps", () => this.table.list().map(({ id }) => this.view(id)));
  }

  /**
   * Replaces the whole spec and starts a deployment of it; the deployment before serves until the new one is healthy.
   * Throws 404, 409 while pinned by a rollback or when the name is in use, 400 for a bad spec.
   */
  update(
    id: string,
    request: { readonly spec: AppSpec; readonly update_all_source_versions?: boolean },
  ): App {
    return this.api.call("PUT", `/v2/apps/${id}`, () => {
      const app = this.table.require(id);
      requireUnpinned(app);
      const spec = this.accept(request.spec, id);
      this.table.set(id, {
        ...app,
        spec,
        host: `${spec.name}${app.host.slice(app.spec.name.length)}`,
        updated_at: this.api.context.clock.tick(),
        alerts: alertsOf(spec, app, this.account.email, this.api.context.ids),
        ...this.dedicatedIps(spec, app),
      });
      const pullAgain = request.update_all_source_versions ?? false;
      this.deployments.start(id, { spec, cause: this.userAction("UPDATE_SPEC"), pullAgain });
      return this.view(id);
    });
  }

  /** Throws 404. */
  delete(id: string): void {
    this.api.call("DELETE", `/v2/apps/${id}`, () => {
      this.table.delete(id);
      this.account.release(appUrn(id));
    });
  }

  /** Deploys the present spec once more, looking tags up again. Throws 404, 409 while pinned. */
  createDeployment(id: string): Deployment {
    return this.api.call("POST", `/v2/apps/${id}/deployments`, () => {
      const app = this.table.require(id);
      requireUnpinned(app);
      const cause = this.userAction("CREATE_DEPLOYMENT");
      return this.deployments.start(id, { spec: app.spec, cause, pullAgain: true });
    });
  }

  /** Newest first. In the mode `per-poll` a look takes the newest one a phase further. Throws 404. */
  listDeployments(id: string): Deployment[] {
    return this.api.call("GET", `/v2/apps/${id}/deployments`, () => {
      const newest = this.table.require(id).deployments[0]?.deployment;
      if (newest !== undefined) this.deployments.look(id, newest.id);
      return this.table.require(id).deployments.map(({ deployment }) => deployment);
    });
  }

  /** In the mode `per-poll` a look takes it a phase further. Throws 404. */
  getDeployment(id: string, deployment: string): Deployment {
    const path = `/v2/apps/${id}/deployments/${deployment}`;
    return this.api.call("GET", path, () => this.deployments.look(id, deployment));
  }

  /** Throws 404. */
  cancelDeployment(id: string, deployment: string): Deployment {
    const path = `/v2/apps/${id}/deployments/${deployment}/cancel`;
    return this.api.call("POST", path, () => this.deployments.cancel(id, deployment));
  }

  /** The log of one component of one deployment. Throws 404. */
  log(id: string, deployment: string, component: string, type: LogType): string {
    const path = `/v2/apps/${id}/deployments/${deployment}/components/${component}/logs`;
    return this.api.call("GET", path, () => logOf(this.deployments.require(id, deployment), component, type));
  }

  /** The app, undefined if there is none. No API call. */
  find(id: string): App | undefined {
    return this.table.find(id) && this.view(id);
  }

  /** Lets time pass until a deployment is over, whatever the mode. No API call. */
  settleDeployment(id: string, deployment: string): Deployment {
    return this.deployments.finish(id, deployment);
  }

  /** Takes a deployment one phase further, whatever the mode. No API call. */
  advance(id: string, deployment: string): Deployment {
    return this.deployments.advance(id, deployment);
  }

  /** Throws 404. */
  validateRollback(id: string, request: RollbackRequest): RollbackValidation {
    return this.api.call("POST", `/v2/apps/${id}/rollback/validate`, () =>
      this.rollbacks.validate(id, request),
    );
  }

  /** Throws 404, 400 when the rollback is not valid. */
  rollback(id: string, request: RollbackRequest): Deployment {
    return this.api.call("POST", `/v2/apps/${id}/rollback`, () => this.rollbacks.rollback(id, request));
  }

  /** Throws 404, 409 without a rollback in progress. */
  commitRollback(id: string): void {
    this.api.call("POST", `/v2/apps/${id}/rollback/commit`, () => this.rollbacks.commit(id));
  }

  /** Throws 404, 409 without a rollback in progress. */
  revertRollback(id: string): Deployment {
    return this.api.call("POST", `/v2/apps/${id}/rollback/revert`, () => this.rollbacks.revert(id));
  }

  /** Throws 404. */
  listAlerts(id: string): readonly AppAlert[] {
    return this.api.call("GET", `/v2/apps/${id}/alerts`, () => this.table.require(id).alerts);
  }

  /** Sends an alert to these destinations and no others. Throws 404. */
  updateAlertDestinations(id: string, alertId: string, destinations: AlertDestinations): AppAlert {
    return this.api.call("POST", `/v2/apps/${id}/alerts/${alertId}/destinations`, () => {
      const app = this.table.require(id);
      const known = app.alerts.find((alert) => alert.id === alertId);
      if (known === undefined) throw notFound();
      const { emails = [], slack_webhooks = [] } = destinations;
      const changed: AppAlert = { ...known, emails, slack_webhooks };
      const alerts = app.alerts.map((alert) => (alert.id === alertId ? changed : alert));
      this.table.set(id, { ...app, alerts });
      return changed;
    });
  }

  /** What App Platform does when an image arrives in DOCR: deploys the apps that follow its tag and are not pinned. */
  imagePushed(reference: string): Deployment[] {
    const registry = this.account.docrRegistry();
    const digest = this.api.context.images.resolve(reference) ?? "";
    return this.table.list().flatMap((app) => {
      const image = [...(app.spec.services ?? []), ...(app.spec.workers ?? []), ...(app.spec.jobs ?? [])]
        .map((component) => component.image)
        .find(
          (each) => each?.deploy_on_push?.enabled === true && imageReference(each, registry) === reference,
        );
      if (image?.registry_type !== "DOCR" || app.pinned !== undefined) return [];
      const docr_push = {
        registry,
        repository: image.repository,
        tag: image.tag ?? "latest",
        image_digest: digest,
      };
      const cause = { type: "DEPLOY_ON_PUSH", docr_push } as const;
      return [this.deployments.start(app.id, { spec: app.spec, cause, pullAgain: true })];
    });
  }

  toJSON(): Record<string, StoredApp> {
    return this.table.toJSON();
  }

  private view(id: string): App {
    const around: Surroundings = {
      ownerUuid: this.account.ownerUuid,
      projectId: this.account.projectOf(appUrn(id)),
      pointsAt: (name, host) => this.account.pointsAt(name, host),
    };
    return viewOf(this.table.require(id), around);
  }

  /** The spec as it is kept: checked, completed, sealed. */
  private accept(sent: AppSpec, id?: string): AppSpec {
    const spec = withDefaults(sent);
    const [fault] = specFaults(spec);
    if (fault !== undefined)
      throw badRequest(`error validating app spec field "${fault.field}": ${fault.reason}`);
    const taken = this.table.list().some((app) => app.spec.name === spec.name && app.id !== id);
    if (taken) throw conflict(`app name "${spec.name}" is already in use, names are unique in an account`);
    return sealSpec(spec, this.sealer);
  }

  private dedicatedIps(spec: AppSpec, app: StoredApp | undefined): Pick<StoredApp, "dedicated_ips"> {
    if (spec.egress?.type !== "DEDICATED_IP")
      return app?.dedicated_ips === undefined ? {} : { dedicated_ips: [] };
    if ((app?.dedicated_ips ?? []).length > 0) return {};
    const { ids } = this.api.context;
    const ip = () => `203.0.113.${ids.number("dedicated-ip")}`;
    const one = () => ({ id: ids.uuid("dedicated-ip"), ip: ip(), status: "ASSIGNED" as const });
    return { dedicated_ips: [one(), one()] };
  }

  private userAction(
    name: "CREATE_DEPLOYMENT" | "UPDATE_SPEC" | "ROLLBACK_APP" | "REVERT_APP_ROLLBACK",
  ): DeploymentCause {
    return { type: "MANUAL", digitalocean_user_action: { user: { email: this.account.email }, name } };
  }
}
