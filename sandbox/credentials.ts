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

/** A value for every variable that the stacks require and the caller did not set. */
export function variables(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const names = new Set(stacks.flatMap(requiredVariables));
  const pullVariables = new Set(stacks.flatMap(pullCredentialVariables));
  return Object.fromEntries(
    [...names]
      .filter((name) => env[`TF_VAR_${name}`] === undefined)
      .map((name) => [`TF_VAR_${name}`, pullVariables.has(name) ? PULL_CREDENTIAL : `sandbox-${name}`]),
  );
}

function pullCredentialVariables({ configuration }: SynthesizedStack): string[] {
  const text = JSON.stringify(configuration.resource?.digitalocean_app ?? {});
  return [...text.matchAll(/"registry_credentials":"\$\{var\.([^}]+)\}"/g)].flatMap(([, name]) => name ?? []);
}
