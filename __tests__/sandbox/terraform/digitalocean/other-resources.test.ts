import { digitaloceanResources } from "../../../../sandbox/terraform/digitalocean";
import type { Context, Values } from "../../../../sandbox/terraform/resource-type";
import { adapter, newContext } from "./harness";

interface Sample {
  readonly planned: (context: Context) => Values;
  /** A change in place. */
  readonly change?: Values;
  /** Id to import it by; absent when it cannot be imported. */
  readonly importId?: (state: Values) => string;
}

const NOTIFICATIONS = [
  { email: ["ops@example.com"], slack: [{ channel: "#ops", url: "https://hooks.slack.com/x" }] },
];
const byId = (state: Values): string => String(state.id);
const byRegion = (state: Values): string => `${state.region},${state.id}`;

function cluster({ cloud }: Context): string {
  const request = { name: "db", engine: "mysql", size: "db-s-1vcpu-1gb", region: "fra1", num_nodes: 1 };
  return cloud.digitalocean.databases.create(request).id;
}

function bucket({ cloud }: Context): string {
  return cloud.digitalocean.spaces.createBucket({ name: "states", region: "fra1", acl: "private" }).name;
}

function check({ cloud }: Context): string {
  return cloud.digitalocean.uptime.createCheck({ name: "up", target: "https://x" }).id;
}

const SAMPLES: Record<string, Sample> = {
  digitalocean_cdn: {
    planned: () => ({ origin: "states.fra1.digitaloceanspaces.com" }),
    change: { ttl: 600 },
    importId: byId,
  },
  digitalocean_certificate: {
    planned: () => ({ name: "tls", type: "lets_encrypt", domains: ["example.com"] }),
    importId: byId,
  },
  digitalocean_container_registry: {
    planned: () => ({ name: "lingobot", subscription_tier_slug: "basic", region: "fra1" }),
    change: { subscription_tier_slug: "professional" },
    importId: byId,
  },
  digitalocean_container_registry_docker_credentials: {
    planned({ cloud }) {
      cloud.digitalocean.registries.create({ name: "lingobot", subscription_tier_slug: "basic" });
      return { registry_name: "lingobot", write: false, expiry_seconds: 3600 };
    },
    change: { write: true },
  },
  digitalocean_database_cluster: {
    planned: () => ({
      name: "db",
      engine: "pg",
      version: "16",
      size: "db-s-1vcpu-1gb",
      region: "fra1",
      node_count: 1,
      tags: ["a"],
      maintenance_window: [{ day: "sunday", hour: "02:00" }],
    }),
    change: { node_count: 2 },
    importId: byId,
  },
  digitalocean_database_db: {
    planned: (context) => ({ cluster_id: cluster(context), name: "app" }),
    importId: (state) => `${state.cluster_id},${state.name}`,
  },
  digitalocean_database_firewall: {
    planned: (context) => ({ cluster_id: cluster(context), rule: [{ type: "ip_addr", value: "192.0.2.1" }] }),
    change: { rule: [{ type: "app", value: "x" }] },
  },
  digitalocean_database_user: {
    planned: (context) => ({
      cluster_id: cluster(context),
      name: "app",
      mysql_auth_plugin: "mysql_native_password",
    }),
    change: { mysql_auth_plugin: "caching_sha2_password" },
    importId: (state) => `${state.cluster_id},${state.name}`,
  },
  digitalocean_domain: {
    planned: () => ({ name: "example.com" }),
    importId: byId,
  },
  digitalocean_monitor_alert: {
    planned: () => ({
      type: "v1/insights/droplet/cpu",
      description: "d",
      compare: "GreaterThan",
      value: 70.5,
      window: "5m",
      enabled: true,
      entities: ["1"],
      tags: ["a"],
      alerts: NOTIFICATIONS,
    }),
    change: { value: 80 },
    importId: byId,
  },
  digitalocean_project: {
    planned: () => ({
      name: "p",
      purpose: "Chat bots",
      description: "d",
      environment: "Staging",
      is_default: false,
    }),
    change: { name: "p2" },
    importId: byId,
  },
  digitalocean_project_resources: {
    planned({ cloud }) {
      cloud.digitalocean.domains.create({ name: "example.com" });
      const { id } = cloud.digitalocean.projects.create({ name: "p", purpose: "IoT" });
      return { project: id, resources: ["do:domain:example.com"] };
    },
    change: { resources: [] },
  },
  digitalocean_record: {
    planned({ cloud }) {
      cloud.digitalocean.domains.create({ name: "example.com" });
      return { domain: "example.com", type: "MX", name: "@", value: "mail.example.net.", priority: 10 };
    },
    change: { ttl: 60 },
    importId: (state) => `example.com,${state.id}`,
  },
  digitalocean_spaces_bucket: {
    planned: () => ({
      name: "states",
      region: "fra1",
      acl: "private",
      versioning: [{ enabled: true }],
      lifecycle_rule: [
        {
          id: "old",
          prefix: "p",
          enabled: true,
          expiration: [{ days: 9 }],
          noncurrent_version_expiration: [{ days: 3 }],
        },
      ],
      force_destroy: false,
    }),
    change: { versioning: [{ enabled: false }] },
    importId: byRegion,
  },
  digitalocean_spaces_bucket_policy: {
    planned: (context) => ({ bucket: bucket(context), region: "fra1", policy: '{"a":1}' }),
    change: { policy: '{"a":2}' },
    importId: byRegion,
  },
  digitalocean_spaces_key: {
    planned: () => ({ name: "tf", grant: [{ bucket: "states", permission: "readwrite" }] }),
    change: { name: "tf2" },
  },
  digitalocean_tag: { planned: () => ({ name: "a" }), importId: byId },
  digitalocean_uptime_alert: {
    planned: (context) => ({
      check_id: check(context),
      name: "slow",
      type: "latency",
      threshold: 500,
      comparison: "greater_than",
      period: "5m",
      notifications: NOTIFICATIONS,
    }),
    change: { threshold: 900 },
    importId: (state) => `${state.check_id},${state.id}`,
  },
  digitalocean_uptime_check: {
    planned: () => ({ name: "up", target: "https://x", type: "https", regions: ["eu_west"], enabled: true }),
    change: { enabled: false },
    importId: byId,
  },
  digitalocean_vpc: {
    planned: () => ({ name: "net", region: "fra1", description: "d" }),
    change: { name: "net2" },
    importId: byId,
  },
};

test("every resource but the app has a sample here", () => {
  expect(["digitalocean_app", ...Object.keys(SAMPLES)].sort()).toEqual(
    Object.keys(digitaloceanResources).sort(),
  );
});

/** Written once and never read again: policies are read as empty, credentials live until they expire. */
const OUTLIVES_DELETION = [
  "digitalocean_spaces_bucket_policy",
  "digitalocean_container_registry_docker_credentials",
];
const READ_AFTER_DELETION = [
  ...OUTLIVES_DELETION,
  "digitalocean_database_firewall",
  "digitalocean_project_resources",
];

describe.each(Object.entries(SAMPLES))("%s", (type, sample) => {
  const resource = adapter(type);
  const make = () => {
    const context = newContext();
    const planned = sample.planned(context);
    return { context, planned, state: resource.create(context, planned) };
  };

  test("is created as planned and read back the same", () => {
    const { context, planned, state } = make();

    expect(state).toMatchObject(planned);
    expect(state.id).toBeTruthy();
    expect(resource.read(context, state)).toEqual(state);
  });

  test("is deleted", () => {
    const { context, state } = make();

    resource.delete(context, state);

    if (!READ_AFTER_DELETION.includes(type)) expect(resource.read(context, state)).toBeUndefined();
  });

  if (sample.change !== undefined) {
    test("is changed in place", () => {
      const { context, state } = make();

      const after = resource.update(context, state, { ...state, ...sample.change });

      expect(after).toMatchObject({ ...sample.change, id: state.id });
      expect(resource.read(context, after)).toEqual(after);
    });
  }

  if (sample.importId !== undefined) {
    const { importId } = sample;
    test("is imported by its id", () => {
      const { context, state } = make();

      const imported = resource.read(context, resource.import(context, importId(state)));

      expect(imported?.id).toBe(state.id);
    });
  } else if (
    type !== "digitalocean_database_firewall" &&
    type !== "digitalocean_container_registry_docker_credentials"
  ) {
    test("cannot be imported", () => {
      expect(digitaloceanResources[type]?.import).toBeUndefined();
    });
  }
});

describe("what the provider does in its own way", () => {
  test("a project takes its resources in and gives them back to the default project", () => {
    const context = newContext();
    const { projects, domains } = context.cloud.digitalocean;
    domains.create({ name: "example.com" });
    const project = adapter("digitalocean_project");
    const planned = { name: "p", purpose: "IoT", resources: ["do:domain:example.com"] };

    const state = project.create(context, planned);
    expect(state.resources).toEqual(["do:domain:example.com"]);
    const emptied = project.update(context, state, { ...state, resources: [], is_default: false });
    expect(emptied.resources).toEqual([]);
    const refilled = project.update(context, emptied, { ...emptied, resources: ["do:domain:example.com"] });
    project.delete(context, refilled);

    expect(projects.projectOf("do:domain:example.com")).toBe(projects.getDefault().id);
  });

  test("a project can be made the default", () => {
    const context = newContext();
    const state = adapter("digitalocean_project").create(context, {
      name: "p",
      purpose: "IoT",
      is_default: true,
    });

    expect(state.is_default).toBe(true);
    expect(context.cloud.digitalocean.projects.getDefault().id).toBe(state.id);
  });

  test("a project whose resources cannot be assigned is not left behind", () => {
    const context = newContext();
    context.cloud.faults.failCalls({
      cloud: "digitalocean",
      method: "POST",
      path: "/resources",
      status: 403,
    });
    const planned = { name: "p", purpose: "IoT", resources: ["do:app:x"] };

    expect(() => adapter("digitalocean_project").create(context, planned)).toThrow(
      "Error creating Project: Error assigning resources: POST",
    );
    expect(context.cloud.digitalocean.projects.list()).toHaveLength(1);
  });

  test("a check without regions reads back with the API's: the known noise", () => {
    const state = adapter("digitalocean_uptime_check").create(newContext(), {
      name: "up",
      target: "https://x",
    });

    expect(state.regions).toEqual(["us_east", "eu_west"]);
  });

  test("expired Docker credentials are made anew", () => {
    const context = newContext();
    context.cloud.digitalocean.registries.create({ name: "lingobot", subscription_tier_slug: "basic" });
    const credentials = adapter("digitalocean_container_registry_docker_credentials");
    const state = credentials.create(context, { registry_name: "lingobot", write: true, expiry_seconds: 60 });

    expect(credentials.read(context, state)).toEqual(state);
    context.cloud.clock.tick(61);
    expect(credentials.read(context, state)?.docker_credentials).not.toBe(state.docker_credentials);
    context.cloud.digitalocean.registries.delete("lingobot");
    expect(credentials.read(context, state)).toBeUndefined();
  });

  test("only host names end in a dot", () => {
    const context = newContext();
    context.cloud.digitalocean.domains.create({ name: "example.com" });
    const read = (planned: Values) =>
      adapter("digitalocean_record").create(context, { domain: "example.com", name: "@", ...planned }).value;

    expect(read({ type: "CAA", tag: "issue", flags: 0, value: "letsencrypt.org." })).toBe("letsencrypt.org.");
    expect(read({ type: "CAA", tag: "iodef", flags: 0, value: "mailto:a@b.example" })).toBe(
      "mailto:a@b.example",
    );
    expect(read({ type: "CNAME", value: "@" })).toBe("@");
    expect(read({ type: "TXT", value: "v=spf1" })).toBe("v=spf1");
  });

  test("regions written in capitals are kept in lower case", () => {
    const context = newContext();
    const bucket = adapter("digitalocean_spaces_bucket").create(context, { name: "states", region: "FRA1" });
    const request = { name: "db", engine: "pg", size: "db-s-1vcpu-1gb", region: "FRA1", node_count: 1 };

    expect(bucket).toMatchObject({ region: "fra1", endpoint: "fra1.digitaloceanspaces.com" });
    expect(adapter("digitalocean_database_cluster").create(context, request)).toMatchObject({
      region: "fra1",
    });
  });

  test("a cluster reads back its settings only where they are configured", () => {
    const context = newContext();
    const cluster = adapter("digitalocean_database_cluster");
    const planned = { name: "cache", engine: "redis", size: "db-s-1vcpu-1gb", region: "fra1", node_count: 1 };
    const state = cluster.create(context, { ...planned, eviction_policy: "allkeys_lru", sql_mode: null });

    expect(cluster.read(context, state)).toMatchObject({ eviction_policy: "allkeys_lru", sql_mode: null });
    expect(cluster.read(context, cluster.import(context, String(state.id)))).not.toHaveProperty(
      "eviction_policy",
    );
    expect(state.metrics_endpoints).toEqual([`https://${state.host}:9273/metrics`]);
  });

  test("a full bucket goes only by force", () => {
    const context = newContext();
    const spaces = adapter("digitalocean_spaces_bucket");
    const state = spaces.create(context, {
      name: "states",
      region: "fra1",
      acl: "private",
      force_destroy: false,
    });
    context.cloud.digitalocean.spaces.updateBucket("states", { objects: 1 });

    expect(() => spaces.delete(context, state)).toThrow("Error deleting Spaces Bucket: DELETE");
    spaces.delete(context, { ...state, force_destroy: true });
    expect(spaces.read(context, state)).toBeUndefined();
  });

  test("a CDN endpoint finds its certificate by name", () => {
    const context = newContext();
    context.cloud.digitalocean.certificates.create({ name: "tls", type: "custom", dns_names: [] });
    const cdn = adapter("digitalocean_cdn");
    const planned = {
      origin: "s.fra1.digitaloceanspaces.com",
      custom_domain: "c.example.com",
      certificate_name: "tls",
    };

    expect(cdn.create(context, planned)).toMatchObject({ certificate_id: "tls", certificate_name: "tls" });
    expect(() => cdn.create(context, { ...planned, origin: "t", certificate_name: "none" })).toThrow(
      "certificate none not found",
    );
  });

  test.each<[string, Values, string]>([
    [
      "digitalocean_certificate",
      { type: "custom" },
      "`private_key` is required for when type is `custom` or empty",
    ],
    [
      "digitalocean_certificate",
      { type: "lets_encrypt" },
      "`domains` is required for when type is `lets_encrypt`",
    ],
    ["digitalocean_spaces_bucket_policy", { policy: "" }, "Spaces bucket policy must not be empty"],
    ["digitalocean_record", { type: "SRV", port: null }, "`port` is required for when type is `SRV`"],
    [
      "digitalocean_project_resources",
      { project: "none", resources: [] },
      "Error while retrieving project none: GET",
    ],
    [
      "digitalocean_container_registry_docker_credentials",
      { registry_name: "none" },
      'registry "none" not found',
    ],
  ])("%s refuses %j", (type, planned, message) => {
    expect(() => adapter(type).create(newContext(), planned)).toThrow(message);
  });

  test.each([
    ["digitalocean_uptime_alert", "x", "must use the IDs of the check and alert joined with a comma"],
    ["digitalocean_record", "example.com,x", 'invalid record ID: "x" is not a number'],
    ["digitalocean_spaces_bucket", "x", "importing a Spaces bucket requires the format: <region>,<name>"],
    [
      "digitalocean_spaces_bucket_policy",
      "x",
      "importing a Spaces bucket policy requires the format: <region>,<bucket>",
    ],
    [
      "digitalocean_database_db",
      "x",
      "must use the ID of the source database cluster and the name of the database",
    ],
    [
      "digitalocean_database_user",
      "x",
      "must use the ID of the source database cluster and the name of the user",
    ],
  ])("%s refuses to be imported as %s", (type, id, message) => {
    expect(() => adapter(type).import(newContext(), id)).toThrow(message);
  });
});
