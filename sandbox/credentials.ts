import { createHash } from "node:crypto";
import { devNull } from "node:os";
import { requiredVariables, type SynthesizedStack } from "../tools/synthesized";

/** Opens private packages in the sandbox's registries. */
export const PULL_CREDENTIAL = "sandbox:sandbox-pull-token";

/** Credentials that open the sandbox's clouds and nothing else; the caller's own never reach it. */
export function credentials(): Record<string, string> {
  return {
    DIGITALOCEAN_TOKEN: "sandbox-digitalocean-token",
    GITHUB_TOKEN: "sandbox-github-token",
    CHECKPOINT_DISABLE: "1",
    DISABLE_VERSION_CHECK: "1",
    // The caller's mirrors, overrides and host credentials stay out as well.
    TF_CLI_CONFIG_FILE: devNull,
  };
}

/** A value for every variable that the stacks require and the caller did not set, of the form that the variable asks for. */
export function variables(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const names = new Set(stacks.flatMap(requiredVariables));
  const pullVariables = new Set(
    stacks.flatMap((stack) => [
      ...variablesAt("registry_credentials", stack),
      ...variablesOfSecret("REGISTRY_CREDENTIALS", stack),
    ]),
  );
  const webhooks = new Set(stacks.flatMap((stack) => variablesAt("url", stack)));
  const tokens = new Set(stacks.flatMap((stack) => variablesOfSecret("DO_ACCESS_TOKEN", stack)));
  const value = (name: string): string => {
    if (pullVariables.has(name)) return PULL_CREDENTIAL;
    if (tokens.has(name)) return tokenOf(name);
    return webhooks.has(name) ? webhookOf(name) : `sandbox-${name}`;
  };
  return Object.fromEntries(
    [...names]
      .filter((name) => env[`TF_VAR_${name}`] === undefined)
      .map((name) => [`TF_VAR_${name}`, value(name)]),
  );
}

/** The address of a Slack webhook that posts nowhere. */
function webhookOf(name: string): string {
  return `https://hooks.slack.com/services/SANDBOX/SANDBOX/${name.replace(/[^A-Za-z0-9]/g, "")}`;
}

/** A DigitalOcean token by its form, which opens nothing. */
function tokenOf(name: string): string {
  return `dop_v1_${createHash("sha256").update(`sandbox ${name}`).digest("hex")}`;
}

/** Variables that are the value of a GitHub environment's secret of this name. */
function variablesOfSecret(name: string, { configuration }: SynthesizedStack): string[] {
  const secrets = Object.values(configuration.resource?.github_actions_environment_secret ?? {});
  return secrets
    .filter(({ secret_name }) => secret_name === name)
    .flatMap(({ plaintext_value }) => /^\$\{var\.([^}]+)\}$/.exec(String(plaintext_value))?.[1] ?? []);
}

/** Variables that are the value of an attribute of this name, in apps and in alerts. */
function variablesAt(attribute: string, { configuration }: SynthesizedStack): string[] {
  const { digitalocean_app, digitalocean_uptime_alert } = configuration.resource ?? {};
  const text = JSON.stringify([digitalocean_app ?? {}, digitalocean_uptime_alert ?? {}]);
  const pattern = new RegExp(`"${attribute}":"\\$\\{var\\.([^}]+)\\}"`, "g");
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}
