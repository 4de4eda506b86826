import type { MonthlyPrice } from "../../constructs";
import { priceOf, UNPRICED } from "../../policies";
import type { Json } from "../../report";

/**
 * What a resource costs a month, by its planned or deployed attributes.
 * @returns undefined for what costs nothing by itself, and for what is not there; "unknown" when a size is not known, or
 * the price of the type
 */
export function appPrice(type: string, values: Json): MonthlyPrice | "unknown" | undefined {
  if (values === null) return undefined;
  if (UNPRICED.includes(type)) return "unknown";
  if (type !== "digitalocean_app") return undefined;
  return priceOf(values as Readonly<Record<string, Json>>);
}
