import type { Difference } from "../diff/differences";
import type { PlanJson, ResourceChangeJson } from "../plan-json";
import type { NoiseRule, Where } from "./rule";
import { NOISE_RULES } from "./rules";
import { allows, exactVersion } from "./versions";

/** The differences of one object, noise apart. */
export interface Sorted {
  readonly real: readonly Difference[];
  readonly noise: ReadonlyMap<NoiseRule, readonly Difference[]>;
  /** Real as far as is known: the rule would explain it if the provider were of a version that was measured. */
  readonly perhaps: ReadonlyMap<Difference, NoiseRule>;
}

/** Knows noise in one plan: only rules that hold for the provider versions it was made with. */
export class NoiseFilter {
  private readonly constraints: ReadonlyMap<string, string>;

  public constructor(plan: PlanJson) {
    this.constraints = constraintsOf(plan);
  }

  /** Separates noise from what really differs. */
  public sortOut(resource: ResourceChangeJson, differences: readonly Difference[], where: Where): Sorted {
    const rules = NOISE_RULES.filter((rule) => isAbout(rule, resource)).map(
      (rule) => [rule, holds(rule, this.constraints.get(rule.provider) ?? "")] as const,
    );
    const noise = new Map<NoiseRule, Difference[]>();
    const perhaps = new Map<Difference, NoiseRule>();
    const real: Difference[] = [];
    for (const difference of differences) {
      const [rule, certainty] =
        rules.find(([each, held]) => held !== "no" && each.matches(difference, where)) ?? [];
      if (rule !== undefined && certainty === "yes") {
        noise.set(rule, [...(noise.get(rule) ?? []), difference]);
        continue;
      }
      real.push(difference);
      if (rule !== undefined) perhaps.set(difference, rule);
    }
    return { real, noise, perhaps };
  }
}

function isAbout(rule: NoiseRule, { type, provider_name }: ResourceChangeJson): boolean {
  if (rule.types !== undefined && !rule.types.includes(type)) return false;
  return provider_name !== undefined && withoutHost(provider_name) === rule.provider;
}

function holds({ versions }: NoiseRule, constraint: string): "yes" | "no" | "perhaps" {
  const exact = exactVersion(constraint);
  if (exact !== undefined) return versions.includes(exact) ? "yes" : "no";
  return versions.some((version) => allows(constraint, version)) ? "perhaps" : "no";
}

/** What the configuration asks of each provider's version; a plan does not say which version made it. */
function constraintsOf({ configuration }: PlanJson): Map<string, string> {
  const constraints = new Map<string, string>();
  for (const { full_name, version_constraint = "" } of Object.values(configuration?.provider_config ?? {})) {
    if (full_name === undefined) continue;
    const provider = withoutHost(full_name);
    constraints.set(provider, [constraints.get(provider) ?? "", version_constraint].join(","));
  }
  return constraints;
}

function withoutHost(provider: string): string {
  return provider.split("/").slice(-2).join("/");
}
