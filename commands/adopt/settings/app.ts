import { environmentKind, InstanceSize } from "../../../constructs";
import type { Findings } from "../findings";
import { type AppReading, isBelow, type LiveService, type WholeSpec } from "../live/app";
import { alertSettings, uptimeAlertSettings } from "./alerts";
import { tellLimits } from "./app-limits";
import { Code, callOf, type Value } from "./code";
import type { Webhooks } from "./notify";
import { unless } from "./ruleset";

/** What an app is told apart by when its name and image follow the settings. */
export interface AppContext {
  readonly product: string;
  readonly environment: string;
  readonly owner: string;
  readonly repository: string;
  readonly isPrivate: boolean;
}

const NO_SERVICE: LiveService = { name: "" };

/** An app as its part of an environment's settings. */
export function appSettings(
  reading: AppReading,
  context: AppContext,
  { findings, webhooks }: { readonly findings: Findings; readonly webhooks: Webhooks },
): Record<string, Value> {
  const { spec } = reading;
  tellLimits(spec, findings);
  const service = spec.services?.[0] ?? NO_SERVICE;
  const alerts = alertSettings(reading, webhooks);
  const component = (one: LiveService): Record<string, Value> => ({
    ...componentOf(one, service, context),
    alerts: alerts.of(one),
  });
  return {
    appName: unless(`${context.product}-${context.environment}`, spec.name),
    region: unless("nyc", spec.region),
    ...capacityOf(service),
    serviceName: unless("api", service.name),
    port: unless(8081, service.http_port),
    runCommand: service.run_command || undefined,
    image: imageOf(service, context),
    healthCheck: healthCheckOf(service),
    ...variablesOf(spec, service),
    domains: domainsOf(spec),
    notify: alerts.notify,
    alerts: alerts.alerts,
    workers: byName(spec.workers, (worker) => ({ ...capacityOf(worker), ...component(worker) })),
    jobs: byName(spec.jobs, (job) => ({
      kind: unless("pre-deploy", JOB_KINDS[job.kind ?? ""]),
      size: job.instance_size_slug === service.instance_size_slug ? undefined : sizeOf(job),
      ...component(job),
    })),
    ...placesOf(spec, service),
    project: projectOf(reading, context, findings),
    uptime: uptimeOf(reading, webhooks, findings),
  };
}

const JOB_KINDS: Readonly<Record<string, string>> = {
  PRE_DEPLOY: "pre-deploy",
  POST_DEPLOY: "post-deploy",
  FAILED_DEPLOY: "failed-deploy",
};

function byName<T extends { readonly name: string }>(
  components: readonly T[] = [],
  settings: (component: T) => Value,
): Value {
  return components.length === 0
    ? undefined
    : Object.fromEntries(components.map((one) => [one.name, settings(one)]));
}

/** What a worker or a job says that the service and the app do not. */
function componentOf(one: LiveService, service: LiveService, context: AppContext): Record<string, Value> {
  const shared = new Map(plainVariables(service).map(({ key, value = "" }) => [key, value]));
  const own = plainVariables(one).filter(({ key, value = "" }) => shared.get(key) !== value);
  const isShared = JSON.stringify(withoutCipher(one)) === JSON.stringify(withoutCipher(service));
  return {
    image: isShared ? undefined : imageOf(one, context),
    runCommand: one.run_command || undefined,
    variables:
      own.length === 0 ? undefined : Object.fromEntries(own.map(({ key, value = "" }) => [key, value])),
    termination:
      one.termination === undefined ? undefined : { graceSeconds: one.termination.grace_period_seconds },
  };
}

/** Ciphertexts of the same credential differ. */
function withoutCipher({ image = {} }: LiveService) {
  const { registry_type, registry, repository, tag, digest, registry_credentials: credential } = image;
  return [registry_type, registry, repository, tag, digest, Boolean(credential)];
}

function plainVariables({ envs = [] }: LiveService) {
  return envs.filter(({ type }) => type !== "SECRET");
}

function sizeOf({ instance_size_slug: slug = "" }: LiveService): Value {
  const name = Object.entries(InstanceSize).find(
    ([, size]) => size instanceof InstanceSize && size.slug === slug,
  )?.[0];
  return name === undefined
    ? callOf("InstanceSize.of", slug)
    : new Code(`InstanceSize.${name}`, ["InstanceSize"]);
}

function capacityOf(component: LiveService): Record<string, Value> {
  const { instance_count: count = 1, autoscaling } = component;
  const size = sizeOf(component);
  if (autoscaling === undefined)
    return { size, scaling: count === 1 ? undefined : callOf("Scaling.fixed", count) };
  const { min_instance_count: min, max_instance_count: max, metrics } = autoscaling;
  return { size, scaling: callOf("Scaling.onCpu", { min, max, percent: unless(80, metrics?.cpu?.percent) }) };
}

/** Nothing when it is the one that the settings come to by themselves: tag and digest belong to the pipeline. */
function imageOf({ image }: LiveService, { owner, repository, environment, isPrivate }: AppContext): Value {
  if (image === undefined || image.registry_type === "DOCKER_HUB") return undefined;
  const credential = image.registry_credentials ? callOf("Secret.named", "GHCR_PULL_CREDENTIAL") : undefined;
  const version = image.digest ? `.byDigest("${image.digest}")` : `.byTag("${image.tag || "latest"}")`;
  if (image.registry_type === "DOCR") {
    // App Platform knows the registry by the account; the name is for the pipeline's login.
    const docr = callOf("ContainerRegistry.fromDocrName", owner.toLowerCase());
    return new Code(`${docr.text}.image("${image.repository}")${version}`, docr.uses);
  }
  const isOurs =
    image.registry === owner.toLowerCase() &&
    image.repository === repository.toLowerCase() &&
    isPrivate === (credential !== undefined) &&
    (image.digest || image.tag === `${environment}-latest`);
  if (isOurs) return undefined;
  const ghcr = callOf(
    "ContainerRegistry.ghcr",
    image.registry,
    image.repository,
    credential === undefined ? undefined : { pullCredential: credential },
  );
  return new Code(`${ghcr.text}.image()${version}`, ghcr.uses);
}

function healthCheckOf({ health_check: check }: LiveService): Value {
  if (check === undefined) return undefined;
  const { http_path: path } = check;
  const settings = {
    kind: path ? undefined : "tcp",
    path: path ? unless("/health", path) : undefined,
    port: check.port || undefined,
    initialDelaySeconds: unless(10, check.initial_delay_seconds ?? 0),
    periodSeconds: unless(10, check.period_seconds),
    timeoutSeconds: unless(5, check.timeout_seconds),
    successThreshold: unless(1, check.success_threshold),
    failureThreshold: unless(6, check.failure_threshold),
  };
  return Object.values(settings).every((value) => value === undefined) ? undefined : settings;
}

function variablesOf({ envs: shared = [] }: WholeSpec, service: LiveService): Record<string, Value> {
  const plain = plainVariables(service);
  const secrets = shared
    .filter(({ type }) => type === "SECRET")
    .map(({ key }) => callOf("Secret.named", key));
  return {
    variables:
      plain.length === 0 ? undefined : Object.fromEntries(plain.map(({ key, value = "" }) => [key, value])),
    variableScope: plain[0]?.scope === "RUN_AND_BUILD_TIME" ? "run-and-build" : undefined,
    secrets: secrets.length === 0 ? undefined : secrets,
  };
}

function domainsOf({ domains = [] }: WholeSpec): Value {
  if (domains.length === 0) return undefined;
  return domains.map(({ domain, type, wildcard, zone }) => ({
    name: domain,
    type: type?.toLowerCase(),
    wildcard: unless(false, wildcard ?? false),
    zone: zone || undefined,
  }));
}

function placesOf(
  spec: WholeSpec,
  { termination, log_destinations: logs = [] }: LiveService,
): Record<string, Value> {
  const { maintenance } = spec;
  const page = { offlinePageUrl: maintenance?.offline_page_url || undefined };
  return {
    termination:
      termination === undefined
        ? undefined
        : { graceSeconds: termination.grace_period_seconds, drainSeconds: termination.drain_seconds },
    logDestinations:
      logs.length === 0
        ? undefined
        : logs.map(({ name, papertrail }) => {
            const { endpoint } = (papertrail ?? { endpoint: "" }) as { endpoint: string };
            return callOf("LogDestination.papertrail", { name, endpoint });
          }),
    maintenance: maintenance?.enabled
      ? callOf(
          `Maintenance.${maintenance.archive ? "archive" : "page"}`,
          page.offlinePageUrl ? page : undefined,
        )
      : undefined,
    vpc: spec.vpc?.id,
    egress:
      spec.egress === undefined ? undefined : spec.egress.type === "DEDICATED_IP" ? "dedicated-ip" : "shared",
    edgeCache: spec.disable_edge_cache ? false : undefined,
    emailObfuscation: spec.disable_email_obfuscation ? false : undefined,
    enhancedThreatControl: spec.enhanced_threat_control_enabled ? true : undefined,
  };
}

function projectOf(
  { project, spec }: AppReading,
  { product, environment }: AppContext,
  findings: Findings,
): Value {
  if (project === undefined) return "unmanaged";
  if (project.others.length > 0 || !project.environment) {
    findings.leave(
      `project "${project.name}" of app ${spec.name}: ${project.others.length > 0 ? `${project.others.length} more things are in it` : "it says no environment"}`,
    );
    return "unmanaged";
  }
  const settings = {
    name: project.name,
    environment: project.environment.toLowerCase(),
    purpose: unless("Web Application", project.purpose.replace(/^Other: /, "")),
    description: project.description || undefined,
  };
  const isUsual =
    settings.name === spec.name &&
    settings.purpose === undefined &&
    settings.description === `${product}, environment ${environment}` &&
    settings.environment === environmentKind(environment);
  return isUsual ? undefined : settings;
}

function uptimeOf({ checks, liveUrl, spec }: AppReading, webhooks: Webhooks, findings: Findings): Value {
  const check = checks.find(({ type }) => type === "https");
  for (const other of checks)
    if (other !== check) findings.leave(`uptime check "${other.name}" of ${other.target}`);
  if (check === undefined) return "none";
  const path = isBelow(check.target, liveUrl) ? check.target.slice(liveUrl.length) : check.target;
  const regions = [...(check.regions ?? [])].sort();
  return {
    name: unless(`${spec.name}-health`, check.name),
    target: unless("/health", path === "" ? check.target : path),
    regions: regions.join() === "eu_west,us_east" ? undefined : regions,
    enabled: unless(true, check.enabled),
    alerts: uptimeAlertSettings(check, webhooks, findings),
  };
}
