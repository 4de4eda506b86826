import type { Problem } from "../errors";
import {
  type CpuKind,
  INSTANCE_SIZES,
  type InstanceSizeFacts,
  type InstanceSizeSlug,
} from "./instance-size-catalogue";

type Catalogue = typeof INSTANCE_SIZES;

/**
 * The size of one container, with its price and what it may do.
 *
 * The type parameters carry the consequences: CPU autoscaling on a shared CPU, or two instances of a
 * single-instance size, is a compile error when the size is one of the constants below.
 *
 * @typeParam C whether the CPU is shared or dedicated
 * @typeParam Single whether DigitalOcean refuses a second instance
 */
export class InstanceSize<C extends CpuKind = CpuKind, Single extends boolean = boolean>
  implements InstanceSizeFacts
{
  /** 512 MiB, shared CPU, one instance only, $5: what LingoBot calls Basic XXS. */
  public static readonly XXS = InstanceSize.known("apps-s-1vcpu-0.5gb");
  /** 1 GiB, shared CPU, $12: what LingoBot calls Basic XS. */
  public static readonly XS = InstanceSize.known("apps-s-1vcpu-1gb");
  /** 2 GiB, shared CPU, $25: what LingoBot calls Basic S. */
  public static readonly S = InstanceSize.known("apps-s-1vcpu-2gb");
  /** 2 vCPUs, 4 GiB, shared CPU, $50: what LingoBot calls Professional. */
  public static readonly PROFESSIONAL = InstanceSize.known("apps-s-2vcpu-4gb");

  public static readonly SHARED_1VCPU_512MB = InstanceSize.XXS;
  /** 1 GiB, shared CPU, one instance only, $10. */
  public static readonly SHARED_1VCPU_1GB_FIXED = InstanceSize.known("apps-s-1vcpu-1gb-fixed");
  public static readonly SHARED_1VCPU_1GB = InstanceSize.XS;
  public static readonly SHARED_1VCPU_2GB = InstanceSize.S;
  public static readonly SHARED_2VCPU_4GB = InstanceSize.PROFESSIONAL;
  public static readonly DEDICATED_1VCPU_512MB = InstanceSize.known("apps-d-1vcpu-0.5gb");
  public static readonly DEDICATED_1VCPU_1GB = InstanceSize.known("apps-d-1vcpu-1gb");
  public static readonly DEDICATED_1VCPU_2GB = InstanceSize.known("apps-d-1vcpu-2gb");
  public static readonly DEDICATED_1VCPU_4GB = InstanceSize.known("apps-d-1vcpu-4gb");
  public static readonly DEDICATED_2VCPU_4GB = InstanceSize.known("apps-d-2vcpu-4gb");
  public static readonly DEDICATED_2VCPU_8GB = InstanceSize.known("apps-d-2vcpu-8gb");
  public static readonly DEDICATED_4VCPU_8GB = InstanceSize.known("apps-d-4vcpu-8gb");
  public static readonly DEDICATED_4VCPU_16GB = InstanceSize.known("apps-d-4vcpu-16gb");
  public static readonly DEDICATED_8VCPU_32GB = InstanceSize.known("apps-d-8vcpu-32gb");

  /**
   * The size with this slug, or with one of LingoBot's names XXS, XS, S, Professional. For input that has no type;
   * an unknown slug is told, with the whole list, when the tree is validated.
   */
  public static of<S extends InstanceSizeSlug>(
    slug: S,
  ): InstanceSize<Catalogue[S]["cpu"], Catalogue[S]["singleInstance"]>;
  public static of(slug: string): InstanceSize;
  public static of(slug: string): InstanceSize {
    const resolved = (Object.hasOwn(ALIASES, slug) ? ALIASES[slug] : undefined) ?? slug;
    return isKnown(resolved) ? InstanceSize.known(resolved) : new InstanceSize(unknown(slug), false);
  }

  /** Every size that DigitalOcean offers, cheapest shared size first. */
  public static all(): InstanceSize[] {
    return SLUGS.map((slug) => InstanceSize.known(slug));
  }

  private static known<S extends InstanceSizeSlug>(
    slug: S,
  ): InstanceSize<Catalogue[S]["cpu"], Catalogue[S]["singleInstance"]> {
    return new InstanceSize<Catalogue[S]["cpu"], Catalogue[S]["singleInstance"]>(INSTANCE_SIZES[slug], true);
  }

  public readonly slug: string;
  public readonly cpu: C;
  public readonly vcpus: number;
  public readonly memoryMiB: number;
  public readonly monthlyPrice: number;
  public readonly egressGiB: number;
  public readonly singleInstance: Single;
  private readonly problems: readonly Problem[];

  private constructor(
    facts: InstanceSizeFacts & { readonly cpu: C; readonly singleInstance: Single },
    isInCatalogue: boolean,
  ) {
    this.slug = facts.slug;
    this.cpu = facts.cpu;
    this.vcpus = facts.vcpus;
    this.memoryMiB = facts.memoryMiB;
    this.monthlyPrice = facts.monthlyPrice;
    this.egressGiB = facts.egressGiB;
    this.singleInstance = facts.singleInstance;
    this.problems = isInCatalogue ? [] : [unknownProblem(facts.slug)];
  }

  /** For example "apps-s-1vcpu-1gb (1 shared vCPU, 1024 MiB, $12 per month)". */
  public toString(): string {
    const cpus = this.vcpus === 1 ? "vCPU" : "vCPUs";
    return `${this.slug} (${this.vcpus} ${this.cpu} ${cpus}, ${this.memoryMiB} MiB, $${this.monthlyPrice} per month)`;
  }

  /** @internal an unknown slug */
  public _problems(): readonly Problem[] {
    return this.problems;
  }
}

const SLUGS = Object.keys(INSTANCE_SIZES) as InstanceSizeSlug[];

const ALIASES: Readonly<Record<string, InstanceSizeSlug>> = {
  XXS: "apps-s-1vcpu-0.5gb",
  XS: "apps-s-1vcpu-1gb",
  S: "apps-s-1vcpu-2gb",
  Professional: "apps-s-2vcpu-4gb",
};

function unknownProblem(slug: string): Problem {
  const next = /^(basic|professional)-/.test(slug)
    ? "the basic-* and professional-* slugs are deprecated; choose a size of the same memory"
    : "choose one of these sizes";
  return { fault: "DigitalOcean has no such instance size", got: slug, allowed: SLUGS.join(", "), next };
}

function isKnown(slug: string): slug is InstanceSizeSlug {
  return Object.hasOwn(INSTANCE_SIZES, slug);
}

/** Stands for a size that does not exist until validation reports it; dedicated, so that nothing else is reported about it. */
function unknown(slug: string): InstanceSizeFacts {
  return {
    slug,
    cpu: "dedicated",
    vcpus: 0,
    memoryMiB: 0,
    monthlyPrice: 0,
    egressGiB: 0,
    singleInstance: false,
  };
}
