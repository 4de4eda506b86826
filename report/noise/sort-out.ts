import type { Difference } from "../diff/differences";
import type { PlanJson, ResourceChangeJson } from "../plan-json";
import type { NoiseRule, Where } from "./rule";
import { NOISE_RULES } from "./rules";

/** The differences of one object, noise apart. */
export interface Sorted {
  readonly real: readonly Difference[];
  readonly noise: ReadonlyMap<NoiseRule, readonly Difference[]>;
}

/** Knows noise in one plan: only rules that hold for the provider versions it was made with. */
export class NoiseFilter {
  private readonly versions: ReadonlyMap<string, string>;

  public constructor(plan: PlanJson) {
    this.versions = exactVersions(plan);
  }

  /** Separates noise from what really differs. */
  public sortOut(resource: ResourceChangeJson, differences: readonly Difference[], where: Where): Sorted {
    const rules = NOISE_RULES.filter((rule) => this.appliesTo(rule, resource));
    const noise = new Map<NoiseRule, Difference[]>();
    const real: Difference[] = [];
    for (const difference of differences) {
      const rule = rules.find((each) => each.matches(difference, where));
      if (rule === undefined) real.push(difference);
      else noise.set(rule, [...(noise.get(rule) ?? []), difference]);
    }
    return { real, noise };
  }

  private appliesTo(rule: NoiseRule, { type, provider_name }: ResourceChangeJson): boolean {
    if (rule.types !== undefined && !rule.types.includes(type)) return false;
    if (provider_name === undefined || withoutHost(provider_name) !== rule.provider) return false;
    const version = this.versions.get(rule.provider);
    return version === undefined || rule.versions.includes(version);
  }
}

/** Versions that the configuration pins exactly; a plan does not say which version made it. */
function exactVersions({ configuration }: PlanJson): Map<string, string> {
  const versions = new Map<string, string>();
  for (const { full_name, version_constraint } of Object.values(configuration?.provider_config ?? {})) {
    const exact = /^=?\s*(\d+\.\d+\.\d+)$/.exec(version_constraint ?? "")?.[1];
    if (full_name !== undefined && exact !== undefined) versions.set(withoutHost(full_name), exact);
  }
  return versions;
}

function withoutHost(provider: string): string {
  return provider.split("/").slice(-2).join("/");
}
