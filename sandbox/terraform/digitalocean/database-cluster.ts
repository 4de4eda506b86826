import {
  type ClusterRequest,
  clusterUrn,
  type DatabaseCluster,
  type DigitalOcean,
} from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { block, compact, filled, number, text, texts } from "./values";

const METRICS_PORT = 9273;

/** `digitalocean_database_cluster`. */
export const databaseCluster: ResourceType = {
  create({ cloud: { digitalocean } }, planned) {
    const request = compact<ClusterRequest>({
      name: text(planned.name) ?? "",
      engine: text(planned.engine) ?? "",
      size: text(planned.size) ?? "",
      region: (text(planned.region) ?? "").toLowerCase(),
      num_nodes: number(planned.node_count) ?? 1,
      version: text(planned.version),
      tags: filled(texts(planned.tags)),
      private_network_uuid: text(planned.private_network_uuid),
      project_id: text(planned.project_id),
      storage_size_mib: number(Number(planned.storage_size_mib ?? 0)),
    });
    const { id } = call("Error creating database cluster", () => digitalocean.databases.create(request));
    return flatten(digitalocean, planned, settings(digitalocean, id, planned));
  },

  read({ cloud: { digitalocean } }, state) {
    const id = text(state.id) ?? "";
    const found = lookUp("Error retrieving database cluster", () => digitalocean.databases.get(id));
    return found && flatten(digitalocean, state, found);
  },

  update({ cloud: { digitalocean } }, prior, planned) {
    const id = text(prior.id) ?? "";
    const resize = compact<Partial<DatabaseCluster>>({
      size: text(planned.size),
      region: text(planned.region)?.toLowerCase(),
      version: text(planned.version),
      num_nodes: number(planned.node_count),
      storage_size_mib: number(Number(planned.storage_size_mib ?? 0)),
      tags: texts(planned.tags),
    });
    call("Error resizing database cluster", () => digitalocean.databases.update(id, resize));
    return flatten(digitalocean, planned, settings(digitalocean, id, planned));
  },

  delete({ cloud }, state) {
    call("Error deleting database cluster", () => cloud.digitalocean.databases.delete(text(state.id) ?? ""));
  },

  import: (_context: Context, id: string) => ({ id }),
};

/** What the provider sets with calls of their own. */
function settings(digitalocean: DigitalOcean, id: string, planned: Values): DatabaseCluster {
  const maintenance = block(planned.maintenance_window);
  const change = compact<Partial<DatabaseCluster>>({
    maintenance_window: maintenance && {
      day: text(maintenance.day) ?? "",
      hour: text(maintenance.hour) ?? "",
    },
    eviction_policy: text(planned.eviction_policy) ?? "noeviction",
    sql_mode: text(planned.sql_mode),
  });
  return call("Error updating database cluster", () => digitalocean.databases.update(id, change));
}

function flatten(digitalocean: DigitalOcean, kept: Values, cluster: DatabaseCluster): Values {
  const { id, host, port, user, password, database, maintenance_window } = cluster;
  const scheme = cluster.engine === "pg" ? "postgresql" : cluster.engine;
  const uri = (on: string): string =>
    `${scheme}://${user}:${password}@${on}:${port}/${database}?sslmode=require`;
  const isSet = (name: string): boolean => kept[name] !== null && kept[name] !== undefined;
  return stateOf(kept, {
    id,
    name: cluster.name,
    engine: cluster.engine,
    version: cluster.version,
    size: cluster.size,
    region: cluster.region,
    node_count: cluster.num_nodes,
    storage_size_mib: String(cluster.storage_size_mib),
    tags: [...cluster.tags],
    ...(block(kept.maintenance_window) === undefined
      ? {}
      : { maintenance_window: [{ ...maintenance_window }] }),
    ...(isSet("eviction_policy") ? { eviction_policy: cluster.eviction_policy } : {}),
    ...(isSet("sql_mode") ? { sql_mode: cluster.sql_mode } : {}),
    host,
    port,
    uri: uri(host),
    private_host: `private-${host}`,
    private_uri: uri(`private-${host}`),
    database,
    user,
    password,
    urn: clusterUrn(id),
    metrics_endpoints: [`https://${host}:${METRICS_PORT}/metrics`],
    private_network_uuid: cluster.private_network_uuid,
    project_id: digitalocean.projects.projectOf(clusterUrn(id)),
  });
}
