import type {
  AppSpecIngress,
  AppSpecJob,
  AppSpecService,
  AppSpecWorker,
} from "@cdktf/provider-digitalocean/lib/app";
import type { Alerts } from "./alerts";
import type { AppEnvironmentProps, JobKind } from "./app-environment-props";
import type { RenderedSpec } from "./app-resource";
import type { Component } from "./component";
import { type DomainProps, renderDomains } from "./domain";
import { renderHealthCheck } from "./health-check";
import type { LogDestinations } from "./log-destinations";
import { renderServiceTermination, renderTermination } from "./termination";
import type { Variables } from "./variables";

/** What an app consists of. */
export interface Parts {
  readonly service: Component;
  readonly workers: Component[];
  readonly jobs: Component[];
  readonly domains: DomainProps[];
  readonly variables: Variables;
  readonly alerts: Alerts;
  readonly logDestinations: LogDestinations;
}

type SpecProps = Omit<AppEnvironmentProps, "scaling" | "size">;

const JOB_KINDS: Readonly<Record<JobKind, string>> = {
  "pre-deploy": "PRE_DEPLOY",
  "post-deploy": "POST_DEPLOY",
  "failed-deploy": "FAILED_DEPLOY",
};

/** Translates an app into the provider's words. Checks nothing. */
export function renderSpec(props: SpecProps, port: number, parts: Parts): RenderedSpec {
  return withoutUndefined({
    name: props.appName,
    region: props.region,
    env: parts.variables.renderSecrets(),
    alert: parts.alerts.renderApp(),
    service: [renderService(props, port, parts)],
    worker: orNone(parts.workers.map((worker) => renderWorker(worker, parts))),
    job: orNone(parts.jobs.map((job) => renderJob(job, parts))),
    domain: orNone(renderDomains(parts.domains)),
    ingress: renderIngress(parts.service),
    ...renderNetwork(props),
  });
}

/** Said although it is the API's default: left out, the state keeps the old service's name, and renaming it fails. */
function renderIngress(service: Component): AppSpecIngress {
  return { rule: [{ match: { path: { prefix: "/" } }, component: { name: service.name } }] };
}

function renderNetwork(props: SpecProps) {
  const egress = props.egress === "dedicated-ip" ? "DEDICATED_IP" : "AUTOASSIGN";
  return {
    maintenance: props.maintenance?._toSpec(),
    vpc: props.vpc === undefined ? undefined : [{ id: props.vpc }],
    egress: props.egress === undefined ? undefined : [{ type: egress }],
    disableEdgeCache: props.edgeCache === false,
    disableEmailObfuscation: props.emailObfuscation === false,
    enhancedThreatControlEnabled: props.enhancedThreatControl === true,
  };
}

function renderService(props: SpecProps, port: number, parts: Parts): AppSpecService {
  return withoutUndefined({
    ...renderComponent(parts.service, parts),
    ...parts.service.renderScaling(),
    httpPort: port,
    healthCheck: renderHealthCheck(props.healthCheck ?? {}),
    termination: props.termination === undefined ? undefined : renderServiceTermination(props.termination),
  });
}

function renderWorker(worker: Component, parts: Parts): AppSpecWorker {
  return withoutUndefined({
    ...renderComponent(worker, parts),
    ...worker.renderScaling(),
    termination: worker.termination === undefined ? undefined : renderTermination(worker.termination),
  });
}

function renderJob(job: Component, parts: Parts): AppSpecJob {
  return withoutUndefined({
    ...renderComponent(job, parts),
    instanceCount: 1,
    kind: JOB_KINDS[job.jobKind ?? "pre-deploy"],
    termination: job.termination === undefined ? undefined : renderTermination(job.termination),
  });
}

function renderComponent(component: Component, { variables, alerts, logDestinations }: Parts) {
  return {
    ...component.render(),
    env: variables.renderPlain(component.variables),
    alert: alerts.renderComponent(component.name),
    logDestination: logDestinations.render(),
  };
}

type WithoutUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is undefined, so that optional attributes are absent rather than undefined. */
function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined),
  ) as WithoutUndefined<T>;
}

function orNone<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
