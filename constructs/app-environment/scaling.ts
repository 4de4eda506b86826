import { Token } from "cdktf";
import type { Problem } from "../errors";
import { problemsOfRange } from "../private/checks";
import type { InstanceSize } from "./instance-size";

/** How the number of instances is decided. */
export type ScalingKind = "fixed" | "cpu";

/** What the compiler knows of a fixed number of instances. */
export type InstanceCount = "one" | "many" | "unknown";

type CountOf<N extends number> = number extends N ? "unknown" : N extends 1 ? "one" : "many";

/** CPU autoscaling. Needs a size with dedicated CPUs (docs.digitalocean.com, App Platform limits). */
export interface CpuScalingProps {
  /** Least number of instances, 1 to 250. Two or more for high availability. */
  readonly min: number;
  /** Greatest number of instances, `min` to 250. */
  readonly max: number;
  /** Average CPU use, in percent (1 to 100), above which instances are added. @default 80 */
  readonly percent?: number;
}

/** The largest number of instances of one component (digitalocean/openapi, app_autoscaling_spec). */
const MAX_INSTANCES = 250;

/**
 * How many instances of a component run.
 * @typeParam K `"fixed"` or `"cpu"`
 * @typeParam N what the compiler knows of the number
 */
export class Scaling<K extends ScalingKind = ScalingKind, N extends InstanceCount = InstanceCount> {
  /** Always `count` instances, 1 to 250; 2 or more keep serving when one fails. */
  public static fixed<N extends number>(count: N): Scaling<"fixed", CountOf<N>> {
    return new Scaling<"fixed", CountOf<N>>("fixed", count, count);
  }

  /** Between `min` and `max` instances, following the CPU. Only on dedicated CPUs. */
  public static onCpu(props: CpuScalingProps): Scaling<"cpu", "unknown"> {
    return new Scaling<"cpu", "unknown">("cpu", props.min, props.max, props.percent ?? 80);
  }

  /** @internal keeps N part of the type */
  declare public readonly _count: N;

  private constructor(
    public readonly kind: K,
    /** Least number of instances. */
    public readonly min: number,
    /** Greatest number of instances. */
    public readonly max: number,
    /** CPU target in percent; undefined when fixed. */
    public readonly percent?: number,
  ) {}

  /** For example "2 instances" or "2 to 5 instances at 70 % CPU". */
  public toString(): string {
    if (this.kind === "cpu") return `${this.min} to ${this.max} instances at ${this.percent} % CPU`;
    return this.min === 1 ? "1 instance" : `${this.min} instances`;
  }

  /** @internal numbers out of range, and what the size cannot do */
  public _problems(size: InstanceSize, component: string): Problem[] {
    return [
      ...(this.kind === "fixed" ? this.problemsOfFixed(component) : this.problemsOfCpu(component)),
      ...this.problemsWith(size, component),
    ];
  }

  private problemsOfFixed(component: string): Problem[] {
    return problemsOfRange(`number of instances of "${component}"`, this.min, 1, MAX_INSTANCES);
  }

  private problemsOfCpu(component: string): Problem[] {
    const problems = [
      ...problemsOfRange(`least number of instances of "${component}"`, this.min, 1, MAX_INSTANCES),
      ...problemsOfRange(`greatest number of instances of "${component}"`, this.max, 1, MAX_INSTANCES),
      ...problemsOfRange(`CPU target of "${component}" in percent`, this.percent, 1, 100),
    ];
    if (this.min > this.max && !Token.isUnresolved(this.min) && !Token.isUnresolved(this.max)) {
      problems.push({
        fault: `autoscaling of "${component}" has a least number of instances above the greatest`,
        got: { min: this.min, max: this.max },
        allowed: "min <= max",
        next: "swap them or raise max",
      });
    }
    return problems;
  }

  private problemsWith(size: InstanceSize, component: string): Problem[] {
    if (this.kind === "cpu" && size.cpu === "shared") {
      return [
        {
          fault: `"${component}" cannot scale on CPU: DigitalOcean autoscales only on dedicated CPUs`,
          got: size.slug,
          allowed: "sizes apps-d-*",
          next: `choose a dedicated size, or Scaling.fixed(${this.min})`,
        },
      ];
    }
    if (this.max > 1 && size.singleInstance) {
      return [
        {
          fault: `"${component}" cannot have more than one instance of ${size.slug}, a single-instance size`,
          got: this.max,
          allowed: "1",
          next: "use Scaling.fixed(1), or a size that scales, such as apps-s-1vcpu-1gb",
        },
      ];
    }
    return [];
  }
}

/**
 * The scalings that a size allows. With a size of the catalogue, anything else does not compile; with a size found
 * by slug, wrong combinations are told when the tree is validated.
 */
export type ScalingFor<S extends InstanceSize> =
  S extends InstanceSize<"shared", true>
    ? Scaling<"fixed", "one" | "unknown">
    : S extends InstanceSize<"shared", boolean>
      ? Scaling<"fixed">
      : Scaling;

/**
 * A size with a scaling it allows: for settings files, so that a wrong combination does not compile there. What takes
 * any of them is an `AppEnvironment<InstanceSize>`.
 */
export type Capacity =
  | { readonly size: InstanceSize<"dedicated"> /** @default Scaling.fixed(1) */; readonly scaling?: Scaling }
  | {
      readonly size: InstanceSize<"shared", false> /** @default Scaling.fixed(1) */;
      readonly scaling?: Scaling<"fixed">;
    }
  | {
      readonly size: InstanceSize<"shared", true>;
      /** @default Scaling.fixed(1) */
      readonly scaling?: Scaling<"fixed", "one" | "unknown">;
    };
