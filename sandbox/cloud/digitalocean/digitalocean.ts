import type { CloudContext } from "../context";
import { Api } from "./api";
import type { StoredApp } from "./app";
import { AppMetrics, type AppMetricsData } from "./app-metrics";
import { Apps } from "./apps";
import { type CdnEndpoint, Cdns } from "./cdns";
import { type Certificate, Certificates } from "./certificates";
import { Databases, type StoredCluster } from "./databases";
import type { Settle } from "./deployments";
import { Domains, type StoredDomain } from "./domains";
import { INSTANCE_SIZES, type InstanceSize } from "./instance-sizes";
import { type AlertPolicy, MonitorAlerts } from "./monitor-alerts";
import { Projects, type ProjectsData } from "./projects";
import { APP_REGIONS, type AppRegion } from "./regions";
import { Registries, type RegistriesData } from "./registries";
import { Spaces, type SpacesData } from "./spaces";
import { type Tag, Tags } from "./tags";
import { Uptime, type UptimeData } from "./uptime";
import { type Vpc, Vpcs } from "./vpcs";
import type { DigitalOceanWorld } from "./world";

/** Everything that the account holds, as stored. */
export interface DigitalOceanData {
  readonly account: { readonly email: string; readonly uuid: string; readonly id: number };
  readonly settle: Settle;
  readonly apps: Readonly<Record<string, StoredApp>>;
  readonly projects: ProjectsData;
  readonly uptime: UptimeData;
  readonly monitorAlerts: Readonly<Record<string, AlertPolicy>>;
  readonly domains: Readonly<Record<string, StoredDomain>>;
  readonly registries: RegistriesData;
  readonly vpcs: Readonly<Record<string, Vpc>>;
  readonly tags: Readonly<Record<string, Tag>>;
  readonly spaces: SpacesData;
  readonly cdns: Readonly<Record<string, CdnEndpoint>>;
  readonly certificates: Readonly<Record<string, Certificate>>;
  readonly databases: Readonly<Record<string, StoredCluster>>;
  readonly metrics: AppMetricsData;
}

const OWNER_ID = 258992;

/** An account in which nothing was deployed yet. */
export function newDigitalOcean(world: DigitalOceanWorld, { ids, clock }: CloudContext): DigitalOceanData {
  const uuid = ids.uuid("account");
  const id = ids.uuid("project");
  const time = clock.now();
  const project = {
    id,
    owner_uuid: uuid,
    owner_id: OWNER_ID,
    name: world.defaultProject,
    description: "",
    purpose: "Web Application",
    environment: "Production",
    is_default: true,
    created_at: time,
    updated_at: time,
  };
  return {
    account: { email: world.account.email, uuid, id: OWNER_ID },
    settle: "at-once",
    apps: {},
    projects: { projects: { [id]: project }, assignments: {} },
    uptime: { checks: {}, alerts: {} },
    monitorAlerts: {},
    domains: {},
    registries: { registries: {}, tier: "" },
    vpcs: {},
    tags: {},
    spaces: { buckets: {}, keys: {} },
    cdns: {},
    certificates: {},
    databases: {},
    metrics: {},
  };
}

/** One DigitalOcean account: what its API holds and how it behaves. */
export class DigitalOcean {
  readonly account: DigitalOceanData["account"];
  readonly apps: Apps;
  readonly projects: Projects;
  readonly uptime: Uptime;
  readonly monitorAlerts: MonitorAlerts;
  readonly domains: Domains;
  readonly registries: Registries;
  readonly vpcs: Vpcs;
  readonly tags: Tags;
  readonly spaces: Spaces;
  readonly cdns: Cdns;
  readonly certificates: Certificates;
  readonly databases: Databases;
  readonly metrics: AppMetrics;
  /** How deployments come to their end; `per-poll` for clients that watch the phases. */
  settle: Settle;

  constructor(data: DigitalOceanData, context: CloudContext) {
    const api = new Api(context);
    this.account = data.account;
    this.settle = data.settle;
    this.projects = new Projects(data.projects, api, data.account);
    this.uptime = new Uptime(data.uptime, api);
    this.monitorAlerts = new MonitorAlerts(data.monitorAlerts, api);
    this.registries = new Registries(data.registries, api);
    this.vpcs = new Vpcs(data.vpcs, api);
    this.tags = new Tags(data.tags, api);
    const owner = {
      assign: (urn: string, project?: string) => this.projects.assign(urn, project),
      release: (urn: string) => this.projects.release(urn),
    };
    this.domains = new Domains(data.domains, api, owner);
    this.spaces = new Spaces(data.spaces, api, owner);
    this.cdns = new Cdns(data.cdns, api);
    this.certificates = new Certificates(data.certificates, api);
    this.databases = new Databases(data.databases, api, owner);
    this.apps = this.createApps(data, api);
    this.metrics = new AppMetrics(data.metrics, api, (id) => this.apps.find(id));
  }

  /** `GET /v2/apps/tiers/instance_sizes`. */
  instanceSizes(): readonly InstanceSize[] {
    return INSTANCE_SIZES;
  }

  /** `GET /v2/apps/regions`. */
  regions(): readonly AppRegion[] {
    return APP_REGIONS;
  }

  toJSON(): DigitalOceanData {
    return {
      account: this.account,
      settle: this.settle,
      apps: this.apps.toJSON(),
      projects: this.projects.toJSON(),
      uptime: this.uptime.toJSON(),
      monitorAlerts: this.monitorAlerts.toJSON(),
      domains: this.domains.toJSON(),
      registries: this.registries.toJSON(),
      vpcs: this.vpcs.toJSON(),
      tags: this.tags.toJSON(),
      spaces: this.spaces.toJSON(),
      cdns: this.cdns.toJSON(),
      certificates: this.certificates.toJSON(),
      databases: this.databases.toJSON(),
      metrics: this.metrics.toJSON(),
    };
  }

  private createApps(data: DigitalOceanData, api: Api): Apps {
    return new Apps(data.apps, api, {
      email: data.account.email,
      ownerUuid: data.account.uuid,
      docrRegistry: () => this.registries.firstName(),
      settle: () => this.settle,
      projectOf: (urn) => this.projects.projectOf(urn),
      assign: (urn, project) => this.projects.assign(urn, project),
      release: (urn) => this.projects.release(urn),
      pointsAt: (name, host) => this.domains.pointsAt(name, host),
    });
  }
}
