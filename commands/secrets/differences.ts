import type { SynthesizedStack } from "../../tools/synthesized";
import type { Clouds } from "../clouds/clouds";
import type { LiveApp, LiveVariable } from "../clouds/digitalocean";
import { appName, resourcesOf } from "../configuration";
import { unreadiness } from "../preflight/checks/app-ready";
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
  /** Written to an app, and not what it runs with: the deployment failed, waits, or a rollback serves. */
  readonly notServing: readonly InApp<SecretPlace>[];
  /** Live, and not in the code: secrets, and plain variables at an app's level. */
  readonly extra: readonly (ForeignVariable | GitHubPlace)[];
  /** The same that were taken away from an app, which still runs with them. */
  readonly stillServing: readonly InApp<ForeignVariable>[];
}

/** Something of an app, and the app as it is. */
export interface InApp<Place> {
  readonly place: Place;
  readonly app: LiveApp;
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
    notServing: places.flatMap((place) => {
      const app = place.kind === "github" ? undefined : live.apps.get(place.app);
      return app !== undefined && find(place, live) === "not serving" ? [{ place, app }] : [];
    }),
    extra: [
      ...foreignOf(stack, live, writtenVariables).map(({ place }) => place),
      ...extraInGitHub(places, live),
    ],
    stillServing: foreignOf(stack, live, stillServed),
  };
}

/** Those of some variables of the apps that the code does not have. */
function foreignOf(
  stack: SynthesizedStack,
  live: LiveSecrets,
  variablesOf: (app: LiveApp) => readonly LiveVariable[],
): InApp<ForeignVariable>[] {
  return resourcesOf(stack, "digitalocean_app").flatMap((resource) => {
    const name = appName(resource);
    const app = live.apps.get(name);
    const known = new Set(codeVariables(resource).map(({ key }) => key));
    if (app === undefined) return [];
    return variablesOf(app)
      .filter(({ key }) => !known.has(key))
      .map(({ key, type }) => ({
        place: { kind: "app", name: key, app: name, secret: type === "SECRET" },
        app,
      }));
  });
}

function writtenVariables({ spec }: LiveApp): readonly LiveVariable[] {
  return spec.envs ?? [];
}

function stillServed({ spec, active_deployment }: LiveApp): readonly LiveVariable[] {
  const written = new Set((spec.envs ?? []).map(({ key }) => key));
  return (active_deployment?.spec.envs ?? []).filter(({ key }) => !written.has(key));
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
export function describeDifferences(differences: SecretDifferences): string[] {
  const { stack, missing, plain, notServing, extra, stillServing } = differences;
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
    ...notServing.map(
      ({ place, app }) =>
        `${stack}: the secret ${place.variable ?? place.name} is written to the ${describePlace(place)}, and what serves does not have it yet; ${wayToServe(app, apply)}`,
    ),
    ...stillServing.map(
      ({ place, app }) =>
        `${stack}: the ${kindOf(place)} ${place.name} was taken away from the ${describePlace(place)}, and what serves still has it; ${wayToServe(app, apply)}`,
    ),
    ...extra.map((place) => {
      const found = `${stack}: the ${describePlace(place)} has the ${kindOf(place)} ${place.name}, which is not in the code`;
      if (place.kind === "app") return `${found}; name it in the settings, or take it away: ${apply}`;
      return `${found}; if nobody needs it: gh secret delete ${place.name} --env ${place.environment} --repo ${place.repository}`;
    }),
  ];
}

function kindOf(place: ForeignVariable | GitHubPlace): string {
  return place.kind === "app" && !place.secret ? "plain variable" : "secret";
}

/** What to do so that an app runs with what was written to it. */
function wayToServe(app: LiveApp, apply: string): string {
  const [unready] = unreadiness(app);
  if (unready !== undefined) return `${unready.problem}; ${unready.next}`;
  return `its deployment failed: read its logs at https://cloud.digitalocean.com/apps/${app.id}/deployments, mend the cause, then deploy it again: ${apply}`;
}
