import type { SynthesizedStack } from "../../tools/synthesized";
import { appName, resourcesOf } from "../configuration";
import { compare } from "./differences";
import type { LiveSecrets } from "./live";
import { placesOf, type SecretPlace } from "./places";

/** What one run sends to the clouds of a stack's secrets. */
export interface SecretChange {
  /** Secrets that get the value of their variable. */
  readonly sent: readonly SecretPlace[];
  /** App-level variables that are taken away. */
  readonly removed: readonly AppVariable[];
  /** Those that were taken away before and still serve: their app is deployed again. */
  readonly stillServing: readonly AppVariable[];
}

/** A variable at the level of an app. */
export interface AppVariable {
  readonly app: string;
  readonly name: string;
}

/**
 * Makes the live set the code's: what is missing, plain or does not serve is sent, what is not in the code is taken away.
 */
export function applying(stack: SynthesizedStack, live: LiveSecrets): SecretChange {
  const { missing, plain, notServing, extra, stillServing } = compare(stack, live);
  return {
    sent: [...missing, ...plain, ...notServing.map(({ place }) => place)],
    removed: extra.flatMap((place) => (place.kind === "app" ? [place] : [])),
    stillServing: stillServing.map(({ place }) => place),
  };
}

/** Gives one secret the value of its variable, wherever it lives, and leaves all others. */
export function rotating(stack: SynthesizedStack, variable: string): SecretChange {
  const sent = placesOf(stack).filter((place) => place.variable === variable);
  return { sent, removed: [], stillServing: [] };
}

/** Whether there is nothing to do. */
export function isEmpty({ sent, removed, stillServing }: SecretChange): boolean {
  return sent.length + removed.length + stillServing.length === 0;
}

/** Whether Terraform has something to apply. */
export function isApplied({ sent, removed }: SecretChange): boolean {
  return sent.length + removed.length > 0;
}

/** Apps that are changed or deployed again. */
export function changedApps({ sent, removed, stillServing }: SecretChange): string[] {
  const places = [...sent, ...removed, ...stillServing];
  return [...new Set(places.flatMap((place) => ("app" in place ? place.app : [])))];
}

/** Apps that no apply deploys, although something of them has to be deployed again. */
export function redeployedApps(change: SecretChange): string[] {
  const applied = changedApps({ ...change, stillServing: [] });
  return changedApps({ sent: [], removed: [], stillServing: change.stillServing }).filter(
    (app) => !applied.includes(app),
  );
}

/** Variables whose values are needed. */
export function neededVariables({ sent }: SecretChange): string[] {
  return [...new Set(sent.flatMap(({ variable }) => variable ?? []))];
}

/** Apps and GitHub environments of the stack that are not there yet: their secrets are sent when they are created. */
export function missingHolders(stack: SynthesizedStack, live: LiveSecrets): string[] {
  const apps = resourcesOf(stack, "digitalocean_app").map(appName);
  return [
    ...apps.filter((name) => live.apps.get(name) === undefined).map((name) => `app ${name}`),
    ...[...live.environments]
      .filter(([, secrets]) => secrets === undefined)
      .map(([name]) => `GitHub environment ${name}`),
  ];
}
