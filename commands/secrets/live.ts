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

/** The app's app-level variables that are secret. */
export function liveVariables(app: LiveApp): readonly LiveVariable[] {
  return (app.spec.envs ?? []).filter(({ type }) => type === "SECRET");
}

/** Whether a secret is set; "unknown" when what it belongs to is not there yet. */
export function isSet(place: SecretPlace, live: LiveSecrets): boolean | "unknown" {
  if (place.kind === "github") {
    const secrets = live.environments.get(place.environment);
    return secrets === undefined ? "unknown" : secrets.some(({ name }) => same(name, place.name));
  }
  const app = live.apps.get(place.app);
  if (app === undefined) return "unknown";
  return Boolean(sealedValue(place, app));
}

/** The ciphertext that the app holds; undefined when there is none. */
export function sealedValue(place: SecretPlace, app: Pick<LiveApp, "spec">): string | undefined {
  if (place.kind === "app") return app.spec.envs?.find(({ key }) => key === place.name)?.value;
  if (place.kind !== "pull") return undefined;
  const { services = [], workers = [], jobs = [] } = app.spec;
  const components = { service: services, worker: workers, job: jobs }[place.component[0]];
  return components.find(({ name }) => name === place.name)?.image?.registry_credentials;
}

/** GitHub does not tell upper from lower case. */
export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
