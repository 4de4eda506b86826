import { InstanceSize, type MonthlyPrice } from "../constructs";
import { isBlock, type Values } from "./stack/configuration";

/** Dedicated egress addresses of one app, USD per month (docs.digitalocean.com, App Platform pricing). */
const DEDICATED_EGRESS = 25;

/** A database for development inside the app, USD per month (the same page). */
const DEVELOPMENT_DATABASE = 7;

let prices: ReadonlyMap<string, number> | undefined;

/**
 * What an App Platform app costs a month, by its attributes in a configuration, a plan or a state. Services and workers
 * count; jobs cost seconds of their size and are left out, as in the constructs' own price.
 * @returns "unknown" when a size or a number is not known, or the app has no spec
 */
export function priceOf(app: Values): MonthlyPrice | "unknown" {
  const [spec] = blocksOf(app, "spec");
  if (spec === undefined) return "unknown";
  const extra = extrasOf(spec);
  let [best, worst] = [extra, extra];
  for (const component of [...blocksOf(spec, "service"), ...blocksOf(spec, "worker")]) {
    const price = priceOfComponent(component);
    if (price === undefined) return "unknown";
    best += price.best;
    worst += price.worst;
  }
  return { best, worst };
}

/** "$24", or "$68 to $170". */
export function describePrice({ best, worst }: MonthlyPrice): string {
  return best === worst ? `$${best}` : `$${best} to $${worst}`;
}

function extrasOf(spec: Values): number {
  const egress = blocksOf(spec, "egress").some(({ type }) => type === "DEDICATED_IP");
  const databases = blocksOf(spec, "database").filter(({ production }) => production !== true);
  return (egress ? DEDICATED_EGRESS : 0) + databases.length * DEVELOPMENT_DATABASE;
}

function priceOfComponent(component: Values): MonthlyPrice | undefined {
  const price = sizePrice(component.instance_size_slug);
  const [scaling] = blocksOf(component, "autoscaling");
  const count = component.instance_count ?? 1;
  const [min, max] = [scaling?.min_instance_count ?? count, scaling?.max_instance_count ?? count];
  if (price === undefined || typeof min !== "number" || typeof max !== "number") return undefined;
  return { best: price * min, worst: price * max };
}

function sizePrice(slug: unknown): number | undefined {
  prices ??= new Map(InstanceSize.all().map((size) => [size.slug, size.monthlyPrice]));
  return prices.get(String(slug));
}

function blocksOf(block: Values, name: string): readonly Values[] {
  return [block[name]].flat().filter(isBlock);
}
