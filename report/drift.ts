import { attributesOf } from "./changes/attributes";
import { findingsOf } from "./changes/changes";
import { differences } from "./diff/differences";
import type { Path } from "./diff/path";
import { type Ignored, isIgnored } from "./ignored";
import type {
  AttributeChange,
  DriftedAttribute,
  DriftedResource,
  NoiseFinding,
  ResourceChange,
} from "./model";
import { NoiseFilter } from "./noise/sort-out";
import type { Json, PlanJson, ResourceChangeJson } from "./plan-json";
import { annotate } from "./values/annotate";
import { isRecord } from "./values/record";
import type { Secrets } from "./values/show";

/** What was changed outside Terraform, noise apart. */
export interface Drift {
  readonly drift: readonly DriftedResource[];
  readonly noise: readonly NoiseFinding[];
}

/**
 * What Terraform found changed since its last apply, and whether the plan puts it back.
 * @param changes what the plan changes: it tells drift that is undone from drift that stays
 * @param ignored what the configuration leaves as it is. @default - nothing
 */
export function driftOf(
  stack: string,
  plan: PlanJson,
  changes: readonly ResourceChange[],
  secrets: Secrets,
  ignored: Ignored = {},
): Drift {
  const filter = new NoiseFilter(plan);
  const planned = new Map(changes.map(({ address, attributes }) => [address, attributes]));
  const drift: DriftedResource[] = [];
  const noise: NoiseFinding[] = [];
  for (const resource of plan.resource_drift ?? []) {
    if (resource.change.actions.every((action) => action === "no-op")) continue;
    const paths = new Set((planned.get(resource.address) ?? []).map(({ path }) => path));
    const isUnset = unsetAttributes(resource, plan);
    const left = Object.hasOwn(ignored, resource.address) ? (ignored[resource.address] ?? []) : [];
    const unset = (path: Path) => isUnset(path) || isIgnored(path, left);
    const { drifted, findings } = driftOfResource(resource, { stack, filter, secrets, paths, unset });
    noise.push(...findings);
    if (drifted !== undefined) drift.push(drifted);
  }
  return { drift: [...drift.filter(isGone), ...drift.filter((each) => !isGone(each))], noise };
}

function isGone({ kind }: DriftedResource): boolean {
  return kind === "gone";
}

/** The changes, with those attributes marked that put back what was changed outside Terraform. */
export function markUndone(
  changes: readonly ResourceChange[],
  drift: readonly DriftedResource[],
): ResourceChange[] {
  const known = new Map(
    drift.map(({ address, attributes }) => [
      address,
      new Map(attributes.map(({ path, before }) => [path, JSON.stringify(before)])),
    ]),
  );
  return changes.map((change) => {
    const drifted = known.get(change.address);
    if (drifted === undefined) return change;
    const attributes = change.attributes.map((attribute) =>
      isSame(drifted.get(attribute.path), attribute)
        ? { ...attribute, undoesDrift: true as const }
        : attribute,
    );
    return { ...change, attributes };
  });
}

/** Of values that may not be shown nothing can be said. */
function isSame(known: string | undefined, { after }: AttributeChange): boolean {
  return (after.kind === "value" || after.kind === "absent") && known === JSON.stringify(after);
}

/** Whether nobody made this drift: the service did, in attributes that the configuration leaves to it. */
export function isDecided({ kind, attributes }: DriftedResource): boolean {
  return kind === "changed" && attributes.every(({ decided }) => decided === true);
}

interface Surroundings {
  readonly stack: string;
  readonly filter: NoiseFilter;
  readonly secrets: Secrets;
  readonly paths: ReadonlySet<string>;
  /** Whether the configuration does not set what differs, or leaves it as it is. */
  readonly unset: (path: Path) => boolean;
}

function driftOfResource(
  resource: ResourceChangeJson,
  { stack, filter, secrets, paths, unset }: Surroundings,
): { drifted?: DriftedResource; findings: readonly NoiseFinding[] } {
  const { address, type, change } = resource;
  if (change.actions.includes("delete"))
    return { drifted: { stack, address, type, kind: "gone", attributes: [] }, findings: [] };
  const { before, after } = annotate(type, change);
  const { real, noise, perhaps } = filter.sortOut(resource, differences(before, after), "drift");
  const findings = findingsOf(resource, noise, stack, "drift");
  const attributes = real.flatMap((difference) =>
    attributesOf([difference], { secrets, perhaps }).map((attribute): DriftedAttribute => {
      const putBack = paths.has(attribute.path);
      const decided = !putBack && unset(difference.path) ? { decided: true as const } : {};
      return { ...attribute, putBack, ...decided };
    }),
  );
  if (attributes.length === 0) return { findings };
  return { drifted: { stack, address, type, kind: "changed", attributes }, findings };
}

/** Of what a configuration declares, the plain attributes that it leaves to the service; of anything else nothing. */
function unsetAttributes({ address, change }: ResourceChangeJson, plan: PlanJson): Surroundings["unset"] {
  const declared = address.replace(/\[[^[]*\]$/, "");
  const resources = plan.configuration?.root_module?.resources ?? [];
  const expressions = resources.find((each) => each.address === declared)?.expressions;
  if (expressions === undefined) return () => false;
  const isPlain = (side: Json | undefined, name: string) => {
    const value = entry(side, name);
    return !isRecord(value) && !Array.isArray(value);
  };
  return ([{ name } = { name: "" }, ...more]) =>
    more.length === 0 &&
    entry(expressions, name) === undefined &&
    isPlain(change.before, name) &&
    isPlain(change.after, name);
}

function entry(value: Json | undefined, name: string): Json | undefined {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
