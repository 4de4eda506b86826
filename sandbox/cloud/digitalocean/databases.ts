import { type Api, conflict, notFound, Table, unprocessable } from "./api";
import { DATA_CENTERS } from "./regions";

/** `GET /v2/databases/{id}`, as far as it is stored. */
export interface DatabaseCluster {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly version: string;
  readonly size: string;
  readonly region: string;
  readonly num_nodes: number;
  readonly storage_size_mib: number;
  readonly tags: readonly string[];
  readonly private_network_uuid: string;
  readonly maintenance_window: { readonly day: string; readonly hour: string };
  readonly eviction_policy: string;
  readonly sql_mode: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly created_at: string;
}

export interface DatabaseUser {
  readonly name: string;
  readonly role: string;
  readonly password: string;
  readonly auth_plugin?: string;
  readonly access_cert?: string;
  readonly access_key?: string;
}

export interface FirewallRule {
  readonly uuid: string;
  readonly type: string;
  readonly value: string;
  readonly created_at: string;
}

/** A cluster as stored, with what is inside. */
export interface StoredCluster {
  readonly cluster: DatabaseCluster;
  readonly databases: readonly string[];
  readonly users: Readonly<Record<string, DatabaseUser>>;
  readonly firewall: readonly FirewallRule[];
}

export type ClusterRequest = Pick<DatabaseCluster, "name" | "engine" | "size" | "region" | "num_nodes"> &
  Partial<Pick<DatabaseCluster, "version" | "storage_size_mib" | "tags" | "private_network_uuid">> & {
    readonly project_id?: string;
  };

/** What clusters need of the account: projects. */
export interface DatabasesAccount {
  assign(urn: string, project: string | undefined): void;
  release(urn: string): void;
}

const PORT = 25060;
const STORAGE_MIB = 30720;
/** Engines with their newest version and the name of their first database. */
const ENGINES: Readonly<Record<string, { readonly version: string; readonly database: string }>> = {
  pg: { version: "17", database: "defaultdb" },
  mysql: { version: "8", database: "defaultdb" },
  redis: { version: "7", database: "" },
  valkey: { version: "8", database: "" },
  mongodb: { version: "8.0", database: "admin" },
  kafka: { version: "3.8", database: "" },
  opensearch: { version: "2", database: "" },
};

/** Managed databases: `/v2/databases`. */
export class Databases {
  private readonly table: Table<StoredCluster>;

  constructor(
    rows: Readonly<Record<string, StoredCluster>>,
    private readonly api: Api,
    private readonly account: DatabasesAccount,
  ) {
    this.table = new Table(rows);
  }

  /** Throws 409 for a name in use, 422 for an unknown engine or region. */
  create(request: ClusterRequest): DatabaseCluster {
    return this.api.call("POST", "/v2/databases", () => {
      const { name, engine, region, project_id, ...rest } = request;
      const known = ENGINES[engine];
      if (known === undefined) throw unprocessable(oneOf("engine", engine, Object.keys(ENGINES)));
      if (!DATA_CENTERS.includes(region)) throw unprocessable(oneOf("region", region, DATA_CENTERS));
      if (this.table.list().some(({ cluster }) => cluster.name === name)) {
        throw conflict(`cluster name "${name}" is not available`);
      }
      const { ids, clock } = this.api.context;
      const id = ids.uuid("database");
      this.account.assign(clusterUrn(id), project_id);
      const password = `AVNS_${ids.hex("database-password", 20)}`;
      const cluster: DatabaseCluster = {
        id,
        name,
        engine,
        region,
        version: known.version,
        storage_size_mib: STORAGE_MIB,
        tags: [],
        private_network_uuid: ids.uuid("default-vpc"),
        maintenance_window: { day: "Monday", hour: "00:00:00" },
        eviction_policy: "noeviction",
        sql_mode: "",
        host: `${name}-do-user-${ids.number("database-host", 1000)}-0.db.ondigitalocean.com`,
        port: PORT,
        user: "doadmin",
        password,
        database: known.database,
        created_at: clock.tick(),
        ...rest,
      };
      const users = { doadmin: { name: "doadmin", role: "primary", password } };
      const databases = known.database === "" ? [] : [known.database];
      return this.table.set(id, { cluster, databases, users, firewall: [] }).cluster;
    });
  }

  /** Throws 404. */
  get(id: string): DatabaseCluster {
    return this.api.call("GET", `/v2/databases/${id}`, () => this.table.require(id).cluster);
  }

  list(): DatabaseCluster[] {
    return this.api.call("GET", "/v2/databases", () => this.table.list().map(({ cluster }) => cluster));
  }

  /** Resizes, migrates, upgrades, retags: changes what is given. Throws 404. */
  update(id: string, change: Partial<Omit<DatabaseCluster, "id" | "name" | "engine">>): DatabaseCluster {
    return this.api.call("PUT", `/v2/databases/${id}`, () => {
      const stored = this.table.require(id);
      return this.table.set(id, { ...stored, cluster: { ...stored.cluster, ...change } }).cluster;
    });
  }

  /** Throws 404. */
  delete(id: string): void {
    this.api.call("DELETE", `/v2/databases/${id}`, () => {
      this.table.delete(id);
      this.account.release(clusterUrn(id));
    });
  }

  /** Throws 404, 409 for a name in use. */
  createDatabase(id: string, name: string): void {
    this.api.call("POST", `/v2/databases/${id}/dbs`, () => {
      const stored = this.table.require(id);
      if (stored.databases.includes(name)) throw conflict(`database name "${name}" is not available`);
      this.table.set(id, { ...stored, databases: [...stored.databases, name] });
    });
  }

  /** Throws 404. */
  requireDatabase(id: string, name: string): void {
    this.api.call("GET", `/v2/databases/${id}/dbs/${name}`, () => {
      if (!this.table.require(id).databases.includes(name)) throw notFound();
    });
  }

  /** Throws 404. */
  deleteDatabase(id: string, name: string): void {
    this.api.call("DELETE", `/v2/databases/${id}/dbs/${name}`, () => {
      const stored = this.table.require(id);
      if (!stored.databases.includes(name)) throw notFound();
      this.table.set(id, { ...stored, databases: stored.databases.filter((each) => each !== name) });
    });
  }

  /** Throws 404, 409 for a name in use. */
  createUser(id: string, name: string, authPlugin: string | undefined): DatabaseUser {
    return this.api.call("POST", `/v2/databases/${id}/users`, () => {
      const stored = this.table.require(id);
      if (stored.users[name] !== undefined) throw conflict(`user name "${name}" is not available`);
      const { ids } = this.api.context;
      const kafka = stored.cluster.engine === "kafka";
      const plugin =
        stored.cluster.engine === "mysql" ? { auth_plugin: authPlugin ?? "caching_sha2_password" } : {};
      const keys = kafka
        ? { access_cert: ids.hex("access-cert", 64), access_key: ids.hex("access-key", 64) }
        : {};
      const password = `AVNS_${ids.hex("database-password", 20)}`;
      return this.putUser(id, { name, role: "normal", password, ...plugin, ...keys });
    });
  }

  /** Throws 404. */
  getUser(id: string, name: string): DatabaseUser {
    return this.api.call("GET", `/v2/databases/${id}/users/${name}`, () => this.requireUser(id, name));
  }

  /** Throws 404. */
  resetUserAuth(id: string, name: string, authPlugin: string): DatabaseUser {
    return this.api.call("POST", `/v2/databases/${id}/users/${name}/reset_auth`, () =>
      this.putUser(id, { ...this.requireUser(id, name), auth_plugin: authPlugin }),
    );
  }

  /** Throws 404. */
  deleteUser(id: string, name: string): void {
    this.api.call("DELETE", `/v2/databases/${id}/users/${name}`, () => {
      this.requireUser(id, name);
      const stored = this.table.require(id);
      const { [name]: _gone, ...users } = stored.users;
      this.table.set(id, { ...stored, users });
    });
  }

  /** Throws 404. */
  getFirewall(id: string): readonly FirewallRule[] {
    return this.api.call("GET", `/v2/databases/${id}/firewall`, () => this.table.require(id).firewall);
  }

  /** Replaces all rules; a rule that stays keeps its id. Throws 404. */
  updateFirewall(id: string, rules: readonly Pick<FirewallRule, "type" | "value">[]): void {
    this.api.call("PUT", `/v2/databases/${id}/firewall`, () => {
      const stored = this.table.require(id);
      const { ids, clock } = this.api.context;
      const firewall = rules.map(({ type, value }) => {
        const known = stored.firewall.find((each) => each.type === type && each.value === value);
        return known ?? { uuid: ids.uuid("firewall-rule"), type, value, created_at: clock.tick() };
      });
      this.table.set(id, { ...stored, firewall });
    });
  }

  toJSON(): Record<string, StoredCluster> {
    return this.table.toJSON();
  }

  private putUser(id: string, user: DatabaseUser): DatabaseUser {
    const stored = this.table.require(id);
    this.table.set(id, { ...stored, users: { ...stored.users, [user.name]: user } });
    return user;
  }

  private requireUser(id: string, name: string): DatabaseUser {
    const user = this.table.require(id).users[name];
    if (user === undefined) throw notFound();
    return user;
  }
}

/** Name of a cluster among all resources. */
export function clusterUrn(id: string): string {
  return `do:dbaas:${id}`;
}

function oneOf(field: string, value: string, allowed: readonly string[]): string {
  return `${field} "${value}" is invalid, must be one of ${allowed.join(", ")}`;
}
