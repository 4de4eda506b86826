import type { SynthesizedStack } from "../../tools/synthesized";
import type { Clouds } from "../clouds/clouds";
import { isSet, type LiveSecrets, liveSecrets, liveVariables, same } from "./live";
import { type AppPlace, describePlace, type GitHubPlace, placesOf, type SecretPlace } from "./places";

/** How the live secrets differ from those of the code, by name: values cannot be compared. */
export interface SecretDifferences {
  readonly stack: string;
  /** In the code, and not live. */
  readonly missing: readonly SecretPlace[];
  /** Live, and not in the code. */
  readonly extra: readonly (AppPlace | GitHubPlace)[];
}

/**
 * Compares the secrets' names between the code and the clouds, which no plan does: what it ignores, it does not show.
 * An app or environment that is not there yet differs in nothing.
 * @throws CloudError when a cloud does not answer
 */
export async function differencesOf(stack: SynthesizedStack, clouds: Clouds): Promise<SecretDifferences> {
  return compare(stack, await liveSecrets(stack, clouds));
}

/** The same, for secrets that were read before. */
export function compare(stack: SynthesizedStack, live: LiveSecrets): SecretDifferences {
  const places = placesOf(stack);
  const missing = places.filter((place) => isSet(place, live) === false);
  return {
    stack: stack.name,
    missing,
    extra: [...extraInApps(places, live), ...extraInGitHub(places, live)],
  };
}

function extraInApps(places: readonly SecretPlace[], live: LiveSecrets): AppPlace[] {
  return [...live.apps].flatMap(([app, found]) => {
    const known = places.filter((place) => place.kind === "app" && place.app === app);
    return (found === undefined ? [] : liveVariables(found))
      .filter(({ key }) => !known.some(({ name }) => name === key))
      .map(({ key }) => ({ kind: "app" as const, name: key, app }));
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
export function describeDifferences({ stack, missing, extra }: SecretDifferences): string[] {
  const apply = `npm run secrets -- apply ${stack}`;
  return [
    ...missing.map(
      (place) =>
        `${stack}: the secret ${place.variable ?? place.name} is in the code and not in the ${describePlace(place)}; send it: ${apply}`,
    ),
    ...extra.map((place) => {
      const found = `${stack}: the ${describePlace(place)} has the secret ${place.name}, which is not in the code`;
      if (place.kind === "app") return `${found}; name it in the settings, or take it away: ${apply}`;
      return `${found}; if nobody needs it: gh secret delete ${place.name} --env ${place.environment} --repo ${place.repository}`;
    }),
  ];
}
