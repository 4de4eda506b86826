import { createHash } from "node:crypto";
import { crc32 } from "../plan/crc32";
import type { ResourceDiff } from "../resource-type";
import type { SuppressText, Validator } from "../schema/field";
import type { PlanningRules } from "../schema/rules";
import { isRfc3339 } from "../validate/formats";
import { monitorAlertTypes } from "./monitor-alert-types";
import { ignoreCase } from "./suppressions";

const lowerCase = (text: string) => text.toLowerCase();
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
const ignoreCaseHash = (value: unknown) => crc32(String(value).toLowerCase());

/** An unset type of an environment variable and GENERAL are one. */
const generalIsDefault: SuppressText = (_key, old, next) => next === "GENERAL" && old === "";

/** Certificates: the state keeps a hash of what was configured. */
const hashedOrWhole =
  (attribute: string): SuppressText =>
  (_key, old, next, data) =>
    next !== "" && old === data.get(attribute);

const cachingEngine = (engine: unknown) => engine === "redis" || engine === "valkey";

/** Hours and minutes count, the seconds the service adds do not. */
const ignoreSeconds: SuppressText = (_key, old, next) => withoutSeconds(old) === withoutSeconds(next);

function withoutSeconds(time: string): string {
  const parts = time.split(":");
  return parts.length === 3 ? parts.slice(0, 2).join(":") : time;
}

const domainOf = (data: { get(path: string): unknown }) => `${String(data.get("domain"))}.`;

const recordName: SuppressText = (_key, old, next, data) => {
  const domain = domainOf(data);
  return (old === "@" && next === domain) || `${old}.${domain}` === next;
};

const recordValue: SuppressText = (_key, old, next, data) => {
  const domain = domainOf(data);
  return (old === "@" && next === domain) || old === `${next}.${domain}`;
};

/** A number that is taken out of the configuration still counts: the provider sees its zero value. */
function isMissing(diff: ResourceDiff, attribute: string): boolean {
  if (!diff.isKnown(attribute)) return true;
  const value = diff.getNew(attribute);
  if (attribute === "tag") return value === null || value === "";
  return value === null && diff.getOld(attribute) === null;
}

function requireRecordFields(diff: ResourceDiff): void {
  const required: Record<string, readonly string[]> = {
    MX: ["priority"],
    SRV: ["priority", "weight"],
    CAA: ["flags", "tag"],
  };
  const type = String(diff.getNew("type"));
  for (const attribute of required[type] ?? []) {
    if (isMissing(diff, attribute))
      throw new Error(`\`${attribute}\` is required for when type is \`${type}\``);
  }
}

function checkDatabaseEngine(diff: ResourceDiff): void {
  const faults = databaseFaults(diff);
  if (faults.length === 0) return;
  const count = faults.length === 1 ? "1 error" : `${faults.length} errors`;
  throw new Error(`${count} occurred:\n${faults.map((fault) => `\t* ${fault}\n`).join("")}\n`);
}

function databaseFaults(diff: ResourceDiff): string[] {
  const engine = diff.getNew("engine");
  const faults: string[] = [];
  if (!diff.getNew("version")) faults.push(missingVersion(engine, diff.getOld("version")));
  if (diff.getNew("sql_mode") && engine !== "mysql") {
    faults.push("sql_mode is only supported for MySQL Database Clusters");
  } else if (diff.getNew("eviction_policy") && !cachingEngine(engine)) {
    faults.push("eviction_policy is only supported for Redis or Valkey Database Clusters");
  }
  return faults;
}

function missingVersion(engine: unknown, old: unknown): string {
  if (!old) return 'The argument "version" is required, but no definition was found.';
  return `The argument "version" is now required. Set the ${engine} version to the value saved to state: ${old}`;
}

const expirationDate: Validator = (value) =>
  isRfc3339(`${value}T00:00:00Z`) ? [] : [`"${value}" cannot be parsed as RFC3339 Timestamp Format`];

/** Regions may be written in any case. */
function anyCase(allowed: readonly string[]): Validator {
  return (value, key) =>
    allowed.includes(String(value).toLowerCase())
      ? []
      : [`expected ${key} to be one of [${allowed.join(" ")}], got ${value}`];
}

const oneOf =
  (allowed: readonly string[]): Validator =>
  (value, key) =>
    allowed.includes(String(value))
      ? []
      : [`expected ${key} to be one of [${allowed.join(" ")}], got ${value}`];

const spacesRegions = "ams3 atl1 blr1 fra1 lon1 nyc3 sfo2 sfo3 sgp1 syd1 tor1".split(" ");

/** An element in which nothing is set has no hash. */
function expirationHash(value: unknown): number {
  if (value === undefined) return 0;
  const fields = value as Record<string, unknown>;
  const parts = ["date", "days", "expired_object_delete_marker"].filter((name) => name in fields);
  return crc32(parts.map((name) => `${String(fields[name])}-`).join(""));
}

/** JSON without spaces and with sorted keys; a text that is not JSON stays as it is. */
function normalizeJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_key, value: unknown) => sortKeys(value));
  } catch {
    return text;
  }
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

const appComponents = ["", "service.", "worker.", "job.", "function.", "static_site."];

const useIngress = "Use the spec's ingress instead.";
const usePatterns = "Use regex instead of prefix.";

const appDeprecations = Object.fromEntries([
  ["spec.domains", "Use domain, which can do more, instead."],
  ["spec.ingress.rule.cors.allow_origins.prefix", usePatterns],
  ...["service", "static_site", "function"].flatMap((component) => [
    [`spec.${component}.routes`, useIngress],
    [`spec.${component}.cors`, useIngress],
    [`spec.${component}.cors.allow_origins.prefix`, usePatterns],
  ]),
]) as Readonly<Record<string, string>>;

/** Planning rules of the DigitalOcean provider, by resource type. */
export const digitaloceanRules: Readonly<Record<string, PlanningRules>> = {
  digitalocean_app: {
    suppress: Object.fromEntries(appComponents.map((prefix) => [`spec.${prefix}env.type`, generalIsDefault])),
    deprecations: appDeprecations,
  },
  digitalocean_cdn: {
    deprecations: { certificate_id: "The id changes with each renewal: use certificate_name instead." },
  },
  digitalocean_certificate: {
    stateFunctions: { private_key: sha1, leaf_certificate: sha1, certificate_chain: sha1 },
    suppress: {
      private_key: hashedOrWhole("private_key"),
      leaf_certificate: hashedOrWhole("leaf_certificate"),
      certificate_chain: hashedOrWhole("certificate_chain"),
      domains: (_key, _old, _next, data) => data.get("type") === "custom",
    },
  },
  digitalocean_database_cluster: {
    stateFunctions: { region: lowerCase },
    hashes: { tags: ignoreCaseHash },
    suppress: {
      engine: (_key, old, next) => cachingEngine(old) && cachingEngine(next),
      version: (_key, old, next, data) =>
        cachingEngine(data.get("engine")) &&
        (Number.parseInt(old, 10) || 0) > (Number.parseInt(next, 10) || 0),
      "maintenance_window.hour": ignoreSeconds,
    },
    customizeDiff: checkDatabaseEngine,
  },
  digitalocean_database_user: {
    suppress: { mysql_auth_plugin: (_key, old, next) => old === "caching_sha2_password" && next === "" },
  },
  digitalocean_monitor_alert: {
    validators: { type: oneOf(monitorAlertTypes) },
    fractions: ["value"],
    hashes: { tags: ignoreCaseHash },
    suppress: { "alerts.slack.channel": ignoreCase, "alerts.slack.url": ignoreCase },
  },
  digitalocean_project: {
    suppress: { environment: ignoreCase },
    validators: { environment: anyCase(["development", "staging", "production"]) },
  },
  digitalocean_record: {
    suppress: { name: recordName, value: recordValue },
    customizeDiff: requireRecordFields,
  },
  digitalocean_spaces_bucket: {
    deprecations: { cors_rule: "Use digitalocean_spaces_bucket_cors_configuration instead." },
    stateFunctions: { region: lowerCase },
    validators: { region: anyCase(spacesRegions), "lifecycle_rule.expiration.date": expirationDate },
    hashes: {
      "lifecycle_rule.expiration": expirationHash,
      "lifecycle_rule.noncurrent_version_expiration": expirationHash,
    },
    suppress: { versioning: (_key, old, next) => old === "1" && next === "0" },
  },
  digitalocean_spaces_bucket_policy: {
    stateFunctions: { policy: normalizeJson },
    validators: { region: anyCase(spacesRegions) },
    suppress: { policy: (_key, old, next) => normalizeJson(old) === normalizeJson(next) },
  },
  digitalocean_uptime_alert: {
    suppress: { "notifications.slack.channel": ignoreCase, "notifications.slack.url": ignoreCase },
  },
};
