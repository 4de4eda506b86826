import { InstanceSize, type MonthlyPrice } from "../../constructs";
import type { Json } from "../../report";

/** Dedicated egress addresses of one app, USD per month (docs.digitalocean.com, App Platform pricing). */
const DEDICATED_EGRESS = 25;

const SIZES = new Map(InstanceSize.all().map(({ slug, monthlyPrice }) => [slug, monthlyPrice]));

interface Component {
  readonly instance_size_slug?: string | null;
  readonly instance_count?: number | null;
  readonly autoscaling?: readonly {
    readonly min_instance_count?: number;
    readonly max_instance_count?: number;
  }[];
}

interface Spec {
  readonly service?: readonly Component[];
  readonly worker?: readonly Component[];
  readonly egress?: readonly { readonly type?: string }[];
}

/**
 * What an App Platform app costs a month, by its planned or deployed attributes. Services and workers count; jobs cost
 * seconds of their size and are left out, as in the constructs' own price.
 * @returns undefined for other resources and for an app that is not there, "unknown" when a size is not known
 */
export function appPrice(type: string, values: Json): MonthlyPrice | "unknown" | undefined {
  if (type !== "digitalocean_app" || values === null) return undefined;
  const spec = (values as { readonly spec?: readonly Spec[] }).spec?.[0];
  if (spec === undefined) return "unknown";
  const prices = [...(spec.service ?? []), ...(spec.worker ?? [])].map(componentPrice);
  const extra = spec.egress?.some(({ type }) => type === "DEDICATED_IP") ? DEDICATED_EGRESS : 0;
  let [best, worst] = [extra, extra];
  for (const price of prices) {
    if (price === undefined) return "unknown";
    best += price.best;
    worst += price.worst;
  }
  return { best, worst };
}

function componentPrice(component: Component): MonthlyPrice | undefined {
  const { instance_size_slug: slug, instance_count: count, autoscaling = [] } = component;
  const price = SIZES.get(slug ?? "");
  if (price === undefined) return undefined;
  const [scaling] = autoscaling;
  const [min, max] = [scaling?.min_instance_count ?? count ?? 1, scaling?.max_instance_count ?? count ?? 1];
  return { best: price * min, worst: price * max };
}
