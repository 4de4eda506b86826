import { alertFaults } from "./alert-rules";
import { type AppSpec, type Component, componentsOf, containersOf, type EnvVariable } from "./app-spec";
import { containerFaults } from "./container-rules";
import { APP_REGIONS } from "./regions";

/** What is wrong with one field of a spec. */
export interface SpecFault {
  /** Dotted path of the field ("services.instance_size_slug"). */
  readonly field: string;
  readonly reason: string;
}

export const NAME = /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/;
const ENV_KEY = /^[_A-Za-z][_A-Za-z0-9]*$/;
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
const SOURCES = ["image", "git", "github", "gitlab", "bitbucket"] as const;
const MAX_DOMAINS = 500;

/** Everything that App Platform refuses in a spec, by its documented rules; the API itself reports the first one only. */
export function specFaults(spec: AppSpec): SpecFault[] {
  return [
    ...nameFaults(spec),
    ...componentsOf(spec).flatMap(({ kind, component }) => componentFaults(kind, component)),
    ...containersOf(spec).flatMap(({ kind, component }) => containerFaults(kind, component)),
    ...envFaults("envs", spec.envs ?? []),
    ...alertFaults("alerts", spec.alerts ?? [], "app"),
    ...domainFaults(spec),
    ...ingressFaults(spec),
    ...maintenanceFaults(spec),
  ];
}

function nameFaults(spec: AppSpec): SpecFault[] {
  const faults: SpecFault[] = [];
  if (typeof spec.name !== "string" || !NAME.test(spec.name)) {
    faults.push({
      field: "name",
      reason: `"${spec.name ?? ""}" must be 2 to 32 characters and match ${NAME.source}`,
    });
  }
  const slugs = APP_REGIONS.map((region) => region.slug);
  if (spec.region !== undefined && !slugs.includes(spec.region)) {
    faults.push({
      field: "region",
      reason: `"${spec.region}" is not a region, must be one of ${slugs.join(", ")}`,
    });
  }
  const components = componentsOf(spec).map(({ component }) => component.name);
  if (components.length === 0 && (spec.databases ?? []).length === 0) {
    faults.push({ field: "services", reason: "an app must have at least one component" });
  }
  const names = [...components, ...(spec.databases ?? []).map((database) => database.name)];
  for (const name of duplicates(names)) {
    faults.push({ field: "name", reason: `component name "${name}" is used more than once` });
  }
  return faults;
}

function componentFaults(kind: string, component: Component): SpecFault[] {
  const faults: SpecFault[] = [];
  if (!NAME.test(component.name)) {
    const reason = `"${component.name}" must be 2 to 32 characters and match ${NAME.source}`;
    faults.push({ field: `${kind}.name`, reason });
  }
  const sources = SOURCES.filter((source) => component[source] !== undefined);
  if (sources.length !== 1) {
    const got = sources.length === 0 ? "none" : sources.join(" and ");
    faults.push({
      field: kind,
      reason: `component "${component.name}" must have one source of ${SOURCES.join(", ")}: it has ${got}`,
    });
  }
  faults.push(...envFaults(`${kind}.envs`, component.envs ?? []));
  faults.push(...alertFaults(`${kind}.alerts`, component.alerts ?? [], "component"));
  for (const { name } of component.log_destinations ?? []) {
    if (name.length >= 2 && name.length <= 42) continue;
    faults.push({ field: `${kind}.log_destinations.name`, reason: `"${name}" must be 2 to 42 characters` });
  }
  return faults;
}

function envFaults(field: string, envs: readonly EnvVariable[]): SpecFault[] {
  const malformed = envs.filter(({ key }) => !ENV_KEY.test(key));
  return [
    ...malformed.map(({ key }) => ({
      field: `${field}.key`,
      reason: `"${key}" must match ${ENV_KEY.source}`,
    })),
    ...duplicates(envs.map(({ key }) => key)).map((key) => ({
      field: `${field}.key`,
      reason: `"${key}" is set more than once`,
    })),
  ];
}

function domainFaults(spec: AppSpec): SpecFault[] {
  const domains = spec.domains ?? [];
  const faults = domains
    .filter(({ domain }) => !DOMAIN.test(domain))
    .map(({ domain }) => ({ field: "domains.domain", reason: `"${domain}" is not a domain name` }));
  if (domains.length > MAX_DOMAINS) {
    faults.push({
      field: "domains",
      reason: `${domains.length} domains, at most ${MAX_DOMAINS} are allowed`,
    });
  }
  if (domains.filter(({ type }) => type === "PRIMARY").length > 1) {
    faults.push({ field: "domains.type", reason: "only one domain can be PRIMARY" });
  }
  return faults;
}

function ingressFaults(spec: AppSpec): SpecFault[] {
  const names = componentsOf(spec).map(({ component }) => component.name);
  return (spec.ingress?.rules ?? []).flatMap(({ component }) => {
    if (component === undefined || names.includes(component.name)) return [];
    const reason = `component "${component.name}" does not exist, the app has ${names.join(", ")}`;
    return [{ field: "ingress.rules.component.name", reason }];
  });
}

function maintenanceFaults(spec: AppSpec): SpecFault[] {
  const url = spec.maintenance?.offline_page_url ?? "";
  if (url === "" || url.startsWith("https://")) return [];
  return [{ field: "maintenance.offline_page_url", reason: `"${url}" must start with https://` }];
}

function duplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
