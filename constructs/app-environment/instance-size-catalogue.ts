/** Whether the vCPUs are shared with other customers; CPU autoscaling needs `dedicated`. */
export type CpuKind = "shared" | "dedicated";

/** One row of DigitalOcean's price list for App Platform containers. */
export interface InstanceSizeFacts {
  readonly slug: string;
  readonly cpu: CpuKind;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** USD per container and month of 28 days. */
  readonly monthlyPrice: number;
  /** Outgoing traffic included per container and month, in GiB. */
  readonly egressGiB: number;
  /** True if DigitalOcean refuses a second instance of this size. */
  readonly singleInstance: boolean;
}

/**
 * The current catalogue, from docs.digitalocean.com/products/app-platform/details/pricing and the examples of
 * `GET /v2/apps/tiers/instance_sizes` in digitalocean/openapi. The older `basic-*` and `professional-*` slugs are
 * deprecated and left out.
 */
export const INSTANCE_SIZES = {
  "apps-s-1vcpu-0.5gb": size("apps-s-1vcpu-0.5gb", "shared", 1, 512, 5, 50, true),
  "apps-s-1vcpu-1gb-fixed": size("apps-s-1vcpu-1gb-fixed", "shared", 1, 1024, 10, 100, true),
  "apps-s-1vcpu-1gb": size("apps-s-1vcpu-1gb", "shared", 1, 1024, 12, 150, false),
  "apps-s-1vcpu-2gb": size("apps-s-1vcpu-2gb", "shared", 1, 2048, 25, 200, false),
  "apps-s-2vcpu-4gb": size("apps-s-2vcpu-4gb", "shared", 2, 4096, 50, 250, false),
  "apps-d-1vcpu-0.5gb": size("apps-d-1vcpu-0.5gb", "dedicated", 1, 512, 29, 100, false),
  "apps-d-1vcpu-1gb": size("apps-d-1vcpu-1gb", "dedicated", 1, 1024, 34, 200, false),
  "apps-d-1vcpu-2gb": size("apps-d-1vcpu-2gb", "dedicated", 1, 2048, 39, 300, false),
  "apps-d-1vcpu-4gb": size("apps-d-1vcpu-4gb", "dedicated", 1, 4096, 49, 400, false),
  "apps-d-2vcpu-4gb": size("apps-d-2vcpu-4gb", "dedicated", 2, 4096, 78, 500, false),
  "apps-d-2vcpu-8gb": size("apps-d-2vcpu-8gb", "dedicated", 2, 8192, 98, 600, false),
  "apps-d-4vcpu-8gb": size("apps-d-4vcpu-8gb", "dedicated", 4, 8192, 156, 700, false),
  "apps-d-4vcpu-16gb": size("apps-d-4vcpu-16gb", "dedicated", 4, 16384, 196, 800, false),
  "apps-d-8vcpu-32gb": size("apps-d-8vcpu-32gb", "dedicated", 8, 32768, 392, 900, false),
} as const;

/** The slug of a size in the catalogue. */
export type InstanceSizeSlug = keyof typeof INSTANCE_SIZES;

/** The size's facts, its CPU kind and instance limit kept as literal types so that wrong scaling does not compile. */
function size<C extends CpuKind, Single extends boolean>(
  slug: string,
  cpu: C,
  vcpus: number,
  memoryMiB: number,
  monthlyPrice: number,
  egressGiB: number,
  singleInstance: Single,
): InstanceSizeFacts & { readonly cpu: C; readonly singleInstance: Single } {
  return { slug, cpu, vcpus, memoryMiB, monthlyPrice, egressGiB, singleInstance };
}
