import type { SynthesizedStack } from "../../tools/synthesized";
import type { Clouds } from "../clouds/clouds";
import { appName, resourcesOf } from "../configuration";
import { find, type LiveSecrets, liveSecrets, same } from "./live";
import {
  codeVariables,
  describePlace,
  type ForeignVariable,
  type GitHubPlace,
  placesOf,
  type SecretPlace,
} from "./places";

/** How the live secrets differ from those of the code, by name and type: values cannot be compared. */
export interface SecretDifferences {
  readonly stack: string;
  /** In the code, and not live. */
  readonly missing: readonly SecretPlace[];
  /** Secrets of the code that an app holds as plain variables. */
  readonly plain: readonly SecretPlace[];
  /** Live, and not in the code: secrets, and plain variables at an app's level. */
  readonly extra: readonly (ForeignVariable | GitHubPlace)[];
}

/**
 * Compares the secrets' names and types between the code and the clouds, which no plan does: what it ignores, it does not show.
 * An app or environment that is not there yet differs in nothing.
 * @throws CloudError when a cloud does not answer
 */
export async function differencesOf(stack: SynthesizedStack, clouds: Clouds): Promise<SecretDifferences> {
  return compare(stack, await liveSecrets(stack, clouds));
}

/** The same, for secrets that were read before. */
export function compare(stack: SynthesizedStack, live: LiveSecrets): SecretDifferences {
  const places = placesOf(stack);
  return {
    stack: stack.name,
    missing: places.filter((place) => find(place, live) === "missing"),
    plain: places.filter((place) => find(place, live) === "plain"),
    extra: [...extraInApps(stack, live), ...extraInGitHub(places, live)],
  };
}

function extraInApps(stack: SynthesizedStack, live: LiveSecrets): ForeignVariable[] {
  return resourcesOf(stack, "digitalocean_app").flatMap((resource) => {
    const app = appName(resource);
    const known = new Set(codeVariables(resource).map(({ key }) => key));
    return (live.apps.get(app)?.spec.envs ?? [])
      .filter(({ key }) => !known.has(key))
      .map(({ key, type }) => ({ kind: "app" as const, name: key, app, secret: type === "SECRET" }));
  });
}

function extraInGitHub(places: readonly SecretPlace[], live: LiveSecrets): GitHubPlace[] {
  return [...live.environments].flatMap(([environment, secrets]) => {
    const known = places.filter(isGitHub).filter((place) => place.environment === environment);
    const repository = known[0]?.repository ?? "";
    return (secrets ?? [])
      .filter(({ name }) => !known.some((place) => same(place.name, name)))
      .map(({ name }) => ({ kind: "github" as const, name, repository, environment }));
  });
}

function isGitHub(place: SecretPlace): place is SecretPlace & GitHubPlace {
  return place.kind === "github";
}

/** Each difference in a sentence, with what to do. */
export function describeDifferences({ stack, missing, plain, extra }: SecretDifferences): string[] {
  const apply = `npm run secrets -- apply ${stack}`;
  return [
    ...missing.map(
      (place) =>
        `${stack}: the secret ${place.variable ?? place.name} is in the code and not in the ${describePlace(place)}; send it: ${apply}`,
    ),
    ...plain.map(
      (place) =>
        `${stack}: the ${describePlace(place)} holds the secret ${place.variable ?? place.name} as a plain variable, which whoever sees the app can read; send it as a secret, best with a new value: ${apply}`,
    ),
    ...extra.map((place) => {
      const kind = place.kind === "app" && !place.secret ? "plain variable" : "secret";
      const found = `${stack}: the ${describePlace(place)} has the ${kind} ${place.name}, which is not in the code`;
      if (place.kind === "app") return `${found}; name it in the settings, or take it away: ${apply}`;
      return `${found}; if nobody needs it: gh secret delete ${place.name} --env ${place.environment} --repo ${place.repository}`;
    }),
  ];
}
