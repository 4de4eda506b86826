import type { AppSpec, DatabaseComponent, DomainSpec, IngressRule } from "../../../cloud/digitalocean";
import type { Value, Values } from "../../resource-type";
import { block, blocks, compact, filled, flag, number, text, texts } from "../values";
import { expandAlerts, expandCors, expandEnvs } from "./expand-common";
import {
  expandFunction,
  expandJob,
  expandService,
  expandStaticSite,
  expandWorker,
} from "./expand-components";

/** The app spec that the provider sends for a `spec` block; what is unset or zero is left out, as godo's JSON does. */
export function expandSpec(spec: Values): AppSpec {
  return compact<AppSpec>({
    name: text(spec.name) ?? "",
    region: text(spec.region),
    disable_edge_cache: flag(spec.disable_edge_cache),
    disable_email_obfuscation: flag(spec.disable_email_obfuscation),
    enhanced_threat_control_enabled: flag(spec.enhanced_threat_control_enabled),
    features: filled(texts(spec.features)),
    services: filled(blocks(spec.service).map(expandService)),
    static_sites: filled(blocks(spec.static_site).map(expandStaticSite)),
    workers: filled(blocks(spec.worker).map(expandWorker)),
    jobs: filled(blocks(spec.job).map(expandJob)),
    functions: filled(blocks(spec.function).map(expandFunction)),
    databases: filled(blocks(spec.database).map(expandDatabase)),
    domains: filled(expandDomains(spec)),
    envs: filled(expandEnvs(spec.env)),
    alerts: filled(expandAlerts(spec.alert)),
    ingress: expandIngress(spec.ingress),
    egress: expandEgress(spec.egress),
    vpc: expandVpc(spec.vpc),
    maintenance: expandMaintenance(spec.maintenance),
  });
}

/** `domain` blocks win over the older `domains`. */
function expandDomains(spec: Values): DomainSpec[] {
  const domains = blocks(spec.domain);
  if (domains.length === 0) return texts(spec.domains).map((domain) => ({ domain }));
  return domains.map((domain) =>
    compact<DomainSpec>({
      domain: text(domain.name) ?? "",
      type: text(domain.type),
      wildcard: flag(domain.wildcard),
      zone: text(domain.zone),
    }),
  );
}

function expandDatabase(database: Values): DatabaseComponent {
  return compact<DatabaseComponent>({
    name: text(database.name) ?? "",
    engine: text(database.engine),
    version: text(database.version),
    production: flag(database.production),
    cluster_name: text(database.cluster_name),
    db_name: text(database.db_name),
    db_user: text(database.db_user),
  });
}

function expandIngress(value: Value | undefined): AppSpec["ingress"] {
  const ingress = block(value);
  if (ingress === undefined) return undefined;
  return compact<NonNullable<AppSpec["ingress"]>>({ rules: filled(blocks(ingress.rule).map(expandRule)) });
}

function expandRule(rule: Values): IngressRule {
  return compact<IngressRule>({
    match: expandMatch(block(rule.match)),
    component: expandRoutingComponent(block(rule.component)),
    redirect: expandRedirect(block(rule.redirect)),
    cors: expandCors(rule.cors),
  });
}

function expandMatch(match: Values | undefined): IngressRule["match"] {
  if (match === undefined) return undefined;
  const path = block(match.path);
  const authority = block(match.authority);
  return compact<NonNullable<IngressRule["match"]>>({
    path: path && { prefix: text(path.prefix) ?? "" },
    authority: authority && { exact: text(authority.exact) ?? "" },
  });
}

function expandRoutingComponent(component: Values | undefined): IngressRule["component"] {
  if (component === undefined) return undefined;
  return compact<NonNullable<IngressRule["component"]>>({
    name: text(component.name) ?? "",
    preserve_path_prefix: flag(component.preserve_path_prefix),
    rewrite: text(component.rewrite),
  });
}

function expandRedirect(redirect: Values | undefined): IngressRule["redirect"] {
  if (redirect === undefined) return undefined;
  return compact<NonNullable<IngressRule["redirect"]>>({
    uri: text(redirect.uri),
    authority: text(redirect.authority),
    port: number(redirect.port),
    scheme: text(redirect.scheme),
    redirect_code: number(redirect.redirect_code),
  });
}

function expandEgress(value: Value | undefined): AppSpec["egress"] {
  const egress = block(value);
  return egress && compact<NonNullable<AppSpec["egress"]>>({ type: text(egress.type) });
}

function expandVpc(value: Value | undefined): AppSpec["vpc"] {
  const vpc = block(value);
  return vpc && { id: text(vpc.id) ?? "" };
}

function expandMaintenance(value: Value | undefined): AppSpec["maintenance"] {
  const maintenance = block(value);
  if (maintenance === undefined) return undefined;
  return compact<NonNullable<AppSpec["maintenance"]>>({
    enabled: flag(maintenance.enabled),
    archive: flag(maintenance.archive),
    offline_page_url: text(maintenance.offline_page_url),
  });
}
