import { BUILT_IN } from "../../facts/built-in";
import {
  type AttributeChange,
  type ChangeKind,
  type Report,
  type ResourceChange,
  weakensGuard,
} from "../../report";
import { unlikeReview } from "./unlike-review";

/** Only Terraform's state changes by these, and no cloud; the next apply can take them back. */
const STATE_ONLY: readonly ChangeKind[] = ["move", "import"];

/** What stops a person, too, who does not say to have read the plan: it loses something, or nobody knows what it is. */
const LOSING: readonly ChangeKind[] = ["unrecognised", "destroy", "replace", "forget"];

/** How a plan differs from the one that was reviewed, in sentences. Known noise of the providers is no change. */
export interface PlanComparison {
  /** Not reviewed in this form, and may not happen therefore. */
  readonly stops: readonly string[];
  /** Passes all the same, and a reader should know. */
  readonly passes: readonly string[];
}

/**
 * Everything that was not reviewed stops, but for what changes nothing in the clouds: no list of harmless attributes is
 * ever complete. By hand, where nothing is reviewed, what loses something or weakens a guard does.
 * @param reviewed the report of the reviewed plan. @default - nothing was reviewed
 * @param byHand a person stands by. @default false
 */
export function comparePlans(now: Report, reviewed?: Report, byHand = false): PlanComparison {
  const stacks = new Set(now.stacks.map(({ name }) => name));
  const before = reviewed?.changes.filter(({ stack }) => stacks.has(stack));
  const unreviewed = now.changes.flatMap((change) => differenceOf(change, before, now.changes) ?? []);
  const stopping = unreviewed.filter((difference) => (byHand ? stopsPerson : stopsAll)(difference));
  const passing = unreviewed.filter((difference) => !stopping.includes(difference));
  const gone = (before ?? []).filter((change) => !now.changes.some((each) => isSame(each, change)));
  return {
    stops: stopping.map(({ told }) => told),
    passes: [
      ...(byHand ? counted(passing) : passing.map(({ told }) => told)),
      ...gone.map((change) => `${nameOf(change)}: the reviewed ${change.kind} is not due any more`),
    ],
  };
}

interface Difference {
  readonly change: ResourceChange;
  /** What guards it weakens beyond what was reviewed. */
  readonly weakens: readonly string[];
  readonly told: string;
}

function isStateOnly({ kind, type }: ResourceChange): boolean {
  return STATE_ONLY.includes(kind) || (type === BUILT_IN && kind !== "unrecognised");
}

function stopsAll({ change }: Difference): boolean {
  return !isStateOnly(change);
}

/** A person may create things and have an app start anew, and may not find by accident that a guard is gone. */
function stopsPerson({ change, weakens }: Difference): boolean {
  if (isStateOnly(change)) return false;
  const isGuard = weakens.length > 0 && change.kind !== "create";
  return LOSING.includes(change.kind) || change.vanished === true || isGuard;
}

/** Who deploys by hand sees Terraform's plan, so that a number of each kind is enough. */
function counted(passing: readonly Difference[]): string[] {
  const kinds = passing.map(({ change }) => change.kind);
  const counts = [...new Set(kinds)].map((kind) => `${kinds.filter((each) => each === kind).length} ${kind}`);
  const [stack] = passing.map(({ change }) => change.stack);
  return stack === undefined ? [] : [`${stack}: passes by hand, without a review: ${counts.join(", ")}`];
}

function isSame(a: ResourceChange, b: ResourceChange): boolean {
  return a.stack === b.stack && a.address === b.address;
}

/** Undefined when the change was reviewed in this form. */
function differenceOf(
  change: ResourceChange,
  reviewed: readonly ResourceChange[] | undefined,
  planned: readonly ResourceChange[],
): Difference | undefined {
  const before = reviewed?.find((each) => isSame(each, change));
  const isMore = before?.kind === change.kind;
  const more = isMore ? newAttributes(change, before) : change.attributes;
  const unlike = isMore && more.length === 0 ? unlikeReview(change, before) : [];
  if (isMore && more.length === 0 && unlike.length === 0) return undefined;
  const attributes = unlike.length === 0 ? more : change.attributes;
  const weakens = weakensGuard({ ...change, attributes }, planned);
  const told = `${nameOf(change)}: ${change.kind}${because(change)}`;
  const guard = weakens.length === 0 ? "" : `; it weakens a guard: ${weakens.join("; ")}`;
  const differing = unlike.length === 0 ? beside(change, more, before, reviewed) : `, ${unlike.join(", ")}`;
  return { change, weakens, told: `${told}${differing}${guard}` };
}

/** How it stands to what was reviewed. */
function beside(
  { kind }: ResourceChange,
  attributes: readonly AttributeChange[],
  before: ResourceChange | undefined,
  reviewed: readonly ResourceChange[] | undefined,
): string {
  if (reviewed === undefined) return "";
  if (before === undefined) return ", which the reviewed plan does not have";
  if (before.kind !== kind) return `, where the reviewed plan has ${before.kind}`;
  return `, and not as reviewed in ${attributes.map(({ path }) => path).join(", ")}`;
}

function because({ attributes, vanished }: ResourceChange): string {
  const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
  if (vanished === true) return " of what was in the state and is not found";
  return forcing.length === 0 ? "" : ` forced by ${forcing.join(", ")}`;
}

/**
 * Attributes that change otherwise than reviewed. Fewer changes are fine: something of it is there already. So is another
 * name of the same team.
 */
function newAttributes({ attributes }: ResourceChange, before: ResourceChange): AttributeChange[] {
  const known = new Set(before.attributes.map(formOf));
  return attributes.filter(
    (each) => each.settles !== true && each.sameTeam !== true && !known.has(formOf(each)),
  );
}

/** What it becomes; not what it was, which is nobody's choice. */
function formOf({ path, after, forcesReplacement }: AttributeChange): string {
  return JSON.stringify([path, after, forcesReplacement === true]);
}

function nameOf({ stack, address }: ResourceChange): string {
  return `${stack} ${address}`;
}
