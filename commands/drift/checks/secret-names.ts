import { describeDifferences, differencesOf } from "../../secrets/differences";
import type { DriftCheck } from "../check";

/** Secrets' names: the providers' lists of secrets are ignored after creation. */
export const secretNames: DriftCheck = {
  id: "secret names",
  run: async ({ stack, clouds }) => ({ differs: describeDifferences(await differencesOf(stack, clouds)) }),
};
