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
  readonly removed: readonly { readonly app: string; readonly name: string }[];
}

/** Makes the live set the code's: what is missing or plain is sent, what is not in the code is taken away. */
export function applying(stack: SynthesizedStack, live: LiveSecrets): SecretChange {
  const { missing, plain, extra } = compare(stack, live);
  const removed = extra.flatMap((place) => (place.kind === "app" ? [place] : []));
  return { sent: [...missing, ...plain], removed };
}

/** Gives one secret the value of its variable, wherever it lives, and leaves all others. */
export function rotating(stack: SynthesizedStack, variable: string): SecretChange {
  return { sent: placesOf(stack).filter((place) => place.variable === variable), removed: [] };
}

/** Whether there is nothing to do. */
export function isEmpty({ sent, removed }: SecretChange): boolean {
  return sent.length === 0 && removed.length === 0;
}

/** Variables whose values are needed. */
export function neededVariables({ sent }: SecretChange): string[] {
  return [...new Set(sent.flatMap(({ variable }) => variable ?? []))];
}

/** Apps of the stack that are not there yet: their secrets are sent when they are created. */
export function missingApps(stack: SynthesizedStack, live: LiveSecrets): string[] {
  return resourcesOf(stack, "digitalocean_app")
    .map(appName)
    .filter((name) => live.apps.get(name) === undefined);
}
