import type {
  Component,
  ContainerComponent,
  GitSource,
  ImageSource,
  Job,
  LogDestination,
  Route,
  Service,
  StaticSite,
} from "../../../cloud/digitalocean";
import type { Value, Values } from "../../resource-type";
import { compact, maybe } from "../values";
import { flattenAlerts, flattenCors, flattenEnvs } from "./flatten-common";

/** What the provider writes of a health check that says nothing. */
const NO_HEALTH_CHECK = {
  http_path: "",
  port: 0,
  initial_delay_seconds: 0,
  period_seconds: 0,
  timeout_seconds: 0,
  success_threshold: 0,
  failure_threshold: 0,
};

export function flattenService(service: Service): Values {
  return compact<Values>({
    ...flattenContainer(service),
    ...flattenAutoscaling(service),
    http_port: service.http_port,
    internal_ports: [...(service.internal_ports ?? [])],
    health_check: maybe(service.health_check && { ...NO_HEALTH_CHECK, ...service.health_check }),
    routes: (service.routes ?? []).map(flattenRoute),
    cors: flattenCors(service.cors),
  });
}

export function flattenWorker(worker: ContainerComponent): Values {
  return { ...flattenContainer(worker), ...flattenAutoscaling(worker) };
}

export function flattenJob(job: Job): Values {
  return compact<Values>({ ...flattenContainer(job), kind: job.kind });
}

export function flattenStaticSite(site: StaticSite): Values {
  return compact<Values>({
    ...flattenSources(site),
    env: flattenEnvs(site.envs),
    build_command: site.build_command,
    dockerfile_path: site.dockerfile_path,
    environment_slug: site.environment_slug,
    output_dir: site.output_dir,
    index_document: site.index_document,
    error_document: site.error_document,
    catchall_document: site.catchall_document,
    routes: (site.routes ?? []).map(flattenRoute),
    cors: flattenCors(site.cors),
  });
}

export function flattenFunction(component: Component): Values {
  return {
    ...flattenSources(component),
    env: flattenEnvs(component.envs),
    alert: flattenAlerts(component.alerts),
    log_destination: (component.log_destinations ?? []).map(flattenLogDestination),
    routes: (component.routes ?? []).map(flattenRoute),
    cors: flattenCors(component.cors),
  };
}

function flattenContainer(component: ContainerComponent): Values {
  return compact<Values>({
    ...flattenSources(component),
    image: maybe(component.image && flattenImage(component.image)),
    env: flattenEnvs(component.envs),
    alert: flattenAlerts(component.alerts),
    log_destination: (component.log_destinations ?? []).map(flattenLogDestination),
    run_command: component.run_command,
    build_command: component.build_command,
    dockerfile_path: component.dockerfile_path,
    environment_slug: component.environment_slug,
    instance_size_slug: component.instance_size_slug,
    instance_count: component.instance_count,
    termination: maybe(component.termination && { grace_period_seconds: 0, ...component.termination }),
  });
}

function flattenSources(component: Component): Values {
  return compact<Values>({
    name: component.name,
    source_dir: component.source_dir,
    git: flattenGit(component.git),
    github: flattenGit(component.github),
    gitlab: flattenGit(component.gitlab),
    bitbucket: flattenGit(component.bitbucket),
  });
}

function flattenGit(source: GitSource | undefined): Values[] {
  return maybe(source && compact<Values>({ ...source }));
}

function flattenImage({ deploy_on_push: push, ...image }: ImageSource): Values {
  return compact<Values>({ ...image, deploy_on_push: maybe(push && { enabled: push.enabled ?? false }) });
}

function flattenRoute({ path, preserve_path_prefix }: Route): Values {
  return { path: path ?? "", preserve_path_prefix: preserve_path_prefix ?? false };
}

/** Only the CPU metric is known to the provider. */
function flattenAutoscaling({ autoscaling }: ContainerComponent): Values {
  if (autoscaling === undefined) return { autoscaling: [] };
  const { min_instance_count, max_instance_count, metrics } = autoscaling;
  const cpu: Value[] = metrics?.cpu === undefined ? [] : [{ percent: metrics.cpu.percent ?? 0 }];
  return { autoscaling: [{ min_instance_count, max_instance_count, metrics: [{ cpu }] }] };
}

function flattenLogDestination({ name, papertrail, datadog, logtail, open_search }: LogDestination): Values {
  return {
    name,
    papertrail: maybe(papertrail && { ...papertrail }),
    datadog: maybe(datadog && compact<Values>({ ...datadog })),
    logtail: maybe(logtail && { ...logtail }),
    open_search: maybe(open_search && flattenOpenSearch(open_search)),
  };
}

/** The provider always writes the block `basic_auth`. */
function flattenOpenSearch(search: NonNullable<LogDestination["open_search"]>): Values {
  const { basic_auth, ...rest } = search;
  return compact<Values>({ ...rest, basic_auth: [{ user: "", password: "", ...basic_auth }] });
}
