import type { DigitalOcean } from "../digitalocean";
import { Failure } from "../failure";

interface Size {
  readonly slug: string;
  readonly usd_per_month: string;
}

/** Refuses a preview that costs more a month than is allowed. The price is DigitalOcean's, of this moment. */
export async function requirePrice(cloud: DigitalOcean, slug: string, most: number): Promise<void> {
  const path = "/v2/apps/tiers/instance_sizes";
  const { instance_sizes: sizes } = await cloud.api.call<{ instance_sizes: readonly Size[] }>("GET", path);
  const price = Number(sizes.find((size) => size.slug === slug)?.usd_per_month ?? Number.NaN);
  if (price <= most) return;
  throw new Failure({
    intent: `run a preview on ${slug}`,
    fault: Number.isNaN(price)
      ? "DigitalOcean has no such size"
      : `it costs $${price} a month, more than previews may`,
    got: slug,
    allowed: sizes
      .filter((size) => Number(size.usd_per_month) <= most)
      .map((size) => `${size.slug} ($${Number(size.usd_per_month)})`)
      .join(", "),
    next: `choose a size of the list, or raise the preview's limit of $${most}`,
  });
}
