import type { SynthesizedStack } from "../../tools/synthesized";
import type { Clouds } from "../clouds/clouds";
import type { LiveApp, LiveVariable } from "../clouds/digitalocean";
import type { LiveGitHubSecret } from "../clouds/github";
import { appName, resourcesOf } from "../configuration";
import { placesOf, type SecretPlace } from "./places";

/** What the clouds hold of one stack's secrets. */
export interface LiveSecrets {
  /** By name; undefined for an app that is not there yet. */
  readonly apps: ReadonlyMap<string, LiveApp | undefined>;
  /** By environment; undefined for one that is not there yet. */
  readonly environments: ReadonlyMap<string, readonly LiveGitHubSecret[] | undefined>;
}

/** Asks both clouds. @throws CloudError when one does not answer */
export async function liveSecrets(stack: SynthesizedStack, clouds: Clouds): Promise<LiveSecrets> {
  const names = resourcesOf(stack, "digitalocean_app").map(appName);
  const apps = await Promise.all(
    names.map(async (name) => [name, await clouds.digitalocean.app(name)] as const),
  );
  const environments = new Map(
    placesOf(stack).flatMap((place) =>
      place.kind === "github" ? [[place.environment, place.repository] as const] : [],
    ),
  );
  const secrets = await Promise.all(
    [...environments].map(
      async ([environment, repository]) =>
        [environment, await clouds.github.environmentSecrets(repository, environment)] as const,
    ),
  );
  return { apps: new Map(apps), environments: new Map(secrets) };
}

/** As DigitalOcean gives secrets back; nothing in it means anything to Terraform. */
const SEALED = /^EV\[[A-Za-z0-9+/=:_-]+\]$/;

/** Whether a variable is a secret that came back encrypted. */
export function isSealed({ type, value = "" }: LiveVariable): boolean {
  return type === "SECRET" && SEALED.test(value);
}

/**
 * How a secret is found: "plain" is an app's variable of its key that is not encrypted; "not serving" when the app holds
 * another value than the deployment that serves, because none with it became ACTIVE; "not deployed" when what it belongs
 * to is not there yet.
 */
export type Found = "set" | "not serving" | "missing" | "plain" | "not deployed";

/** How a secret of the code is found in the clouds. */
export function find(place: SecretPlace, live: LiveSecrets): Found {
  if (place.kind === "github") {
    const secrets = live.environments.get(place.environment);
    if (secrets === undefined) return "not deployed";
    return secrets.some(({ name }) => same(name, place.name)) ? "set" : "missing";
  }
  const app = live.apps.get(place.app);
  if (app === undefined) return "not deployed";
  const written = sealedValue(place, app);
  if (written !== undefined) return written === servedValue(place, app) ? "set" : "not serving";
  const isPlain = place.kind === "app" && app.spec.envs?.some(({ key }) => key === place.name);
  return isPlain ? "plain" : "missing";
}

/** The ciphertext that the app runs with; undefined when it has none, or nothing runs. */
export function servedValue(place: SecretPlace, { active_deployment }: LiveApp): string | undefined {
  return active_deployment && sealedValue(place, active_deployment);
}

/** The ciphertext that an app holds, or that a deployment was made with; undefined when there is none. */
export function sealedValue(place: SecretPlace, app: Pick<LiveApp, "spec">): string | undefined {
  if (place.kind === "app")
    return app.spec.envs?.find((variable) => variable.key === place.name && isSealed(variable))?.value;
  if (place.kind !== "pull") return undefined;
  const { services = [], workers = [], jobs = [] } = app.spec;
  const components = { service: services, worker: workers, job: jobs }[place.component[0]];
  return components.find(({ name }) => name === place.name)?.image?.registry_credentials;
}

/** GitHub does not tell upper from lower case. */
export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
