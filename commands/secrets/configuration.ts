import type { SynthesizedStack, TerraformConfiguration } from "../../tools/synthesized";
import type { LiveApp, LiveVariable } from "../clouds/digitalocean";
import { CommandFailure } from "../command-line";
import { addressOf, appName, type ConfiguredResource, resourcesOf, specOf } from "../configuration";
import type { SecretChange } from "./change";
import { isSealed, type LiveSecrets } from "./live";
import { codeVariables, type SecretPlace } from "./places";

const APP_VARIABLES = "spec[0].env";

type Variable = Readonly<Record<string, unknown>> & { readonly key: string };

/**
 * The stack's configuration for the one apply that sends secrets. What is sent is no longer ignored. An app's variables
 * can be sent only together, so those that stay are given as the ciphertext that the app holds, which DigitalOcean
 * keeps as it is.
 */
export function sendingConfiguration(
  stack: SynthesizedStack,
  change: SecretChange,
  live: LiveSecrets,
): TerraformConfiguration {
  const configuration = structuredClone(stack.configuration);
  const copy = { ...stack, configuration };
  for (const app of resourcesOf(copy, "digitalocean_app")) sendInApp(app, change, live);
  for (const secret of resourcesOf(copy, "github_actions_environment_secret"))
    if (change.sent.some(({ address }) => address === addressOf(secret)))
      compareAgain(secret, "plaintext_value");
  return configuration;
}

function sendInApp(app: ConfiguredResource, change: SecretChange, live: LiveSecrets): void {
  const found = live.apps.get(appName(app));
  if (found === undefined) return;
  const sent = change.sent.filter(({ address }) => address === addressOf(app));
  const removed = change.removed.filter((each) => each.app === appName(app)).map(({ name }) => name);
  const variables = sent.filter(({ kind }) => kind === "app");
  if (variables.length > 0 || removed.length > 0) {
    specOf(app).env = mergedVariables(app, found, variables, removed);
    compareAgain(app, APP_VARIABLES);
  }
  for (const place of sent) if (place.kind === "pull") compareAgain(app, credentialsPath(place));
}

/** All app-level variables as they are live, but for those that are sent or removed. */
function mergedVariables(
  app: ConfiguredResource,
  live: LiveApp,
  sent: readonly SecretPlace[],
  removed: readonly string[],
): Variable[] {
  const isSent = (key: string) => sent.some(({ name }) => name === key);
  const kept = (live.spec.envs ?? []).filter(({ key }) => !isSent(key) && !removed.includes(key));
  const given = codeVariables(app).filter(({ key }) => isSent(key)) as unknown as Variable[];
  return [...kept.map(literally), ...given];
}

function literally(variable: LiveVariable): Variable {
  const { key, value = "", type = "GENERAL", scope = "RUN_AND_BUILD_TIME" } = variable;
  if (type === "SECRET" && !isSealed(variable))
    throw new CommandFailure(
      `the secret ${key} cannot be kept as it is: DigitalOcean did not give it back as EV[…]; nothing was changed`,
    );
  const escaped = value.replace(/[$%](?=\{)/g, (mark) => mark + mark);
  return { key, value: escaped, type, scope };
}

function credentialsPath({ component: [kind, index] }: { component: readonly [string, number] }): string {
  return `spec[0].${kind}[${index}].image[0].registry_credentials`;
}

function compareAgain({ values }: ConfiguredResource, path: string): void {
  const lifecycle = values.lifecycle as { ignore_changes?: string[] } | undefined;
  if (lifecycle?.ignore_changes === undefined) return;
  lifecycle.ignore_changes = lifecycle.ignore_changes.filter((ignored) => ignored !== path);
}
