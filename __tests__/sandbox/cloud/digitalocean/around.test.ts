import { appUrn, INSTANCE_SIZES, monthlyPrice } from "../../../../sandbox/cloud/digitalocean";
import { Api } from "../../../../sandbox/cloud/digitalocean/api";
import { Projects } from "../../../../sandbox/cloud/digitalocean/projects";
import { newCloud, specOf } from "../new-cloud";

const EMAIL = { email: ["ops@example.com"], slack: [] };

describe("projects", () => {
  test("a new app is in the default project and can be moved", () => {
    const { apps, projects } = newCloud().digitalocean;
    const app = apps.create({ spec: specOf() });
    const project = projects.create({ name: "staging", purpose: "Chat bots", environment: "staging" });

    const [row] = projects.assignResources(project.id, [appUrn(app.id)]);

    expect(app.project_id).toBe(projects.getDefault().id);
    expect(project).toMatchObject({ purpose: "Other: Chat bots", environment: "Staging", is_default: false });
    expect(row).toMatchObject({ urn: appUrn(app.id), status: "assigned" });
    expect(row?.links.self).toBe(`https://api.digitalocean.com/v2/apps/${app.id}`);
    expect(apps.get(app.id).project_id).toBe(project.id);
    expect(projects.assignResources(project.id, [appUrn(app.id)])[0]?.status).toBe("already_assigned");
  });

  test("a URN of something that is gone is answered, not refused", () => {
    const { apps, projects } = newCloud().digitalocean;
    const app = apps.create({ spec: specOf() });
    apps.delete(app.id);

    const { id } = projects.getDefault();
    expect(projects.assignResources(id, [appUrn(app.id)])[0]?.status).toBe("not_found");
    expect(projects.listResources(id)).toEqual([]);
  });

  test("an app can be created in a project, and that project cannot be deleted", () => {
    const { apps, projects } = newCloud().digitalocean;
    const { id } = projects.create({ name: "staging", purpose: "IoT" });
    const app = apps.create({ spec: specOf(), project_id: id });

    expect(() => projects.delete(id)).toThrow(/412 .*cannot delete a project with resources/);
    apps.delete(app.id);
    projects.delete(id);
    expect(() => projects.get(id)).toThrow("404");
  });

  test("an account without a default project says so", () => {
    const { clock, ids, faults, images } = newCloud();
    const api = new Api({ clock, ids, faults, images });
    const projects = new Projects({ projects: {}, assignments: {} }, api, { uuid: "u", id: 1 });

    expect(() => projects.getDefault()).toThrow("409");
    expect(() => projects.getDefault()).toThrow("the account has no default project");
  });

  test("refuses a name in use, an unknown environment and the loss of the default project", () => {
    const { projects } = newCloud().digitalocean;
    const { id, name } = projects.getDefault();

    expect(() => projects.create({ name, purpose: "IoT" })).toThrow(`409`);
    expect(() => projects.create({ name: "x", purpose: "IoT", environment: "test" })).toThrow(
      'environment "test" is invalid, must be one of Development, Staging, Production',
    );
    expect(() => projects.delete(id)).toThrow("cannot delete the default project");
    const other = projects.create({ name: "other", purpose: "IoT" });
    projects.update(other.id, { is_default: true, description: "d" });
    expect(projects.getDefault().id).toBe(other.id);
    expect(projects.list().filter((each) => each.is_default)).toHaveLength(1);
  });
});

describe("uptime", () => {
  test("a check without regions gets some, and takes its alerts along when it goes", () => {
    const { uptime } = newCloud().digitalocean;
    const check = uptime.createCheck({ name: "up", target: "https://x", enabled: true });
    const alert = uptime.createAlert(check.id, {
      name: "down",
      type: "down",
      period: "2m",
      notifications: EMAIL,
    });

    expect(check).toMatchObject({ type: "https", regions: ["us_east", "eu_west"], enabled: true });
    expect(uptime.listAlerts(check.id)).toEqual([alert]);
    expect(uptime.updateCheck(check.id, { name: "up", target: "https://x" }).enabled).toBe(false);
    expect(uptime.updateAlert(check.id, alert.id, { ...alert, name: "gone" }).name).toBe("gone");
    uptime.deleteAlert(check.id, alert.id);
    expect(() => uptime.getAlert(check.id, alert.id)).toThrow("404");
    uptime.deleteCheck(check.id);
    expect(() => uptime.listAlerts(check.id)).toThrow("404");
    expect(uptime.listChecks()).toEqual([]);
  });

  test("refuses what the API does not know", () => {
    const { uptime } = newCloud().digitalocean;
    const { id } = uptime.createCheck({ name: "up", target: "https://x" });
    const latency = { name: "slow", type: "latency", notifications: EMAIL };

    expect(() => uptime.createCheck({ name: "a", target: "" })).toThrow("target must not be empty");
    expect(() => uptime.createCheck({ name: "a", target: "x", type: "tcp" })).toThrow("422");
    expect(() => uptime.createCheck({ name: "a", target: "x", regions: ["mars"] })).toThrow(
      'region "mars" is invalid, must be one of us_east, us_west, eu_west, se_asia',
    );
    expect(() => uptime.createAlert(id, latency)).toThrow(
      'alerts of type "latency" need a threshold above 0 and a comparison',
    );
    expect(() => uptime.createAlert(id, { ...latency, type: "up" })).toThrow('type "up" is invalid');
    expect(() =>
      uptime.createAlert(id, { name: "d", type: "down", notifications: { email: [], slack: [] } }),
    ).toThrow("notifications must name at least one e-mail or Slack channel");
    expect(() => uptime.createAlert("none", latency)).toThrow("404");
  });
});

describe("domains", () => {
  test("host records are kept without their dot, names without their domain", () => {
    const { domains, projects } = newCloud().digitalocean;
    domains.create({ name: "example.com", ip_address: "192.0.2.1" });
    const record = domains.createRecord("example.com", {
      type: "CNAME",
      name: "www.example.com.",
      data: "x.app.",
    });

    expect(record).toMatchObject({ id: 1005, name: "www", data: "x.app", ttl: 1800 });
    expect(domains.listRecords("example.com").map(({ type }) => type)).toEqual([
      "NS",
      "NS",
      "NS",
      "A",
      "CNAME",
    ]);
    expect(domains.updateRecord("example.com", record.id, { ttl: 60 })).toMatchObject({
      ttl: 60,
      data: "x.app",
    });
    domains.deleteRecord("example.com", record.id);
    expect(() => domains.getRecord("example.com", record.id)).toThrow("404");
    expect(projects.listResources(projects.getDefault().id)).toHaveLength(1);
    domains.delete("example.com");
    expect(domains.list()).toEqual([]);
    expect(projects.listResources(projects.getDefault().id)).toEqual([]);
  });

  test("refuses a taken or malformed name and empty data", () => {
    const { domains } = newCloud().digitalocean;
    domains.create({ name: "example.com" });

    expect(() => domains.create({ name: "example.com" })).toThrow("422");
    expect(() => domains.create({ name: "nodots" })).toThrow('Name "nodots" is not a domain name');
    expect(() => domains.createRecord("example.com", { type: "TXT", name: "@", data: "" })).toThrow(
      "Data can't be blank",
    );
    expect(() => domains.createRecord("none.com", { type: "TXT", name: "@", data: "x" })).toThrow("404");
  });
});

describe("registries, networks, tags and policies", () => {
  test("a registry has the account's tier", () => {
    const { registries } = newCloud().digitalocean;

    expect(() => registries.getSubscription()).toThrow("404");
    registries.create({ name: "lingobot", subscription_tier_slug: "basic" });
    expect(registries.get("lingobot").region).toBe("nyc3");
    expect(registries.updateSubscription("professional").tier.slug).toBe("professional");
    expect(registries.list()).toHaveLength(1);
    registries.delete("lingobot");
    expect(() => registries.get("lingobot")).toThrow("404");
  });

  test("refuses registries that cannot be", () => {
    const { registries } = newCloud().digitalocean;
    const basic = { subscription_tier_slug: "basic" };
    registries.create({ name: "lingobot", ...basic });

    expect(() => registries.create({ name: "lingobot", ...basic })).toThrow(
      'registry name "lingobot" is already in use',
    );
    expect(() => registries.create({ name: "Lingo", ...basic })).toThrow('registry name "Lingo" must match');
    expect(() => registries.create({ name: "a", ...basic, region: "mars1" })).toThrow(
      'region "mars1" is invalid',
    );
    expect(() => registries.updateSubscription("gold")).toThrow(
      'subscription tier "gold" is invalid, must be one of starter, basic, professional',
    );
  });

  test("networks have names and ranges of their own", () => {
    const { vpcs } = newCloud().digitalocean;
    const vpc = vpcs.create({ name: "net", region: "fra1" });
    const other = vpcs.create({ name: "other", region: "fra1" });

    expect(vpc.ip_range).toBe("10.100.0.0/20");
    expect(other.ip_range).not.toBe(vpc.ip_range);
    expect(() => vpcs.create({ name: "net", region: "fra1" })).toThrow('VPC name "net" is already in use');
    expect(() => vpcs.create({ name: "x", region: "fra1", ip_range: vpc.ip_range })).toThrow("VPC ip_range");
    expect(() => vpcs.create({ name: "x", region: "mars1" })).toThrow('region "mars1" is invalid');
    expect(vpcs.update(vpc.id, { name: "net2" })).toMatchObject({ name: "net2", description: "" });
    vpcs.delete(vpc.id);
    expect(vpcs.list()).toEqual([other]);
  });

  test("tags and alert policies come and go", () => {
    const { tags, monitorAlerts } = newCloud().digitalocean;
    expect(tags.create("a")).toBe(tags.create("a"));
    expect(() => tags.create("a b")).toThrow('tag name "a b" must match');
    tags.delete("a");
    expect(() => tags.get("a")).toThrow("404");

    const wanted = {
      type: "t",
      description: "d",
      compare: "GreaterThan",
      value: 1,
      window: "5m",
      enabled: true,
    };
    const policy = monitorAlerts.create({ ...wanted, entities: [], tags: [], alerts: EMAIL });
    expect(monitorAlerts.update(policy.uuid, { ...policy, value: 2 }).value).toBe(2);
    expect(monitorAlerts.list()).toHaveLength(1);
    monitorAlerts.delete(policy.uuid);
    expect(() => monitorAlerts.get(policy.uuid)).toThrow("404");
  });
});

describe("storage and databases", () => {
  test("bucket names are unique, full buckets stay", () => {
    const { spaces } = newCloud().digitalocean;
    const bucket = { name: "states", region: "fra1", acl: "private" };
    spaces.createBucket(bucket);

    expect(() => spaces.createBucket(bucket)).toThrow('BucketAlreadyExists: "states"');
    expect(() => spaces.createBucket({ ...bucket, name: "A" })).toThrow('InvalidBucketName: "A"');
    spaces.updateBucket("states", { objects: 2 });
    expect(() => spaces.deleteBucket("states")).toThrow('BucketNotEmpty: "states" holds 2 objects');
    expect(spaces.listBuckets()).toHaveLength(1);
  });

  test("a key shows its secret once", () => {
    const { spaces } = newCloud().digitalocean;
    const grants = [{ bucket: "states", permission: "readwrite" }];
    const key = spaces.createKey({ name: "tf", grants });

    expect(key.secret_key).toHaveLength(43);
    expect(spaces.getKey(key.access_key)).not.toHaveProperty("secret_key");
    expect(() => spaces.createKey({ name: "x", grants: [{ bucket: "b", permission: "all" }] })).toThrow(
      'permission "all" is invalid, must be one of read, readwrite, fullaccess',
    );
  });

  test("refuses databases, users and endpoints that exist or cannot be", () => {
    const { databases, cdns, certificates } = newCloud().digitalocean;
    const pg = { name: "db", engine: "pg", size: "db-s-1vcpu-1gb", region: "fra1", num_nodes: 1 };
    const { id } = databases.create(pg);
    databases.createDatabase(id, "app");
    databases.createUser(id, "app", undefined);

    expect(() => databases.create(pg)).toThrow('cluster name "db" is not available');
    expect(() => databases.create({ ...pg, engine: "oracle" })).toThrow('engine "oracle" is invalid');
    expect(() => databases.create({ ...pg, region: "mars1" })).toThrow('region "mars1" is invalid');
    expect(() => databases.createDatabase(id, "app")).toThrow('database name "app" is not available');
    expect(() => databases.deleteDatabase(id, "none")).toThrow("404");
    expect(() => databases.createUser(id, "app", undefined)).toThrow('user name "app" is not available');
    expect(() => databases.getUser(id, "none")).toThrow("404");
    const origin = "states.fra1.digitaloceanspaces.com";
    expect(cdns.create({ origin }).endpoint).toBe("states.fra1.cdn.digitaloceanspaces.com");
    expect(() => cdns.create({ origin })).toThrow(`origin "${origin}" already has a CDN endpoint`);
    certificates.create({ name: "tls", type: "custom", dns_names: [] });
    expect(() => certificates.create({ name: "tls", type: "custom", dns_names: [] })).toThrow(
      'certificate name "tls" is already in use',
    );
  });
});

describe("prices", () => {
  test("the catalogue has every size once, with what its users ask for", () => {
    const { digitalocean } = newCloud();
    const sizes = digitalocean.instanceSizes();

    expect(sizes).toHaveLength(14);
    expect(new Set(sizes.map(({ slug }) => slug)).size).toBe(14);
    expect(sizes.filter(({ single_instance_only }) => single_instance_only).map(({ slug }) => slug)).toEqual([
      "apps-s-1vcpu-0.5gb",
      "apps-s-1vcpu-1gb-fixed",
    ]);
    expect(sizes.every(({ scalable, cpu_type }) => scalable === (cpu_type === "DEDICATED"))).toBe(true);
    expect(INSTANCE_SIZES.find(({ slug }) => slug === "apps-s-2vcpu-4gb")).toMatchObject({
      usd_per_month: "50.00",
      memory_bytes: "4294967296",
      cpus: "2",
    });
    expect(digitalocean.regions().map(({ slug }) => slug)).toEqual(
      "nyc ams fra lon sfo sgp syd blr tor atl".split(" "),
    );
  });

  test("the seed's production costs 24 dollars, autoscaling has a range", () => {
    const autoscaling = { min_instance_count: 2, max_instance_count: 5, metrics: { cpu: { percent: 70 } } };

    expect(monthlyPrice(specOf({ instance_count: 2 }))).toEqual({ best: 24, worst: 24 });
    expect(monthlyPrice(specOf({ instance_size_slug: "apps-d-1vcpu-0.5gb", autoscaling }))).toEqual({
      best: 58,
      worst: 145,
    });
  });

  test("egress addresses and development databases are counted, jobs and archived components are not", () => {
    const extras = specOf(
      {},
      {
        egress: { type: "DEDICATED_IP" },
        databases: [{ name: "db" }, { name: "big", production: true }],
        jobs: [{ name: "migrate", instance_size_slug: "apps-s-1vcpu-0.5gb", instance_count: 1 }],
      },
    );

    expect(monthlyPrice(extras)).toEqual({ best: 44, worst: 44 });
    expect(monthlyPrice({ ...extras, maintenance: { archive: true } })).toEqual({ best: 32, worst: 32 });
  });
});
