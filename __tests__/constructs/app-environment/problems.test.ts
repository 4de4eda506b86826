import {
  type AppEnvironmentProps,
  InstanceSize,
  LogDestination,
  Maintenance,
  Scaling,
  Secret,
} from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { locatedProblemsOf, problemsOf } from "../synthesize";
import { lingobot, problemsWith, stack } from "./lingobot";

const OPENAI = Secret.named("LQBOT_OPENAI_API_KEY");
const SIZES =
  "apps-s-1vcpu-0.5gb, apps-s-1vcpu-1gb-fixed, apps-s-1vcpu-1gb, apps-s-1vcpu-2gb, apps-s-2vcpu-4gb, apps-d-1vcpu-0.5gb, apps-d-1vcpu-1gb, apps-d-1vcpu-2gb, apps-d-1vcpu-4gb, apps-d-2vcpu-4gb, apps-d-2vcpu-8gb, apps-d-4vcpu-8gb, apps-d-4vcpu-16gb, apps-d-8vcpu-32gb";
const NAME =
  "allowed: 2 to 32 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen (^[a-z][a-z0-9-]*[a-z0-9]$); rename it, for example lingobot-staging";
const DOMAIN =
  "allowed: a fully qualified name of letters, digits, hyphens and dots, 4 to 253 characters; write it without scheme, path, port or asterisk, for example bot.example.com";
const DEDICATED = InstanceSize.DEDICATED_1VCPU_1GB;
const DIGEST =
  "allowed: sha256: and 64 hexadecimal digits in lower case; copy it from the registry or from `docker buildx imagetools inspect`";
const REPOSITORY = ContainerRegistry.ghcr("lingobot", "lingobot").image();

function outOfRange(what: string, got: number | string, range: string): string {
  return `the ${what} is out of range; got ${got}; allowed: whole numbers from ${range}; choose a number in the range`;
}

const CASES: readonly (readonly [string, Partial<AppEnvironmentProps>, string])[] = [
  ...["x", "Lingobot", "lingobot-", "1bot", "a".repeat(33), "lingo_bot"].map(
    (appName) =>
      [`app name ${appName}`, { appName }, `the app name is malformed; got "${appName}"; ${NAME}`] as const,
  ),
  ["service name", { serviceName: "API" }, `the name of the component is malformed; got "API"; ${NAME}`],
  [
    "region",
    { region: "fra1" as never },
    'unknown region; got "fra1"; allowed: nyc, ams, fra, lon, sfo, sgp, syd, blr, tor, atl; choose one of these',
  ],
  ["port 0", { port: 0 }, outOfRange("port of the service", 0, "1 to 65535")],
  ["port 65536", { port: 65536 }, outOfRange("port of the service", 65536, "1 to 65535")],
  ["port 80.5", { port: 80.5 }, outOfRange("port of the service", 80.5, "1 to 65535")],
  [
    "unknown size",
    { size: InstanceSize.of("apps-s-3vcpu-1gb") },
    `DigitalOcean has no such instance size; got "apps-s-3vcpu-1gb"; allowed: ${SIZES}; choose one of these sizes`,
  ],
  [
    "deprecated size, by an untyped caller",
    { size: "basic-xs" as never },
    `DigitalOcean has no such instance size; got "basic-xs"; allowed: ${SIZES}; the basic-* and professional-* slugs are deprecated; choose a size of the same memory`,
  ],
  [
    "two instances of a single-instance size",
    { size: InstanceSize.XXS, scaling: Scaling.fixed(2) },
    '"api" cannot have more than one instance of apps-s-1vcpu-0.5gb, a single-instance size; got 2; allowed: 1; use Scaling.fixed(1), or a size that scales, such as apps-s-1vcpu-1gb',
  ],
  [
    "autoscaling on shared CPU",
    { size: InstanceSize.XS, scaling: Scaling.onCpu({ min: 2, max: 5, percent: 70 }) },
    '"api" cannot scale on CPU: DigitalOcean autoscales only on dedicated CPUs; got "apps-s-1vcpu-1gb"; allowed: sizes apps-d-*; choose a dedicated size, or Scaling.fixed(2)',
  ],
  [
    "min > max",
    { size: DEDICATED, scaling: Scaling.onCpu({ min: 5, max: 2 }) },
    'autoscaling of "api" has a least number of instances above the greatest; got {"min":5,"max":2}; allowed: min <= max; swap them or raise max',
  ],
  [
    "max > 250",
    { size: DEDICATED, scaling: Scaling.onCpu({ min: 1, max: 251 }) },
    outOfRange('greatest number of instances of "api"', 251, "1 to 250"),
  ],
  [
    "min 0",
    { size: DEDICATED, scaling: Scaling.onCpu({ min: 0, max: 2 }) },
    outOfRange('least number of instances of "api"', 0, "1 to 250"),
  ],
  ["no instance", { scaling: Scaling.fixed(0) }, outOfRange('number of instances of "api"', 0, "1 to 250")],
  [
    "percent 0",
    { size: DEDICATED, scaling: Scaling.onCpu({ min: 1, max: 2, percent: 0 }) },
    outOfRange('CPU target of "api" in percent', 0, "1 to 100"),
  ],
  [
    "percent 101",
    { size: DEDICATED, scaling: Scaling.onCpu({ min: 1, max: 2, percent: 101 }) },
    outOfRange('CPU target of "api" in percent', 101, "1 to 100"),
  ],
  [
    "health check port",
    { healthCheck: { port: 70000 } },
    outOfRange("port of the health check", 70000, "1 to 65535"),
  ],
  [
    "health check initial delay",
    { healthCheck: { initialDelaySeconds: 3601 } },
    outOfRange("initial delay of the health check in seconds", 3601, "0 to 3600"),
  ],
  [
    "health check period",
    { healthCheck: { periodSeconds: 301 } },
    outOfRange("period of the health check in seconds", 301, "1 to 300"),
  ],
  [
    "health check timeout",
    { healthCheck: { timeoutSeconds: 121 } },
    outOfRange("timeout of the health check in seconds", 121, "1 to 120"),
  ],
  [
    "health check success threshold",
    { healthCheck: { successThreshold: 0 } },
    outOfRange("success threshold of the health check", 0, "1 to 50"),
  ],
  [
    "health check failure threshold",
    { healthCheck: { failureThreshold: 51 } },
    outOfRange("failure threshold of the health check", 51, "1 to 50"),
  ],
  [
    "health check path",
    { healthCheck: { path: "health" } },
    'the path of the health check is malformed; got "health"; allowed: a path that starts with / and has no spaces; write it as "/health"',
  ],
  [
    "path of a TCP check",
    { healthCheck: { kind: "tcp", path: "/health" } },
    'a TCP health check has no path; got "/health"; remove the path, or use kind: "http"',
  ],
  [
    "kind of health check",
    { healthCheck: { kind: "grpc" as never } },
    'unknown kind of health check; got "grpc"; allowed: http, tcp; choose one of these',
  ],
  [
    "grace",
    { termination: { graceSeconds: 601 } },
    outOfRange('grace period of "api" in seconds', 601, "1 to 600"),
  ],
  [
    "drain",
    { termination: { drainSeconds: 111 } },
    outOfRange('drain time of "api" in seconds', 111, "1 to 110"),
  ],
  [
    "malformed digest",
    { image: REPOSITORY.byDigest("sha256:abc") },
    `the image digest is malformed; got "sha256:abc"; ${DIGEST}`,
  ],
  [
    "malformed tag",
    { image: REPOSITORY.byTag("-latest") },
    'the image tag is malformed; got "-latest"; allowed: 1 to 128 letters, digits, dots, hyphens or underscores, not beginning with a dot or hyphen; correct the tag',
  ],
  [
    "tag and digest in one text",
    { image: REPOSITORY.byTag(`v1@sha256:${"a".repeat(64)}`) },
    `an image was given by tag and digest together, which App Platform refuses; got "v1@sha256:${"a".repeat(64)}"; allowed: byTag(...) or byDigest(...); keep the digest: it names exactly one image`,
  ],
  [
    "tag and digest together, by an untyped caller",
    { image: { tag: "v1", digest: "sha256:abc" } as never },
    'an image was given by tag and digest together, which App Platform refuses; got {"tag":"v1","digest":"sha256:abc"}; allowed: byTag(...) or byDigest(...); keep the digest: it names exactly one image',
  ],
  [
    "an image that is none",
    { image: "ghcr.io/lingobot/lingobot:v1" as never },
    'the image is not a ContainerImage; got "ghcr.io/lingobot/lingobot:v1"; allowed: an image of a ContainerRegistry; write ContainerRegistry.ghcr("owner", "repository").image().byTag("tag")',
  ],
  ...[
    "https://bot.example.com",
    "localhost",
    "*.example.com",
    "bot..example.com",
    `${"a".repeat(64)}.com`,
  ].map(
    (name) =>
      [
        `domain ${name}`,
        { domains: [{ name }] },
        `the domain is malformed; got "${name}"; ${DOMAIN}`,
      ] as const,
  ),
  [
    "domain type",
    { domains: [{ name: "bot.example.com", type: "PRIMARY" as never }] },
    'unknown domain type; got "PRIMARY"; allowed: primary, alias, default; choose one of these',
  ],
  [
    "two primary domains",
    {
      domains: [
        { name: "a.example.com", type: "primary" },
        { name: "b.example.com", type: "primary" },
      ],
    },
    'an app has only one primary domain; got ["a.example.com","b.example.com"]; make the others type: "alias"',
  ],
  [
    "zone of another domain",
    { domains: [{ name: "bot.example.com", zone: "ample.com" }] },
    'the domain bot.example.com is not in its DNS zone; got "ample.com"; allowed: the domain itself or an ending of it; correct the zone, or leave it out and make the records by hand',
  ],
  [
    "the same domain twice",
    { domains: [{ name: "bot.example.com" }, { name: "bot.example.com" }] },
    "the domain bot.example.com is declared twice; keep one of them",
  ],
  [
    "too many domains",
    { domains: Array.from({ length: 501 }, (_, index) => ({ name: `bot${index}.example.com` })) },
    "too many domains for one app; got 501; allowed: at most 500; use a wildcard domain",
  ],
  [
    "env key",
    { variables: { "1ST": "x" } },
    'the key of the environment variable is malformed; got "1ST"; allowed: letters, digits and underscores, not beginning with a digit; rename it, for example LQBOT_LOG_LEVEL',
  ],
  [
    "variable that is no text",
    { variables: { DEBUG: true as never } },
    'the variable DEBUG is not text; got true; allowed: a string; write it as "true"',
  ],
  [
    "variable that is a secret",
    { variables: { KEY: OPENAI as never } },
    "the plain variable KEY was given a Secret; use secrets or addSecret for it",
  ],
  [
    "secret twice",
    { secrets: [OPENAI, OPENAI] },
    "the secret LQBOT_OPENAI_API_KEY is declared twice; keep one of them",
  ],
  [
    "variable and secret of one key",
    { variables: { LQBOT_OPENAI_API_KEY: "x" }, secrets: [OPENAI] },
    "LQBOT_OPENAI_API_KEY is declared as a variable and as a secret; keep one of them",
  ],
  [
    "secret name",
    { secrets: [Secret.named("count")] },
    'a secret\'s name must be usable as a Terraform variable; got "count"; allowed: ^[_A-Za-z][_A-Za-z0-9]*$, except source, version, providers, count, for_each, lifecycle, depends_on, locals; rename it, for example Secret.named("LQBOT_OPENAI_API_KEY")',
  ],
  [
    "maintenance page",
    { maintenance: Maintenance.page({ offlinePageUrl: "http://status.example.com" }) },
    'the address of the maintenance page is malformed; got "http://status.example.com"; allowed: an address that begins with https://; serve the page by HTTPS',
  ],
  [
    "VPC",
    { vpc: "default-fra1" },
    'the VPC id is malformed; got "default-fra1"; allowed: a UUID; copy it from `doctl vpcs list`; the name will not do',
  ],
  [
    "egress",
    { egress: "DEDICATED_IP" as never },
    'unknown kind of egress; got "DEDICATED_IP"; allowed: shared, dedicated-ip; choose one of these',
  ],
  [
    "project environment",
    { project: { name: "LingoBot", environment: "qa" as never } },
    'unknown environment of the project; got "qa"; allowed: development, staging, production; choose one of these',
  ],
  [
    "project name",
    { project: { name: "", environment: "staging" } },
    'the name of the project has the wrong length; got ""; allowed: 1 to 175 characters; lengthen it',
  ],
  [
    "project purpose",
    { project: { name: "LingoBot", environment: "staging", purpose: "p".repeat(256) } },
    `the purpose of the project has the wrong length; got "${"p".repeat(256)}"; allowed: 0 to 255 characters; shorten it`,
  ],
  [
    "project description",
    { project: { name: "LingoBot", environment: "staging", description: "d".repeat(256) } },
    `the description of the project has the wrong length; got "${"d".repeat(256)}"; allowed: 0 to 255 characters; shorten it`,
  ],
  ["edge cache", { edgeCache: false }, edge("edgeCache: false")],
  ["e-mail obfuscation", { emailObfuscation: false }, edge("emailObfuscation: false")],
  ["threat control", { enhancedThreatControl: true }, edge("enhancedThreatControl: true")],
  [
    "budget",
    { size: DEDICATED, scaling: Scaling.onCpu({ min: 2, max: 5 }), monthlyBudget: 100 },
    'the app costs up to $170 per month, more than its budget; got {"best":68,"worst":170}; allowed: at most $100; choose a smaller size, fewer instances or a lower max, or raise monthlyBudget',
  ],
  [
    "budget that is none",
    { monthlyBudget: -1 },
    "the monthly budget is not an amount of USD; got -1; allowed: 0 or more; correct the budget",
  ],
  [
    "log destinations of one name",
    {
      logDestinations: [
        LogDestination.papertrail({ endpoint: "logs.papertrailapp.com:1234" }),
        LogDestination.papertrail({ endpoint: "logs.papertrailapp.com:4321" }),
      ],
    },
    'two log destinations are called "papertrail"; give each its own name',
  ],
];

function edge(setting: string): string {
  return `${setting} needs a domain of your own; add a domain with addDomain, or leave the setting out`;
}

test.each(CASES)("%s", (_, props, message) => {
  expect(problemsWith(props)).toEqual([message]);
});

test("a secret given as a literal is refused without printing it", () => {
  const problems = problemsWith({ secrets: ["oracle-secret-value"] as never });
  expect(problems).toEqual([
    'a secret environment variable was given as a literal value, which would end up in code, plan and state; allowed: a Secret (the value is not shown here); name it with Secret.named("SOME_NAME") and set TF_VAR_SOME_NAME when deploying',
  ]);
});

test.each(["http://shop.example:8080/a@b", "postgres://${db.USERNAME}:${db.PASSWORD}@db/shop", "sk_8"])(
  "a plain variable without a credential is none: %s",
  (value) => {
    expect(problemsWith({ variables: { KEY: value } })).toEqual([]);
  },
);

test.each([
  "sk-proj-0123456789abcdef",
  "sk_0123456789abcdef0123",
  "gsk_0123456789",
  "ghp_0123456789",
  "xoxb-123",
  "dop_v1_0123",
  "AKIA0123456789ABCDEF",
  "postgres://bot:hunter2@db.example/shop",
])("a plain variable that holds a credential is refused without printing it: %s", (credential) => {
  expect(problemsWith({ variables: { KEY: credential } })).toEqual([
    'the plain variable KEY holds what looks like a credential, a secret given as a literal; allowed: a Secret (the value is not shown here); use Secret.named("KEY") with addSecret, and revoke the credential if it was committed',
  ]);
});

test("a variable added twice is refused", () => {
  const scope = stack();
  lingobot(scope, { variables: { A: "1" } }).addVariable("A", "2");
  expect(problemsOf(scope)).toEqual(["the variable A is declared twice; keep one of them"]);
});

test("workers and jobs are checked like the service", () => {
  const scope = stack();
  lingobot(scope, { secrets: [OPENAI] })
    .addWorker("api", { size: InstanceSize.XS })
    .addWorker("q", { size: InstanceSize.of("apps-s-1vcpu-0.5gb" as string), scaling: Scaling.fixed(3) })
    .addJob("migrate", { kind: "before" as never, termination: { graceSeconds: 0 } })
    .addJob("seed", { variables: { LQBOT_OPENAI_API_KEY: "x", "A-B": "y" } });
  expect(problemsOf(scope)).toEqual([
    'the app already has a component "api"; give each component its own name',
    `the name of the component is malformed; got "q"; ${NAME}`,
    '"q" cannot have more than one instance of apps-s-1vcpu-0.5gb, a single-instance size; got 3; allowed: 1; use Scaling.fixed(1), or a size that scales, such as apps-s-1vcpu-1gb',
    'unknown kind of job; got "before"; allowed: pre-deploy, post-deploy, failed-deploy; choose one of these',
    outOfRange('grace period of "migrate" in seconds', 0, "1 to 600"),
    'the variable LQBOT_OPENAI_API_KEY of "seed" would hide the secret of the same key; rename one of them',
    'the key of the environment variable is malformed; got "A-B"; allowed: letters, digits and underscores, not beginning with a digit; rename it, for example LQBOT_LOG_LEVEL',
  ]);
});

test("all faults are told in one run, each with the path of its construct", () => {
  const scope = stack();
  lingobot(scope, {
    appName: "X",
    region: "mars" as never,
    size: InstanceSize.of("huge"),
    image: REPOSITORY.byDigest("sha256:0"),
    healthCheck: { periodSeconds: 0 },
    secrets: ["literal"] as never,
    monthlyBudget: -5,
  });
  const problems = locatedProblemsOf(scope);
  expect(problems).toHaveLength(7);
  expect(new Set(problems.map(({ path }) => path))).toEqual(new Set(["staging/App"]));
});

test("a size that cannot run so often is not told as too dear as well", () => {
  const scope = stack();
  lingobot(scope, {
    size: InstanceSize.of("apps-s-1vcpu-0.5gb" as string),
    scaling: Scaling.fixed(2),
    monthlyBudget: 5,
  });
  expect(problemsOf(scope)).toEqual([expect.stringContaining("a single-instance size; got 2")]);
});

test("what jobs and workers take over from the service is told once", () => {
  const scope = stack();
  lingobot(scope, { size: "huge" as never, image: { tag: "a", digest: "b" } as never })
    .addJob("migrate")
    .addWorker("queue", { size: InstanceSize.XS });
  expect(problemsOf(scope)).toEqual([
    expect.stringContaining("tag and digest together"),
    expect.stringContaining('no such instance size; got "huge"'),
  ]);
});

test("a malformed name of a secret is not told as a malformed key as well", () => {
  const scope = stack();
  lingobot(scope, { secrets: [Secret.named("A-B")] });
  expect(problemsOf(scope)).toEqual([
    expect.stringContaining('a secret\'s name must be usable as a Terraform variable; got "A-B"'),
  ]);
});

test("a number that is none is shown as it is", () => {
  const scope = stack();
  lingobot(scope, { port: Number.NaN });
  expect(problemsOf(scope)).toEqual([outOfRange("port of the service", '"NaN"', "1 to 65535")]);
});
