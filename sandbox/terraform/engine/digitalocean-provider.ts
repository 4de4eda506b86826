import facts from "../../facts/digitalocean-2.71.0.json";
import type { ProviderFacts } from "../facts";
import { digitaloceanRules } from "../rules/digitalocean";
import type { Environment, ProviderCall, ProviderDefinition, ServedTypes } from "./provider";

/** Where the API holds what a resource type creates. */
const collections: Readonly<Record<string, string>> = {
  digitalocean_app: "apps",
  digitalocean_cdn: "cdn/endpoints",
  digitalocean_certificate: "certificates",
  digitalocean_container_registry: "registry",
  digitalocean_container_registry_docker_credentials: "registry/docker-credentials",
  digitalocean_domain: "domains",
  digitalocean_monitor_alert: "monitoring/alerts",
  digitalocean_project: "projects",
  digitalocean_project_resources: "projects",
  digitalocean_spaces_key: "spaces/keys",
  digitalocean_tag: "tags",
  digitalocean_uptime_alert: "uptime/checks",
  digitalocean_uptime_check: "uptime/checks",
  digitalocean_vpc: "vpcs",
};

const methods = { create: "POST", read: "GET", update: "PUT", delete: "DELETE" } as const;

/** Provider digitalocean/digitalocean. */
export function digitaloceanProvider(served: ServedTypes): ProviderDefinition {
  return {
    ...served,
    facts: facts as unknown as ProviderFacts,
    rules: digitaloceanRules,
    defaults: environmentDefaults,
    configure: (config) => ({ values: { ...config, token: config.token || null }, diagnostics: [] }),
    refuse: (call, provider) =>
      provider.token === null ? unauthenticated(call, String(provider.api_endpoint)) : undefined,
  };
}

function environmentDefaults(environment: Environment): Readonly<Record<string, string | number>> {
  const given = {
    token: environment.DIGITALOCEAN_TOKEN || environment.DIGITALOCEAN_ACCESS_TOKEN,
    api_endpoint: environment.DIGITALOCEAN_API_URL || "https://api.digitalocean.com",
    spaces_endpoint: environment.SPACES_ENDPOINT_URL || "https://{{.Region}}.digitaloceanspaces.com",
    spaces_access_id: environment.SPACES_ACCESS_KEY_ID,
    spaces_secret_key: environment.SPACES_SECRET_ACCESS_KEY,
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** What the API answers when a call has no token: the provider makes the call all the same. */
function unauthenticated(call: ProviderCall, endpoint: string): string {
  const collection = collections[call.typeName] ?? call.typeName.replace(/^digitalocean_/, "");
  const url = `${endpoint}/v2/${collection}`;
  return `${methods[call.action]} ${url}: 401 Unable to authenticate you (no token: set DIGITALOCEAN_TOKEN)`;
}
