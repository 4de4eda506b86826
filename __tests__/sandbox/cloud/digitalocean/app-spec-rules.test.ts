import type { AppSpec, Service } from "../../../../sandbox/cloud/digitalocean";
import { newCloud, specOf } from "../new-cloud";

const IMAGE = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot" };
const SHARED = "apps-s-1vcpu-1gb";
const DEDICATED = "apps-d-1vcpu-1gb";

function scaled(min: number, max: number, percent = 70): Partial<Service> {
  const autoscaling = { min_instance_count: min, max_instance_count: max, metrics: { cpu: { percent } } };
  return { instance_size_slug: DEDICATED, autoscaling };
}

function refusal(spec: AppSpec): string {
  try {
    newCloud().digitalocean.apps.create({ spec });
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
}

describe("what App Platform refuses of a service", () => {
  const cases: [string, Partial<Service>, string][] = [
    [
      "an unknown size",
      { instance_size_slug: "huge" },
      '"services.instance_size_slug": "huge" is not an instance size',
    ],
    [
      "two instances of a single-instance size",
      { instance_size_slug: "apps-s-1vcpu-0.5gb", instance_count: 2 },
      '"services.instance_count": size "apps-s-1vcpu-0.5gb" allows one instance only, got 2',
    ],
    ["251 instances", { instance_count: 251 }, '"services.instance_count": 251 must be 1 to 250'],
    [
      "CPU autoscaling on a shared CPU",
      { ...scaled(1, 2), instance_size_slug: SHARED },
      `"services.autoscaling.metrics.cpu": CPU autoscaling needs a dedicated CPU size, "${SHARED}" is shared`,
    ],
    [
      "instance_count together with autoscaling",
      { ...scaled(1, 2), instance_count: 2 },
      '"services.instance_count": must not be set together with autoscaling',
    ],
    ["min over max", scaled(3, 2), "3 is more than max_instance_count 2"],
    ["max over 250", scaled(1, 251), '"services.autoscaling.max_instance_count": 251 must be 1 to 250'],
    ["101 percent", scaled(1, 2, 101), '"services.autoscaling.metrics.cpu.percent": 101 must be 1 to 100'],
    [
      "tag with digest",
      { image: { ...IMAGE, tag: "v1", digest: `sha256:${"a".repeat(64)}` } },
      "tag and digest are mutually exclusive",
    ],
    [
      "a malformed digest",
      { image: { ...IMAGE, digest: "sha256:1" } },
      '"sha256:1" must match ^sha256:[0-9a-f]{64}$',
    ],
    [
      "an unknown registry",
      { image: { ...IMAGE, registry_type: "ECR" } },
      '"ECR" must be one of DOCKER_HUB, DOCR, GHCR',
    ],
    [
      "GHCR without an owner",
      { image: { registry_type: "GHCR", repository: "lingobot" } },
      "GHCR images need the owner of the repository",
    ],
    ["port 0", { http_port: 0 }, '"services.http_port": 0 must be 1 to 65535'],
    ["an internal port", { internal_ports: [70000] }, '"services.internal_ports": 70000 must be 1 to 65535'],
    ["a check period", { health_check: { period_seconds: 301 } }, 'period_seconds": 301 must be 1 to 300'],
    ["a check delay", { health_check: { initial_delay_seconds: 3601 } }, "3601 must be 0 to 3600"],
    [
      "a drain time",
      { termination: { drain_seconds: 111 } },
      '"services.termination.drain_seconds": 111 must be 1 to 110',
    ],
    ["a grace period", { termination: { grace_period_seconds: 601 } }, "601 must be 1 to 600"],
    ["a variable's name", { envs: [{ key: "1A" }] }, '"services.envs.key": "1A" must match'],
    [
      "a variable twice",
      { envs: [{ key: "A" }, { key: "A" }] },
      '"services.envs.key": "A" is set more than once',
    ],
    ["a component's name", { name: "API" }, '"services.name": "API" must be 2 to 32 characters'],
    [
      "an app rule on a component",
      { alerts: [{ rule: "DEPLOYMENT_FAILED" }] },
      '"DEPLOYMENT_FAILED" is not a rule for component alerts',
    ],
    [
      "an alert's operator",
      { alerts: [{ rule: "CPU_UTILIZATION", operator: "MORE", value: 1, window: "ONE_HOUR" }] },
      '"services.alerts.operator": "MORE" must be one of GREATER_THAN, LESS_THAN',
    ],
    [
      "an alert's window",
      { alerts: [{ rule: "CPU_UTILIZATION", operator: "LESS_THAN", value: 1 }] },
      '"services.alerts.window": "" must be one of FIVE_MINUTES',
    ],
    ["a log destination's name", { log_destinations: [{ name: "x" }] }, '"x" must be 2 to 42 characters'],
    [
      "two sources",
      { git: { repo_clone_url: "https://git.example/x.git", branch: "main" } },
      'component "api" must have one source of image, git, github, gitlab, bitbucket: it has image and git',
    ],
  ];

  test.each(cases)("%s", (_what, service, message) => {
    expect(refusal(specOf(service))).toContain(message);
  });

  test("nothing of what is right at the bounds", () => {
    const health_check = {
      period_seconds: 300,
      timeout_seconds: 120,
      initial_delay_seconds: 0,
      failure_threshold: 50,
    };
    const termination = { drain_seconds: 110, grace_period_seconds: 600 };

    expect(refusal(specOf({ ...scaled(1, 250, 100), health_check, termination, http_port: 65535 }))).toBe(
      "accepted",
    );
  });
});

describe("what App Platform refuses of an app", () => {
  const worker = { name: "jobs", instance_size_slug: SHARED, image: { ...IMAGE, tag: "v1" } };
  const cases: [string, Partial<AppSpec>, string][] = [
    ["its name", { name: "L" }, 'error validating app spec field "name": "L" must be 2 to 32 characters'],
    ["an upper-case name", { name: "Lingobot" }, '"Lingobot" must be 2 to 32'],
    [
      "an unknown region",
      { region: "mars" },
      '"region": "mars" is not a region, must be one of nyc, ams, fra',
    ],
    ["no component", { services: [] }, "an app must have at least one component"],
    [
      "a name twice",
      { workers: [{ ...worker, name: "api" }] },
      'component name "api" is used more than once',
    ],
    [
      "a worker that drains",
      { workers: [{ ...worker, termination: { drain_seconds: 5 } }] },
      "only services can drain",
    ],
    [
      "a job that scales",
      { jobs: [{ ...worker, autoscaling: { min_instance_count: 1, max_instance_count: 2 } }] },
      "jobs cannot scale",
    ],
    [
      "a worker that scales on requests",
      {
        workers: [
          {
            ...worker,
            autoscaling: {
              min_instance_count: 1,
              max_instance_count: 2,
              metrics: { requests_per_second: { per_instance: 5 } },
            },
          },
        ],
      },
      "only services can scale on requests",
    ],
    ["a domain", { domains: [{ domain: "nodots" }] }, '"nodots" is not a domain name'],
    [
      "two primary domains",
      {
        domains: [
          { domain: "a.example.com", type: "PRIMARY" },
          { domain: "b.example.com", type: "PRIMARY" },
        ],
      },
      "only one domain can be PRIMARY",
    ],
    [
      "a route to nowhere",
      { ingress: { rules: [{ component: { name: "web" } }] } },
      'component "web" does not exist, the app has api',
    ],
    [
      "an offline page",
      { maintenance: { offline_page_url: "http://x" } },
      '"http://x" must start with https://',
    ],
    [
      "an alert rule",
      { alerts: [{ rule: "CPU_UTILIZATION" }] },
      '"CPU_UTILIZATION" is not a rule for app alerts',
    ],
  ];

  test.each(cases)("%s", (_what, app, message) => {
    expect(refusal(specOf({}, app))).toContain(message);
  });

  test("more than 500 domains", () => {
    const domains = Array.from({ length: 501 }, (_, index) => ({ domain: `d${index}.example.com` }));

    expect(refusal(specOf({}, { domains }))).toContain("501 domains, at most 500 are allowed");
  });

  test("a name in use, on creation and on renaming", () => {
    const { apps } = newCloud().digitalocean;
    apps.create({ spec: specOf() });
    const other = apps.create({ spec: specOf({}, { name: "other" }) });

    expect(() => apps.create({ spec: specOf() })).toThrow(
      /POST https:\/\/api.digitalocean.com\/v2\/apps: 409 .*app name "lingobot" is already in use/,
    );
    expect(() => apps.update(other.id, { spec: specOf() })).toThrow("409");
  });
});

test("the API fills in what is left out", () => {
  const { apps } = newCloud().digitalocean;
  const image = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot" };

  const { spec } = apps.create({
    spec: {
      name: "lingobot",
      services: [
        { name: "api", image, envs: [{ key: "A", value: "1" }] },
        { name: "web", image, routes: [{ path: "/site", preserve_path_prefix: true }] },
      ],
    },
  });

  expect(spec).toMatchObject({
    region: "nyc",
    features: ["buildpack-stack=ubuntu-22"],
    services: [
      {
        http_port: 8080,
        instance_count: 1,
        instance_size_slug: "apps-s-1vcpu-0.5gb",
        image: { tag: "latest" },
        envs: [{ key: "A", scope: "RUN_AND_BUILD_TIME", value: "1" }],
      },
      { name: "web" },
    ],
    ingress: {
      rules: [
        { match: { path: { prefix: "/" } }, component: { name: "api" } },
        { match: { path: { prefix: "/site" } }, component: { name: "web", preserve_path_prefix: true } },
      ],
    },
  });
});
