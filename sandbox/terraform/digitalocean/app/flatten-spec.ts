import type { AppSpec, DatabaseComponent, DomainSpec, IngressRule } from "../../../cloud/digitalocean";
import type { Values } from "../../resource-type";
import { compact, maybe } from "../values";
import { flattenAlerts, flattenCors, flattenEnvs } from "./flatten-common";
import {
  flattenFunction,
  flattenJob,
  flattenService,
  flattenStaticSite,
  flattenWorker,
} from "./flatten-components";

const NO_MAINTENANCE = { enabled: false, archive: false, offline_page_url: "" };

/** The `spec` block that the provider keeps of an app's spec. `domain` blocks are read only if there were some before. */
export function flattenSpec(spec: AppSpec, hadDomainBlocks: boolean): Values {
  const domains = spec.domains ?? [];
  return compact<Values>({
    name: spec.name,
    region: spec.region,
    features: [...(spec.features ?? [])],
    disable_edge_cache: spec.disable_edge_cache,
    disable_email_obfuscation: spec.disable_email_obfuscation,
    enhanced_threat_control_enabled: spec.enhanced_threat_control_enabled,
    domains: domains.map(({ domain }) => domain),
    domain: hadDomainBlocks ? domains.map(flattenDomain) : [],
    service: (spec.services ?? []).map(flattenService),
    static_site: (spec.static_sites ?? []).map(flattenStaticSite),
    worker: (spec.workers ?? []).map(flattenWorker),
    job: (spec.jobs ?? []).map(flattenJob),
    function: (spec.functions ?? []).map(flattenFunction),
    database: (spec.databases ?? []).map(flattenDatabase),
    env: flattenEnvs(spec.envs),
    alert: flattenAlerts(spec.alerts),
    ingress: maybe(spec.ingress && { rule: (spec.ingress.rules ?? []).map(flattenRule) }),
    egress: maybe(spec.egress && { type: spec.egress.type ?? "" }),
    maintenance: maybe(spec.maintenance && { ...NO_MAINTENANCE, ...spec.maintenance }),
    vpc: maybe(spec.vpc && { id: spec.vpc.id }),
  });
}

function flattenDomain({ domain, type, wildcard, zone }: DomainSpec): Values {
  return compact<Values>({ name: domain, type, wildcard, zone });
}

function flattenDatabase(database: DatabaseComponent): Values {
  return compact<Values>({ ...database });
}

function flattenRule({ match, component, redirect, cors }: IngressRule): Values {
  return {
    match: maybe(
      match && {
        path: maybe(match.path && { prefix: match.path.prefix ?? "" }),
        authority: maybe(match.authority && { exact: match.authority.exact ?? "" }),
      },
    ),
    component: maybe(component && compact<Values>({ ...component })),
    redirect: maybe(redirect && compact<Values>({ ...redirect })),
    cors: flattenCors(cors),
  };
}
