import { PartialState, type Values } from "../../../../sandbox/terraform/resource-type";
import { adapter, newContext, recorded } from "./harness";

const app = adapter("digitalocean_app");
const minimal = (): Values => recorded("app-minimal/1-create", "digitalocean_app.app").after;

/** A planned app of one service, with what is given in it and in the spec. */
function planned(service: Values = {}, spec: Values = {}): Values {
  const image = { registry_type: "GHCR", registry: "acme", repository: "lingobot", tag: "v1" };
  const api = {
    name: "api",
    instance_size_slug: "apps-s-1vcpu-1gb",
    instance_count: 1,
    image: [image],
    ...service,
  };
  return { spec: [{ name: "lingobot", region: "fra", service: [api], ...spec }] };
}

function failure(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was refused");
}

describe("digitalocean_app", () => {
  test("a failed first deployment leaves a partial state that names the app and why it failed", () => {
    const context = newContext();
    context.cloud.faults.failDeployments({ deployment: "health-check" });

    const error = failure(() => app.create(context, minimal())) as PartialState;

    const [made] = context.cloud.digitalocean.apps.list();
    expect(error).toBeInstanceOf(PartialState);
    expect(error.state).toMatchObject({ id: made?.id, spec: minimal().spec });
    expect(error.message).toMatch(
      /^error deploying app \(.*\) \(deployment ID: .*\):\ndeploy\/components\/api: ERROR ContainerHealthChecksFailed: /,
    );
  });

  test("without any deployment there is nothing to wait for", () => {
    const context = newContext();
    jest.spyOn(context.cloud.digitalocean.apps, "listDeployments").mockReturnValue([]);

    expect(failure(() => app.create(context, planned())).message).toMatch(
      /^timeout waiting for app \(.*\) deployment$/,
    );
  });

  test("a missing image fails the deployment with the command that makes one", () => {
    const image = { registry_type: "GHCR", registry: "acme", repository: "other", tag: "v1" };

    expect(failure(() => app.create(newContext(), planned({ image: [image] }))).message).toContain(
      "npm run sandbox -- push ghcr.io/acme/other:v1",
    );
  });

  test("what the API refuses never comes to exist", () => {
    const context = newContext();

    const error = failure(() => app.create(context, planned({ instance_size_slug: "huge" })));

    expect(error).not.toBeInstanceOf(PartialState);
    expect(error.message).toMatch(
      /^Error creating App: POST https:\/\/api.digitalocean.com\/v2\/apps: 400 \(request ".*"\) error validating app spec field/,
    );
    expect(context.cloud.digitalocean.apps.list()).toEqual([]);
  });

  test("a failed update is an error while the deployment before goes on serving", () => {
    const context = newContext();
    const state = app.create(context, planned());
    context.cloud.faults.failDeployments({ deployment: "build" });

    const error = failure(() => app.update(context, state, { ...state, ...planned({ instance_count: 2 }) }));

    expect(error.message).toContain("build/components/api: ERROR BuildFailed");
    const after = app.read(context, state);
    expect(after?.active_deployment_id).toBe(state.active_deployment_id);
    expect(after).toMatchObject({ spec: [{ service: [{ instance_count: 2 }] }] });
  });

  test("while a rollback pins the app, updates are refused and reading shows no change", () => {
    const context = newContext();
    const { apps } = context.cloud.digitalocean;
    const first = app.create(context, planned());
    const second = app.update(context, first, { ...first, ...planned({ instance_count: 2 }) });
    apps.rollback(String(first.id), { deployment_id: String(first.active_deployment_id) });

    expect(app.read(context, second)?.spec).toEqual(second.spec);
    expect(failure(() => app.update(context, second, { ...second, ...planned() })).message).toMatch(
      /^Error updating app \(.*\): PUT .*: 409 /,
    );
  });

  test("an update that does not touch the spec deploys nothing", () => {
    const context = newContext();
    const state = app.create(context, planned());

    const after = app.update(context, state, { ...state, deployment_per_page: 50 });

    expect(after).toMatchObject({
      deployment_per_page: 50,
      active_deployment_id: state.active_deployment_id,
    });
    expect(context.cloud.digitalocean.apps.listDeployments(String(state.id))).toHaveLength(1);
  });

  test("calls that are refused for now are tried again, four times", () => {
    const context = newContext();
    const { faults } = context.cloud;
    faults.failCalls({ cloud: "digitalocean", method: "POST", status: 429, times: 2 });
    faults.failCalls({ cloud: "digitalocean", method: "GET", status: 500, times: 2 });
    const state = app.create(context, planned());

    faults.failCalls({ cloud: "digitalocean", method: "GET", status: 503, times: 5 });
    expect(failure(() => app.read(context, state)).message).toMatch(
      /^Error reading App: GET .*: 503 .*Service Unavailable/,
    );
    faults.failCalls({ cloud: "digitalocean", method: "GET", status: 403 });
    expect(failure(() => app.read(context, state)).message).toContain("403");
  });

  test("an app that is gone is dropped from the state", () => {
    const context = newContext();
    const state = app.create(context, planned());
    app.delete(context, state);

    expect(app.read(context, state)).toBeUndefined();
    expect(failure(() => app.delete(context, state)).message).toMatch(/^Error deletingApp: DELETE .*: 404/);
  });

  test("domain blocks are read back only where there were some", () => {
    const context = newContext();
    const domain = [{ name: "bot.example.com", type: "PRIMARY" }];
    const state = app.create(context, planned({}, { domain }));

    expect(app.read(context, state)).toMatchObject({ spec: [{ domain, domains: ["bot.example.com"] }] });
    const imported = app.read(context, app.import(context, String(state.id)));
    expect(imported).toMatchObject({ id: state.id, spec: [{ domain: [], domains: ["bot.example.com"] }] });
  });

  test("the older list of domains is sent too", () => {
    const context = newContext();

    const state = app.create(context, planned({}, { domains: ["a.example.com", "b.example.com"] }));

    expect(state).toMatchObject({ spec: [{ domain: [], domains: ["a.example.com", "b.example.com"] }] });
  });

  test("an app is made in the project that is asked for", () => {
    const context = newContext();
    const { id } = context.cloud.digitalocean.projects.create({ name: "p", purpose: "IoT" });

    expect(app.create(context, { ...planned(), project_id: id }).project_id).toBe(id);
  });
});

describe("every field of the spec comes back as it was given", () => {
  const git = { repo_clone_url: "https://git.example/x.git", branch: "main" };
  const github = { repo: "acme/x", branch: "main", deploy_on_push: true };
  const cors = {
    allow_origins: [{ exact: "https://a", prefix: "https://b", regex: "c.*" }],
    allow_methods: ["GET"],
    allow_headers: ["x-a"],
    expose_headers: ["x-b"],
    max_age: "5h",
    allow_credentials: true,
  };
  const logs = [
    { name: "pp", papertrail: [{ endpoint: "p:1" }] },
    { name: "dd", datadog: [{ endpoint: "https://dd", api_key: "k" }] },
    { name: "lt", logtail: [{ token: "t" }] },
    {
      name: "os",
      open_search: [
        {
          endpoint: "https://o",
          cluster_name: "c",
          index_name: "i",
          basic_auth: [{ user: "u", password: "p" }],
        },
      ],
    },
  ];
  const alert = [
    { rule: "RESTART_COUNT", operator: "GREATER_THAN", value: 3, window: "ONE_HOUR", disabled: true },
  ];
  const env = [{ key: "A", value: "1", scope: "RUN_TIME", type: "GENERAL" }];
  const built = {
    build_command: "make",
    dockerfile_path: "Dockerfile",
    environment_slug: "python",
    source_dir: "src",
  };
  const shared = { instance_size_slug: "apps-s-1vcpu-1gb", instance_count: 1, run_command: "run", ...built };
  const image = {
    registry_type: "DOCKER_HUB",
    registry: "acme",
    repository: "x",
    tag: "v1",
    deploy_on_push: [{ enabled: true }],
  };

  test.each<[string, Values]>([
    [
      "service",
      {
        ...shared,
        name: "api",
        image: [image],
        env,
        alert,
        log_destination: logs,
        http_port: 8081,
        internal_ports: [9090],
        routes: [{ path: "/api", preserve_path_prefix: true }],
        cors: [cors],
        health_check: [
          {
            http_path: "/health",
            port: 8081,
            initial_delay_seconds: 1,
            period_seconds: 2,
            timeout_seconds: 3,
            success_threshold: 4,
            failure_threshold: 5,
          },
        ],
        termination: [{ grace_period_seconds: 60, drain_seconds: 15 }],
      },
    ],
    [
      "worker",
      {
        ...shared,
        name: "jobs",
        github: [github],
        env,
        alert,
        log_destination: logs,
        termination: [{ grace_period_seconds: 9 }],
      },
    ],
    [
      "job",
      {
        ...shared,
        name: "migrate",
        gitlab: [github],
        kind: "PRE_DEPLOY",
        env,
        alert,
        log_destination: logs,
        termination: [{ grace_period_seconds: 9 }],
      },
    ],
    [
      "static_site",
      {
        ...built,
        name: "docs",
        bitbucket: [github],
        env,
        output_dir: "dist",
        index_document: "i.html",
        error_document: "e.html",
        catchall_document: "c.html",
        routes: [{ path: "/docs" }],
        cors: [cors],
      },
    ],
    [
      "function",
      {
        name: "fn",
        git: [git],
        source_dir: "fn",
        env,
        alert,
        log_destination: logs,
        routes: [{ path: "/fn" }],
        cors: [cors],
      },
    ],
    [
      "database",
      {
        name: "db",
        engine: "PG",
        version: "16",
        production: true,
        cluster_name: "c",
        db_name: "d",
        db_user: "u",
      },
    ],
  ])("%s", (kind, block) => {
    const context = newContext();
    context.cloud.images.push("docker.io/acme/x:v1");
    const spec = planned({}, kind === "service" ? { service: [block] } : { [kind]: [block] });

    expect(app.read(context, app.create(context, spec))).toMatchObject({ spec: [{ [kind]: [block] }] });
  });

  test("the app itself", () => {
    const own: Values = {
      disable_edge_cache: true,
      disable_email_obfuscation: true,
      enhanced_threat_control_enabled: true,
      features: ["buildpack-stack=ubuntu-18"],
      env,
      alert: [{ rule: "AUTOSCALE_FAILED", disabled: true }],
      ingress: [
        {
          rule: [
            {
              match: [{ path: [{ prefix: "/" }], authority: [{ exact: "a.example.com" }] }],
              component: [{ name: "api", preserve_path_prefix: true, rewrite: "/x" }],
              cors: [cors],
              redirect: [],
            },
            {
              match: [{ path: [{ prefix: "/old" }], authority: [] }],
              component: [],
              cors: [],
              redirect: [{ uri: "/new", authority: "b", port: 443, scheme: "https", redirect_code: 301 }],
            },
          ],
        },
      ],
      egress: [{ type: "DEDICATED_IP" }],
      maintenance: [{ enabled: true, archive: true, offline_page_url: "https://off" }],
      vpc: [{ id: "vpc-1" }],
      domain: [{ name: "a.example.com", type: "ALIAS", wildcard: true, zone: "example.com" }],
    };
    const context = newContext();

    const state = app.read(context, app.create(context, planned({}, own)));

    expect(state).toMatchObject({ spec: [own] });
    expect(state?.dedicated_ips).toHaveLength(2);
  });

  test("autoscaling, whose instance_count stays unset, and an image by digest with credentials", () => {
    const context = newContext();
    const autoscaling = [
      { min_instance_count: 1, max_instance_count: 3, metrics: [{ cpu: [{ percent: 50 }] }] },
    ];
    const digest = `sha256:${"a".repeat(64)}`;
    const image = {
      registry_type: "GHCR",
      registry: "acme",
      repository: "lingobot",
      digest,
      registry_credentials: "bot:t",
    };
    const service = {
      instance_size_slug: "apps-d-1vcpu-1gb",
      instance_count: null,
      autoscaling,
      image: [image],
    };

    const state = app.create(context, planned(service));

    expect(state).toMatchObject({
      spec: [
        {
          service: [
            { autoscaling, image: [{ digest, registry_credentials: expect.stringMatching(/^EV\[1:/) }] },
          ],
        },
      ],
    });
    expect(JSON.stringify(state)).not.toContain('"instance_count":1');
  });

  test("thresholds pass through single precision, as in the real provider", () => {
    const alert = [{ rule: "CPU_UTILIZATION", operator: "GREATER_THAN", value: 80.1, window: "ONE_HOUR" }];

    expect(app.create(newContext(), planned({ alert }))).toMatchObject({
      spec: [{ service: [{ alert: [{ value: 80.0999984741211 }] }] }],
    });
  });
});

describe("alert destinations", () => {
  const emails = (...list: string[]) => [{ emails: list, slack_webhooks: [] }];
  const cpu = (destinations: Values[]): Values => ({
    rule: "CPU_UTILIZATION",
    operator: "GREATER_THAN",
    value: 80,
    window: "ONE_HOUR",
    destinations,
  });

  function destinationsOf(spec: Values, service: Values = {}): Record<string, readonly string[]> {
    const context = newContext();
    const { id } = app.create(context, planned(service, spec));
    const alerts = context.cloud.digitalocean.apps.listAlerts(String(id));
    return Object.fromEntries(
      alerts.map((each) => [`${each.component_name ?? "app"}.${each.spec.rule}`, each.emails]),
    );
  }

  test("are sent after creation", () => {
    const alert = [{ rule: "DEPLOYMENT_FAILED", destinations: emails("ops@example.com") }];

    expect(destinationsOf({ alert })).toMatchObject({ "app.DEPLOYMENT_FAILED": ["ops@example.com"] });
  });

  test("of app alerts are not sent at all when the first alert has none", () => {
    const alert = [
      { rule: "DEPLOYMENT_LIVE", destinations: [] },
      { rule: "DEPLOYMENT_FAILED", destinations: emails("ops@example.com") },
    ];

    expect(destinationsOf({ alert })["app.DEPLOYMENT_FAILED"]).toEqual(["platform@lingobot.example"]);
  });

  test("of app alerts without any are emptied when the first alert has some", () => {
    const alert = [
      { rule: "DEPLOYMENT_FAILED", destinations: emails("ops@example.com") },
      { rule: "DOMAIN_FAILED", destinations: [] },
    ];

    expect(destinationsOf({ alert })["app.DOMAIN_FAILED"]).toEqual([]);
  });

  test("of the same rule on two components are mixed up: the last wins", () => {
    const image = [{ registry_type: "GHCR", registry: "acme", repository: "lingobot", tag: "v1" }];
    const worker = [
      { name: "jobs", image, instance_size_slug: "apps-s-1vcpu-1gb", alert: [cpu(emails("b@example.com"))] },
    ];

    expect(destinationsOf({ worker }, { alert: [cpu(emails("a@example.com"))] })).toMatchObject({
      "api.CPU_UTILIZATION": ["b@example.com"],
      "jobs.CPU_UTILIZATION": ["b@example.com"],
    });
  });

  test("of component alerts without any are left alone", () => {
    expect(destinationsOf({}, { alert: [cpu([])] })["api.CPU_UTILIZATION"]).toEqual([
      "platform@lingobot.example",
    ]);
  });
});
