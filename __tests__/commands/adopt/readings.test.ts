import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Findings } from "../../../commands/adopt/findings";
import { findImports } from "../../../commands/adopt/imports/find";
import type { AppReading } from "../../../commands/adopt/live/app";
import {
  type LiveRuleset,
  type RepositoryReading,
  readRepository,
} from "../../../commands/adopt/live/github";
import { parseOptions, type ReadOptions } from "../../../commands/adopt/options";
import { appSettings } from "../../../commands/adopt/settings/app";
import { print } from "../../../commands/adopt/settings/code";
import { githubSettings } from "../../../commands/adopt/settings/github";
import { Webhooks } from "../../../commands/adopt/settings/notify";
import { cloudsOf } from "../../../commands/clouds/clouds";
import { GitHub } from "../../../commands/clouds/github";
import { lingobot } from "../../../lingobot";
import { World } from "../world";

const OPTIONS = parseOptions(["acme/shop", "live=shop"]) as ReadOptions & { readonly mode: "read" };

const REPOSITORY: RepositoryReading = {
  repository: {
    full_name: "acme/shop",
    name: "shop",
    private: true,
    archived: false,
    description: null,
    homepage: "",
    default_branch: "trunk",
    has_issues: true,
    has_wiki: false,
    has_projects: false,
    has_discussions: false,
    allow_squash_merge: false,
    security_and_analysis: {
      secret_scanning: { status: "enabled" },
      advanced_security: { status: "enabled" },
    },
  },
  plan: "business",
  dependabotAlerts: true,
  dependabotUpdates: false,
  labels: [],
  teams: [{ id: 7, slug: "crew", permission: "push" }],
  people: [],
  rulesets: [],
  actions: { enabled: true, allowed_actions: "local_only" },
  workflow: { default_workflow_permissions: "write", can_approve_pull_request_reviews: true },
};

function read(change: Partial<RepositoryReading>) {
  const findings = new Findings();
  const settings = githubSettings({ ...REPOSITORY, ...change }, OPTIONS, findings);
  return { settings, text: print(settings), ...findings };
}

const PULL = { type: "pull_request", parameters: { required_approving_review_count: 1 } };

function ruleset(change: Partial<LiveRuleset> = {}): LiveRuleset {
  return {
    id: 1,
    name: "rules",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/heads/trunk"], exclude: [] } },
    bypass_actors: [],
    rules: [PULL],
    ...change,
  };
}

describe("a repository", () => {
  test("is told in the settings' words", () => {
    expect(read({}).settings).toMatchObject({
      plan: "team",
      visibility: "private",
      defaultBranch: "trunk",
      securityProducts: ["secret-protection", "code-security"],
      security: { dependabotUpdates: false },
      branches: [{ name: "trunk", protected: false }],
      teams: { crew: "push" },
    });
    expect(read({}).text).toContain("AllowedActions.localOnly()");
    expect(read({}).text).toContain('defaultTokenPermissions: "write"');
  });

  test("what stands in the way is told", () => {
    const { problems } = read({
      plan: "gold",
      actions: { enabled: false },
      people: [{ login: "ada", role_name: "auditor" }],
    });
    expect(problems).toEqual([
      "GitHub does not tell this token which plan acme has; say it with --plan free, team or enterprise",
      "GitHub Actions are turned off for the repository; turn them on in its settings",
      "collaborator ada has the role auditor, which the settings cannot give; give it one of pull, triage, push, maintain, admin first",
    ]);
  });

  test("rulesets that the settings cannot say stay, and each says why", () => {
    const { left, settings } = read({
      rulesets: [
        ruleset({ name: "first" }),
        ruleset({ name: "second" }),
        ruleset({ name: "many", conditions: { ref_name: { include: ["~ALL"], exclude: [] } } }),
        ruleset({ name: "odd", rules: [{ type: "creation" }] }),
        ruleset({
          name: "loose",
          bypass_actors: [{ actor_id: 1, actor_type: "DeployKey", bypass_mode: "always" }],
        }),
        ruleset({
          name: "exempt",
          bypass_actors: [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "exempt" }],
        }),
        ruleset({ name: "release-tags", target: "tag", rules: [{ type: "deletion" }] }),
      ],
    });
    expect(left).toEqual([
      'ruleset "second": branch trunk has another',
      'ruleset "many": it does not guard exactly one branch by its name',
      'ruleset "odd": rule creation, rule (none that asks for a pull request)',
      'ruleset "loose": bypass of DeployKey 1',
      'ruleset "exempt": bypass mode exempt',
      'ruleset "release-tags": it does more than keep tags from being moved and deleted',
    ]);
    expect(settings).toMatchObject({ branches: [{ name: "trunk", rulesetName: "first" }], releaseTags: [] });
  });

  test("rulesets with more than the provider knows stay: an update would take it away unseen", () => {
    const pull = (parameters: object) => ({ ...PULL, parameters: { ...PULL.parameters, ...parameters } });
    const methods = (...allowed_merge_methods: string[]) => pull({ allowed_merge_methods });
    const { left, settings } = read({
      rulesets: [
        ruleset({ name: "squash", rules: [methods("squash")] }),
        ruleset({ name: "owners", rules: [pull({ required_reviewers: [{ minimum_approvals: 1 }] })] }),
        ruleset({
          name: "usual",
          rules: [pull({ ...methods("merge", "squash", "rebase").parameters, required_reviewers: [] })],
        }),
      ],
    });
    expect(left).toEqual([
      'ruleset "squash": allowed_merge_methods of rule pull_request, which provider 6.9.0 does not know',
      'ruleset "owners": required_reviewers of rule pull_request, which provider 6.9.0 does not know',
    ]);
    expect(settings).toMatchObject({ branches: [{ name: "trunk", rulesetName: "usual" }] });
  });

  test("who may bypass is named, teams by their slugs", () => {
    const actors = [
      { actor_id: null, actor_type: "OrganizationAdmin", bypass_mode: "pull_request" },
      { actor_id: 99, actor_type: "Integration", bypass_mode: "always" },
      { actor_id: 7, actor_type: "Team", bypass_mode: "always" },
      { actor_id: 2, actor_type: "RepositoryRole", bypass_mode: "pull_request" },
    ];
    const { text } = read({ rulesets: [ruleset({ bypass_actors: actors })] });
    for (const actor of [
      "BypassActor.organizationAdmins()",
      'BypassActor.app(99, "always")',
      'BypassActor.team("crew", "always")',
      'BypassActor.role("maintain")',
    ])
      expect(text).toContain(actor);
  });

  test("code scanning, a queue and release tags", () => {
    const scanning = {
      type: "required_code_scanning",
      parameters: {
        code_scanning_tools: [
          { tool: "Other", alerts_threshold: "all", security_alerts_threshold: "high_or_higher" },
        ],
      },
    };
    const tags = ruleset({
      name: "release-tags",
      target: "tag",
      conditions: { ref_name: { include: ["refs/tags/r*"], exclude: [] } },
      rules: [{ type: "deletion" }, { type: "non_fast_forward" }],
    });
    expect(
      read({ rulesets: [ruleset({ rules: [PULL, scanning, { type: "merge_queue" }] }), tags] }).settings,
    ).toMatchObject({
      branches: [{ codeScanning: { tool: "Other", alerts: "all" }, mergeQueue: true }],
      releaseTags: ["r*"],
    });
  });
});

describe("an app", () => {
  const image = {
    registry_type: "GHCR",
    registry: "acme",
    repository: "shop",
    tag: "live-latest",
    registry_credentials: "EV[1:a:b]",
  };
  const SERVICE = {
    name: "api",
    image,
    instance_size_slug: "apps-s-1vcpu-0.5gb",
    instance_count: 1,
    http_port: 8081,
    health_check: {
      initial_delay_seconds: 10,
      period_seconds: 10,
      timeout_seconds: 5,
      success_threshold: 1,
      failure_threshold: 6,
    },
  };
  const CHECK = {
    id: "c",
    name: "up",
    type: "https",
    target: "https://shop.example/",
    enabled: true,
    alerts: [],
  };

  function app(spec: object, change: Partial<AppReading> = {}) {
    const findings = new Findings();
    const reading: AppReading = {
      id: "a",
      spec: { name: "shop-live", region: "nyc", services: [SERVICE], ...spec },
      addresses: ["https://shop.example"],
      liveUrl: "https://shop.example",
      alerts: [],
      checks: [],
      ...change,
    };
    const context = {
      product: "shop",
      environment: "live",
      owner: "acme",
      repository: "shop",
      isPrivate: true,
    };
    const settings = appSettings(reading, context, { findings, webhooks: new Webhooks() });
    return { settings, text: print(settings), ...findings };
  }

  test("that is as the settings make one says little", () => {
    const { settings, text, problems } = app({});
    expect(problems).toEqual([]);
    expect(
      Object.entries(settings)
        .filter(([, value]) => value !== undefined)
        .map(([key]) => key),
    ).toEqual(["size", "healthCheck", "alerts", "project", "uptime"]);
    expect(settings).toMatchObject({ healthCheck: { kind: "tcp" }, project: "unmanaged", uptime: "none" });
    expect(text).toContain("InstanceSize.XXS");
  });

  test("with everything else that an app can say", () => {
    const service = {
      ...SERVICE,
      instance_size_slug: "basic-xxs",
      instance_count: 2,
      image: { registry_type: "DOCR", repository: "shop", digest: `sha256:${"a".repeat(64)}` },
      termination: { grace_period_seconds: 30, drain_seconds: 20 },
      alerts: [
        { rule: "CPU_UTILIZATION", operator: "LESS_THAN", value: 5, window: "ONE_HOUR", disabled: true },
        { rule: "REQUESTS_PER_SECOND", operator: "GREATER_THAN", value: 9, window: "FIVE_MINUTES" },
      ],
      log_destinations: [{ name: "logs", papertrail: { endpoint: "logs7.papertrailapp.com:1" } }],
    };
    const { text, problems } = app({
      services: [service],
      alerts: [{ rule: "ODD", disabled: true }],
      domains: [{ domain: "shop.example", type: "PRIMARY", wildcard: true, zone: "shop.example" }],
      egress: { type: "DEDICATED_IP" },
      vpc: { id: "v" },
      maintenance: { enabled: true, archive: true, offline_page_url: "https://down.example/" },
      disable_edge_cache: true,
      disable_email_obfuscation: true,
      enhanced_threat_control_enabled: true,
    });
    expect(problems).toEqual([]);
    for (const told of [
      'InstanceSize.of("basic-xxs")',
      "Scaling.fixed(2)",
      `ContainerRegistry.fromDocrName("acme").image("shop").byDigest("sha256:${"a".repeat(64)}")`,
      "termination: { graceSeconds: 30, drainSeconds: 20 }",
      'ComponentAlert.of("CPU_UTILIZATION", { below: 5, window: "1h", disabled: true })',
      'ComponentAlert.of("REQUESTS_PER_SECOND", { above: 9, window: "5m" })',
      'AppAlert.of("ODD", { disabled: true })',
      'LogDestination.papertrail({ name: "logs", endpoint: "logs7.papertrailapp.com:1" })',
      'name: "shop.example", type: "primary", wildcard: true, zone: "shop.example"',
      'egress: "dedicated-ip"',
      'vpc: "v"',
      'Maintenance.archive({ offlinePageUrl: "https://down.example/" })',
      "edgeCache: false",
      "emailObfuscation: false",
      "enhancedThreatControl: true",
    ])
      expect(text).toContain(told);
  });

  test("with what the provider has no word for would lose it unseen, so it is told", () => {
    const { problems } = app({
      services: [
        {
          ...SERVICE,
          protocol: "HTTP2",
          inactivity_sleep: { after_seconds: 900 },
          image: { ...image, odd: 1 },
        },
      ],
      jobs: [{ name: "nightly", kind: "SCHEDULED", image, schedule: { cron: "0 3 * * *" } }],
      vpc: { id: "v", egress_ips: [{ ip: "10.0.0.1" }] },
      brand_new: { on: true },
      empty: {},
      off: false,
    });
    const told = (place: string) =>
      `app shop-live: ${place} is nothing that provider 2.71.0 knows, and the next deployment would take it away; take it away first where the app can do without it, or write its stack by hand with a newer provider`;
    expect([...problems].sort()).toEqual([
      told("brand_new"),
      told("jobs[nightly].schedule"),
      told("services[api].image.odd"),
      told("services[api].inactivity_sleep"),
      told("services[api].protocol"),
    ]);
  });

  test("with workers and jobs, whose variables are told beside the shared ones", () => {
    const shared = { key: "MODE", value: "live", scope: "RUN_TIME" };
    const worker = {
      name: "queue",
      image,
      instance_size_slug: "apps-s-1vcpu-1gb",
      instance_count: 3,
      run_command: "work",
      envs: [
        { ...shared, value: "slow" },
        { key: "DEPTH", value: "9", scope: "RUN_TIME" },
      ],
      alerts: [{ rule: "RESTART_COUNT", operator: "GREATER_THAN", value: 2, window: "FIVE_MINUTES" }],
    };
    const job = {
      name: "migrate",
      kind: "PRE_DEPLOY",
      image: { ...image, tag: "other" },
      instance_size_slug: "apps-s-1vcpu-0.5gb",
      instance_count: 1,
      envs: [shared],
      termination: { grace_period_seconds: 9 },
    };
    const { settings, text, problems } = app({
      services: [{ ...SERVICE, envs: [shared] }],
      workers: [worker],
      jobs: [job, { ...job, name: "after", kind: "POST_DEPLOY", image }],
    });
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      variables: { MODE: "live" },
      workers: { queue: { runCommand: "work", variables: { MODE: "slow", DEPTH: "9" } } },
      jobs: { migrate: { termination: { graceSeconds: 9 } }, after: { kind: "post-deploy" } },
    });
    for (const told of [
      "Scaling.fixed(3)",
      'ComponentAlert.restarts({ above: 2, window: "5m" })',
      'ContainerRegistry.ghcr("acme", "shop", { pullCredential: Secret.named("GHCR_PULL_CREDENTIAL") }).image().byTag("other")',
    ])
      expect(text).toContain(told);
  });

  test("whose project and checks belong to others leaves them", () => {
    const project = {
      id: "p",
      name: "All",
      purpose: "x",
      environment: "Production",
      is_default: false,
      others: ["u"],
    };
    const alert = { name: "odd", type: "down", period: "2m", notifications: { email: [] } };
    const { left, settings } = app(
      {},
      {
        project,
        checks: [
          { ...CHECK, alerts: [alert] },
          { ...CHECK, name: "second" },
          { ...CHECK, name: "ping", type: "ping" },
        ],
      },
    );
    expect(left).toEqual([
      'project "All" of app shop-live: 1 more things are in it',
      'uptime check "second" of https://shop.example/',
      'uptime check "ping" of https://shop.example/',
      'alert "odd" of uptime check "up"',
    ]);
    expect(settings).toMatchObject({ project: "unmanaged", uptime: { name: "up", target: "/", alerts: {} } });
  });

  test.each([
    [{ services: [] }, "the settings say exactly one service, and it has none"],
    [
      { services: [SERVICE, { ...SERVICE, name: "two" }] },
      "the settings say exactly one service, and it has api, two",
    ],
    [{ static_sites: [{ name: "s" }] }, 'the settings cannot say static site "s"'],
    [
      { workers: [{ ...SERVICE, name: "w", image: undefined, git: {} }] },
      'worker "w": it is built from a repository',
    ],
    [
      { services: [{ ...SERVICE, envs: [{ key: "A", value: "1" }] }], jobs: [{ ...SERVICE, name: "j" }] },
      'A is a variable of service "api" and not of job "j", and the settings give the service\'s to all; add it there first',
    ],
    [
      { services: [{ ...SERVICE, image: undefined, git: {} }] },
      'service "api": it is built from a repository',
    ],
    [{ services: [{ ...SERVICE, image: undefined, git: {} }] }, 'service "api" runs no image'],
    [{ services: [{ ...SERVICE, build_command: "make" }] }, 'service "api": it is built by App Platform'],
    [{ services: [{ ...SERVICE, cors: {} }] }, 'service "api": it has a CORS policy'],
    [
      { services: [{ ...SERVICE, image: { registry_type: "DOCKER_HUB" } }] },
      'service "api" runs an image of Docker Hub',
    ],
    [
      { services: [{ ...SERVICE, liveness_health_check: {} }] },
      'service "api": it has a liveness check, which provider 2.71.0 erases',
    ],
    [
      {
        services: [
          {
            ...SERVICE,
            autoscaling: {
              min_instance_count: 1,
              max_instance_count: 2,
              metrics: { requests_per_second: {} },
            },
          },
        ],
      },
      'service "api" scales on requests_per_second, which provider 2.71.0 erases',
    ],
    [
      { services: [{ ...SERVICE, log_destinations: [{ name: "dd", datadog: {} }] }] },
      'log destination "dd" of service "api" has a credential, which no cloud tells; take it off first, adopt, and say it in logDestinations',
    ],
    [
      {
        ingress: { rules: [{ match: { path: { prefix: "/" } }, component: { name: "api", rewrite: "/x" } }] },
      },
      "the settings cannot say its ingress rule for / (rewrite)",
    ],
  ])("what the settings cannot say is told (%#)", (spec, told) => {
    expect(app(spec).problems.join("\n")).toContain(`app shop-live: ${told}`);
  });
});

test("a user's repository on GitHub Free, which has no teams, no rulesets and no updates, is read", async () => {
  const { repository, actions, workflow } = REPOSITORY;
  const answers: Readonly<Record<string, readonly [number, unknown]>> = {
    "/repos/ada/shop": [200, repository],
    "/repos/ada/shop/rulesets": [403, { message: "Upgrade to GitHub Pro or make this repository public" }],
    "/repos/ada/shop/actions/permissions": [200, actions],
    "/repos/ada/shop/actions/permissions/workflow": [200, workflow],
    "/users/ada": [200, { login: "ada" }],
  };
  const lists = ["labels", "collaborators", "invitations"].map((name) => `/repos/ada/shop/${name}`);
  const server = createServer(({ url = "" }, response) => {
    const path = url.replace(/\?.*/, "");
    const [status, body] =
      answers[path] ?? (lists.includes(path) ? [200, []] : [404, { message: "Not Found" }]);
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const github = new GitHub({ GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_TOKEN: "x" });
    const reading = await readRepository(github, "ada", "shop");
    expect(reading).toMatchObject({
      rulesets: [],
      teams: [],
      dependabotUpdates: false,
      dependabotAlerts: false,
    });
    expect(reading).not.toHaveProperty("plan");
  } finally {
    server.close();
  }
});

test("imports that could be several things are told", async () => {
  const world = await World.open();
  try {
    const { uptime } = world.cloud.digitalocean;
    const ids = [1, 2].map(
      () => uptime.createCheck({ name: "lingobot-staging-health", target: "https://a.example" }).id,
    );
    const stacks = world.stacks(lingobot, ["staging"]);
    await expect(findImports(stacks, cloudsOf(stacks, world.env(stacks)))).rejects.toThrow(
      `staging: digitalocean_uptime_check.Health_02A586CD could be any of ${ids.join(", ")}, which have the same name; rename or remove all but one`,
    );
  } finally {
    await world.close();
  }
});
