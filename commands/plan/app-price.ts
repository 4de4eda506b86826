import type { MonthlyPrice } from "../../constructs";
import { priceOf } from "../../policies";
import type { Json } from "../../report";

/**
 * What a resource costs a month, by its planned or deployed attributes.
 * @returns undefined for all but apps, and for an app that is not there; "unknown" when a size is not known
 */
export function appPrice(type: string, values: Json): MonthlyPrice | "unknown" | undefined {
  if (type !== "digitalocean_app" || values === null) return undefined;
  return priceOf(values as Readonly<Record<string, Json>>);
}
