import type { DataSourceType, ResourceType } from "../resource-type";
import { app } from "./app/app";
import { appData } from "./app/app-data";
import { cdn } from "./cdn";
import { certificate } from "./certificate";
import { databaseCluster } from "./database-cluster";
import { databaseDb, databaseFirewall, databaseUser } from "./database-parts";
import { dockerCredentials } from "./docker-credentials";
import { domain, record } from "./domain";
import { monitorAlert } from "./monitor-alert";
import { project } from "./project";
import { projectResources } from "./project-resources";
import { registry } from "./registry";
import { spacesBucketPolicy, spacesKey } from "./spaces-access";
import { spacesBucket } from "./spaces-bucket";
import { tag } from "./tag";
import { uptimeAlert, uptimeCheck } from "./uptime";
import { vpc } from "./vpc";

/** Every resource of the facts. */
export const digitaloceanResources: Readonly<Record<string, ResourceType>> = {
  digitalocean_app: app,
  digitalocean_cdn: cdn,
  digitalocean_certificate: certificate,
  digitalocean_container_registry: registry,
  digitalocean_container_registry_docker_credentials: dockerCredentials,
  digitalocean_database_cluster: databaseCluster,
  digitalocean_database_db: databaseDb,
  digitalocean_database_firewall: databaseFirewall,
  digitalocean_database_user: databaseUser,
  digitalocean_domain: domain,
  digitalocean_monitor_alert: monitorAlert,
  digitalocean_project: project,
  digitalocean_project_resources: projectResources,
  digitalocean_record: record,
  digitalocean_spaces_bucket: spacesBucket,
  digitalocean_spaces_bucket_policy: spacesBucketPolicy,
  digitalocean_spaces_key: spacesKey,
  digitalocean_tag: tag,
  digitalocean_uptime_alert: uptimeAlert,
  digitalocean_uptime_check: uptimeCheck,
  digitalocean_vpc: vpc,
};

/** The data sources that our constructs read. */
export const digitaloceanDataSources: Readonly<Record<string, DataSourceType>> = {
  digitalocean_app: appData,
};
