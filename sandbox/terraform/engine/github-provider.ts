import facts from "../../facts/github-6.9.0.json";
import type { ProviderFacts } from "../facts";
import type { Value, Values } from "../resource-type";
import { githubRules } from "../rules/github";
import { type Diagnostic, failure } from "../validate/diagnostic";
import type { Environment, ProviderDefinition, ServedTypes } from "./provider";

const REFUSAL =
  "401 Requires authentication [] (set GITHUB_TOKEN, or an app_auth block and GITHUB_APP_ID, " +
  "GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE)";

/** Provider integrations/github. */
export function githubProvider(served: ServedTypes): ProviderDefinition {
  return {
    ...served,
    facts: facts as unknown as ProviderFacts,
    rules: githubRules,
    defaults: environmentDefaults,
    configure,
    refuse: (call, provider) =>
      call.action === "read" || provider.authenticated === true ? undefined : REFUSAL,
  };
}

function environmentDefaults(environment: Environment): Readonly<Record<string, string | number>> {
  const given = {
    token: environment.GITHUB_TOKEN,
    owner: environment.GITHUB_OWNER,
    organization: environment.GITHUB_ORGANIZATION,
    base_url: environment.GITHUB_BASE_URL || "https://api.github.com/",
    max_per_page: environment.GITHUB_MAX_PER_PAGE || "100",
    "app_auth.id": environment.GITHUB_APP_ID,
    "app_auth.installation_id": environment.GITHUB_APP_INSTALLATION_ID,
    "app_auth.pem_file": environment.GITHUB_APP_PEM_FILE,
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** The environment's owner beats the configured one: a quirk of the provider that its users rely on. */
function configure(
  config: Values,
  environment: Environment,
): { values: Values; diagnostics: readonly Diagnostic[] } {
  const environmentOwner = environment.GITHUB_OWNER || environment.GITHUB_ORGANIZATION;
  const owner = config.organization || environmentOwner || config.owner || null;
  const diagnostics = [...appFaults(config.app_auth ?? null), ...delayFaults(config)];
  const token = config.token || null;
  const authenticated =
    (token !== null || appOf(config.app_auth ?? null) !== undefined) && diagnostics.length === 0;
  return { values: { ...config, owner, token, authenticated }, diagnostics };
}

function appOf(blocks: Value): Values | undefined {
  return Array.isArray(blocks) ? (blocks[0] as Values | undefined) : undefined;
}

function appFaults(blocks: Value): Diagnostic[] {
  const app = appOf(blocks);
  if (app === undefined) return [];
  const missing = ["id", "installation_id", "pem_file"].filter((name) => !app[name]);
  return missing
    .slice(0, 1)
    .map((name) => failure("Error", `app_auth.${name} must be set and contain a non-empty value`));
}

function delayFaults(config: Values): Diagnostic[] {
  if (Number(config.write_delay_ms) <= 0)
    return [failure("Error", "write_delay_ms must be greater than 0ms")];
  if (Number(config.read_delay_ms) < 0) {
    return [failure("Error", "read_delay_ms must be greater than or equal to 0ms")];
  }
  if (Number(config.max_retries) < 0) return [failure("max_retries must be greater than or equal to 0")];
  return Number(config.max_per_page) <= 0 ? [failure("max_per_page must be greater than than 0")] : [];
}
