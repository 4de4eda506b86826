import type {
  Autoscaling,
  Component,
  ContainerComponent,
  GitSource,
  HealthCheck,
  ImageSource,
  Job,
  LogDestination,
  Route,
  Service,
  StaticSite,
} from "../../../cloud/digitalocean";
import type { Value, Values } from "../../resource-type";
import { block, blocks, compact, filled, flag, number, text } from "../values";
import { expandAlerts, expandCors, expandEnvs } from "./expand-common";

export function expandService(service: Values): Service {
  return compact<Service>({
    ...expandContainer(service),
    autoscaling: expandAutoscaling(service.autoscaling),
    termination: expandTermination(service.termination, true),
    http_port: number(service.http_port),
    internal_ports: filled(ports(service.internal_ports)),
    health_check: expandHealthCheck(service.health_check),
    routes: filled(blocks(service.routes).map(expandRoute)),
    cors: expandCors(service.cors),
  });
}

export function expandWorker(worker: Values): ContainerComponent {
  return compact<ContainerComponent>({
    ...expandContainer(worker),
    autoscaling: expandAutoscaling(worker.autoscaling),
    termination: expandTermination(worker.termination, false),
  });
}

export function expandJob(job: Values): Job {
  return compact<Job>({
    ...expandContainer(job),
    kind: text(job.kind),
    termination: expandTermination(job.termination, false),
  });
}

export function expandStaticSite(site: Values): StaticSite {
  return compact<StaticSite>({
    ...expandSources(site),
    envs: filled(expandEnvs(site.env)),
    build_command: text(site.build_command),
    dockerfile_path: text(site.dockerfile_path),
    environment_slug: text(site.environment_slug),
    output_dir: text(site.output_dir),
    index_document: text(site.index_document),
    error_document: text(site.error_document),
    catchall_document: text(site.catchall_document),
    routes: filled(blocks(site.routes).map(expandRoute)),
    cors: expandCors(site.cors),
  });
}

export function expandFunction(component: Values): Component {
  return compact<Component>({
    ...expandSources(component),
    envs: filled(expandEnvs(component.env)),
    alerts: filled(expandAlerts(component.alert)),
    log_destinations: filled(blocks(component.log_destination).map(expandLogDestination)),
    routes: filled(blocks(component.routes).map(expandRoute)),
    cors: expandCors(component.cors),
  });
}

function expandContainer(component: Values): ContainerComponent {
  const image = block(component.image);
  return compact<ContainerComponent>({
    ...expandSources(component),
    image: image && expandImage(image),
    envs: filled(expandEnvs(component.env)),
    alerts: filled(expandAlerts(component.alert)),
    log_destinations: filled(blocks(component.log_destination).map(expandLogDestination)),
    run_command: text(component.run_command),
    build_command: text(component.build_command),
    dockerfile_path: text(component.dockerfile_path),
    environment_slug: text(component.environment_slug),
    instance_size_slug: text(component.instance_size_slug),
    instance_count: number(component.instance_count),
  });
}

function expandSources(component: Values): Component {
  return compact<Component>({
    name: text(component.name) ?? "",
    source_dir: text(component.source_dir),
    git: expandGit(component.git),
    github: expandGit(component.github),
    gitlab: expandGit(component.gitlab),
    bitbucket: expandGit(component.bitbucket),
  });
}

function expandGit(value: Value | undefined): GitSource | undefined {
  const source = block(value);
  if (source === undefined) return undefined;
  return compact<GitSource>({
    repo: text(source.repo),
    repo_clone_url: text(source.repo_clone_url),
    branch: text(source.branch),
    deploy_on_push: flag(source.deploy_on_push),
  });
}

function expandImage(image: Values): ImageSource {
  const push = block(image.deploy_on_push);
  return compact<ImageSource>({
    registry_type: text(image.registry_type) ?? "",
    registry: text(image.registry),
    repository: text(image.repository) ?? "",
    tag: text(image.tag),
    digest: text(image.digest),
    registry_credentials: text(image.registry_credentials),
    deploy_on_push: push && compact<{ enabled?: boolean }>({ enabled: flag(push.enabled) }),
  });
}

function expandRoute(route: Values): Route {
  return compact<Route>({ path: text(route.path), preserve_path_prefix: flag(route.preserve_path_prefix) });
}

function ports(value: Value | undefined): number[] {
  return Array.isArray(value) ? value.filter((each): each is number => typeof each === "number") : [];
}

function expandHealthCheck(value: Value | undefined): HealthCheck | undefined {
  const check = block(value);
  if (check === undefined) return undefined;
  return compact<HealthCheck>({
    http_path: text(check.http_path),
    port: number(check.port),
    initial_delay_seconds: number(check.initial_delay_seconds),
    period_seconds: number(check.period_seconds),
    timeout_seconds: number(check.timeout_seconds),
    success_threshold: number(check.success_threshold),
    failure_threshold: number(check.failure_threshold),
  });
}

function expandTermination(value: Value | undefined, drains: boolean): ContainerComponent["termination"] {
  const termination = block(value);
  if (termination === undefined) return undefined;
  return compact<NonNullable<ContainerComponent["termination"]>>({
    grace_period_seconds: number(termination.grace_period_seconds),
    drain_seconds: drains ? number(termination.drain_seconds) : undefined,
  });
}

function expandAutoscaling(value: Value | undefined): Autoscaling | undefined {
  const autoscaling = block(value);
  if (autoscaling === undefined) return undefined;
  const cpu = block(block(autoscaling.metrics)?.cpu);
  return {
    min_instance_count: number(autoscaling.min_instance_count) ?? 0,
    max_instance_count: number(autoscaling.max_instance_count) ?? 0,
    metrics: cpu === undefined ? {} : { cpu: { percent: number(cpu.percent) ?? 0 } },
  };
}

function expandLogDestination(destination: Values): LogDestination {
  const papertrail = block(destination.papertrail);
  const datadog = block(destination.datadog);
  const logtail = block(destination.logtail);
  const search = block(destination.open_search);
  return compact<LogDestination>({
    name: text(destination.name) ?? "",
    papertrail: papertrail && { endpoint: text(papertrail.endpoint) ?? "" },
    datadog: datadog && { endpoint: text(datadog.endpoint) ?? "", api_key: text(datadog.api_key) ?? "" },
    logtail: logtail && { token: text(logtail.token) ?? "" },
    open_search: search && expandOpenSearch(search),
  });
}

function expandOpenSearch(search: Values): NonNullable<LogDestination["open_search"]> {
  const auth = block(search.basic_auth);
  return compact<NonNullable<LogDestination["open_search"]>>({
    endpoint: text(search.endpoint),
    cluster_name: text(search.cluster_name),
    index_name: text(search.index_name),
    basic_auth: auth && { user: text(auth.user) ?? "", password: text(auth.password) ?? "" },
  });
}
