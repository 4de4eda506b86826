import type { AttributeChange, ChangeKind, Report, ResourceChange } from "../../report";

/**
 * What may not happen unless somebody reviewed it: it loses something (destroy, replace), lets go of it (forget), restarts
 * what runs (redeploy), or is nothing this project knows (unrecognised). Creations, moves, imports and updates that
 * restart nothing are told and pass: the next apply can take them back.
 */
const DANGEROUS: readonly ChangeKind[] = ["unrecognised", "destroy", "replace", "redeploy", "forget"];

/** Terraform's own, which is in the state alone: with it goes nothing. */
const BUILT_IN = "terraform_data";

/** How a plan differs from the one that was reviewed, in sentences. */
export interface PlanComparison {
  /** Dangerous, and not reviewed in this form. */
  readonly dangerous: readonly string[];
  /** Worth knowing. */
  readonly harmless: readonly string[];
}

/**
 * @param reviewed the report of the reviewed plan. @default - nothing was reviewed
 * @param byHand a person stands by: an app may start anew. @default false
 */
export function comparePlans(now: Report, reviewed?: Report, byHand = false): PlanComparison {
  const stacks = new Set(now.stacks.map(({ name }) => name));
  const before = reviewed?.changes.filter(({ stack }) => stacks.has(stack));
  const dangerous: string[] = [];
  const harmless: string[] = [];
  for (const change of now.changes) {
    const difference = differenceOf(change, before);
    if (difference !== undefined) (isDangerous(change, byHand) ? dangerous : harmless).push(difference);
  }
  const gone = (before ?? []).filter((change) => !now.changes.some((each) => isSame(each, change)));
  harmless.push(
    ...gone.map((change) => `${nameOf(change)}: the reviewed ${change.kind} is not due any more`),
  );
  return { dangerous, harmless: reviewed === undefined ? [] : harmless };
}

function isDangerous({ kind, type, vanished }: ResourceChange, byHand: boolean): boolean {
  if (type === BUILT_IN) return kind === "unrecognised";
  if (byHand && kind === "redeploy") return false;
  return DANGEROUS.includes(kind) || vanished === true;
}

function isSame(a: ResourceChange, b: ResourceChange): boolean {
  return a.stack === b.stack && a.address === b.address;
}

/** Undefined when the change was reviewed in this form. */
function differenceOf(change: ResourceChange, reviewed?: readonly ResourceChange[]): string | undefined {
  const told = `${nameOf(change)}: ${change.kind}${because(change)}`;
  if (reviewed === undefined) return told;
  const before = reviewed.find((each) => isSame(each, change));
  if (before === undefined) return `${told}, which the reviewed plan does not have`;
  if (before.kind !== change.kind) return `${told}, where the reviewed plan has ${before.kind}`;
  const more = newAttributes(change, before);
  return more.length === 0 ? undefined : `${told}, and not as reviewed in ${more.join(", ")}`;
}

function because({ attributes, vanished }: ResourceChange): string {
  const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
  if (vanished === true) return " of what was in the state and is not found";
  return forcing.length === 0 ? "" : ` forced by ${forcing.join(", ")}`;
}

/** Attributes that change otherwise than reviewed. Fewer changes are fine: something of it is there already. */
function newAttributes({ attributes }: ResourceChange, before: ResourceChange): string[] {
  const known = new Set(before.attributes.map(formOf));
  return attributes
    .filter((each) => each.settles !== true && !known.has(formOf(each)))
    .map(({ path }) => path);
}

/** What it becomes; not what it was, which is nobody's choice. */
function formOf({ path, after, forcesReplacement }: AttributeChange): string {
  return JSON.stringify([path, after, forcesReplacement === true]);
}

function nameOf({ stack, address }: ResourceChange): string {
  return `${stack} ${address}`;
}
