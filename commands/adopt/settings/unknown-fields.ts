import digitalocean from "../../../sandbox/facts/digitalocean-2.71.0.json";

interface Field {
  readonly fields?: Readonly<Record<string, Field>>;
}

const SPEC = digitalocean.resources.digitalocean_app.fields.spec as unknown as Field;

/** What the provider calls otherwise than the API does. */
const NAMES: Readonly<Record<string, string>> = {
  services: "service",
  workers: "worker",
  jobs: "job",
  static_sites: "static_site",
  functions: "function",
  databases: "database",
  envs: "env",
  alerts: "alert",
  domains: "domain",
  log_destinations: "log_destination",
  rules: "rule",
};

/** Told with a reason of their own, or by DigitalOcean's decision and nobody's. */
const KNOWN = /(^|\.)(liveness_health_check|minimum_tls_version|metrics\.\w+|egress_ips|domain)$/;

/** What a service has when nobody says anything. */
const USUAL: Readonly<Record<string, unknown>> = { protocol: "HTTP" };

/**
 * Places in an app's spec that the provider has no word for, as `services[api].protocol`: it does not read them, so no plan
 * shows them, and the next deployment would take them away.
 */
export function unknownFields(spec: object): string[] {
  return unknownIn(spec, SPEC, "");
}

function unknownIn(block: object, { fields = {} }: Field, path: string): string[] {
  return Object.entries(block).flatMap(([name, value]) => {
    const place = path === "" ? name : `${path}.${name}`;
    const field = fields[NAMES[name] ?? name];
    if (field === undefined) return KNOWN.test(place) || !isSaid(name, value) ? [] : [place];
    if (field.fields === undefined) return [];
    return elementsOf(value, place).flatMap(([at, each]) => unknownIn(each, field, at));
  });
}

function elementsOf(value: unknown, place: string): [string, object][] {
  if (!Array.isArray(value)) return isObject(value) ? [[place, value]] : [];
  return value.filter(isObject).map((each, index) => {
    const { name, key, rule, domain } = each as Readonly<Record<string, unknown>>;
    return [`${place}[${String(name ?? key ?? rule ?? domain ?? index)}]`, each];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isSaid(name: string, value: unknown): boolean {
  if (value === null || value === "" || value === false || value === 0 || value === USUAL[name]) return false;
  return typeof value !== "object" || Object.keys(value as object).length > 0;
}
