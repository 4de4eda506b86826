/** One row of `GET /v2/apps/tiers/instance_sizes`. */
export interface InstanceSize {
  readonly name: string;
  readonly slug: string;
  readonly cpu_type: "SHARED" | "DEDICATED";
  /** Number of CPUs, as the API writes it: a text. */
  readonly cpus: string;
  readonly memory_bytes: string;
  /** Price of one container, US dollars a month, as text. */
  readonly usd_per_month: string;
  readonly usd_per_second: string;
  readonly tier_slug: string;
  /** More than one container is refused. */
  readonly single_instance_only: boolean;
  /** CPU-based autoscaling is allowed. */
  readonly scalable: boolean;
  readonly bandwidth_allowance_gib: string;
}

const MIB = 1024 * 1024;
const BILLED_SECONDS = 28 * 24 * 3600;

/** slug, CPUs, MiB of memory, US dollars a month, GiB of traffic (DigitalOcean's pricing page and its API's examples). */
const ROWS: readonly (readonly [string, number, number, number, number])[] = [
  ["apps-s-1vcpu-0.5gb", 1, 512, 5, 50],
  ["apps-s-1vcpu-1gb-fixed", 1, 1024, 10, 100],
  ["apps-s-1vcpu-1gb", 1, 1024, 12, 150],
  ["apps-s-1vcpu-2gb", 1, 2048, 25, 200],
  ["apps-s-2vcpu-4gb", 2, 4096, 50, 250],
  ["apps-d-1vcpu-0.5gb", 1, 512, 29, 100],
  ["apps-d-1vcpu-1gb", 1, 1024, 34, 200],
  ["apps-d-1vcpu-2gb", 1, 2048, 39, 300],
  ["apps-d-1vcpu-4gb", 1, 4096, 49, 400],
  ["apps-d-2vcpu-4gb", 2, 4096, 78, 500],
  ["apps-d-2vcpu-8gb", 2, 8192, 98, 600],
  ["apps-d-4vcpu-8gb", 4, 8192, 156, 700],
  ["apps-d-4vcpu-16gb", 4, 16384, 196, 800],
  ["apps-d-8vcpu-32gb", 8, 32768, 392, 900],
];

const SINGLE_INSTANCE = new Set(["apps-s-1vcpu-0.5gb", "apps-s-1vcpu-1gb-fixed"]);

/** What the API takes for a component that names no size. */
export const DEFAULT_SIZE = "apps-s-1vcpu-0.5gb";

/** The catalogue, cheapest shared size first. */
export const INSTANCE_SIZES: readonly InstanceSize[] = ROWS.map(([slug, cpus, memory, price, traffic]) => {
  const dedicated = slug.startsWith("apps-d-");
  return {
    name: `${dedicated ? "Dedicated" : "Shared"} ${cpus} vCPU ${memory} MiB`,
    slug,
    cpu_type: dedicated ? "DEDICATED" : "SHARED",
    cpus: String(cpus),
    memory_bytes: String(memory * MIB),
    usd_per_month: price.toFixed(2),
    usd_per_second: (price / BILLED_SECONDS).toFixed(12),
    tier_slug: dedicated ? "professional" : "basic",
    single_instance_only: SINGLE_INSTANCE.has(slug),
    scalable: dedicated,
    bandwidth_allowance_gib: String(traffic),
  };
});

/** A size by slug; undefined if the catalogue has none. */
export function instanceSize(slug: string): InstanceSize | undefined {
  return INSTANCE_SIZES.find((size) => size.slug === slug);
}
