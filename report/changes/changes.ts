import { type Difference, differences } from "../diff/differences";
import { renderPath } from "../diff/path";
import { type TeamSlugs, withOneName } from "../diff/teams";
import type { AttributeChange, NoiseFinding, ResourceChange } from "../model";
import type { NoiseRule } from "../noise/rule";
import { NoiseFilter, type Sorted } from "../noise/sort-out";
import type { PlanJson, ResourceChangeJson } from "../plan-json";
import { annotate, type Sides } from "../values/annotate";
import type { Node } from "../values/node";
import { knownReviewers, withReviewers } from "../values/reviewers";
import { type Secrets, UNKNOWN } from "../values/show";
import { attributesOf } from "./attributes";
import { computedIn, type IsComputed } from "./configured";
import { effectOf } from "./effect";
import { kindOf } from "./kind";
import { lossOf } from "./loss";
import { reasonOf } from "./reason";
import { forcing } from "./replacement";
import { withUnnamedTeams } from "./same-team";
import { successorsInPlan } from "./successors";
import { beyondObjects } from "./unrecognised";

/** What a plan changes, and the noise that it shows. */
export interface PlannedChanges {
  readonly changes: readonly ResourceChange[];
  readonly noise: readonly NoiseFinding[];
  /** Objects that stay as they are, those of only noise included. */
  readonly unchanged: number;
}

/** What is the same for all resources of a plan. */
interface Surroundings {
  readonly stack: string;
  readonly secrets: Secrets;
  readonly filter: NoiseFilter;
  readonly vanished: ReadonlySet<string>;
  readonly successors: ReadonlyMap<string, string>;
  readonly isComputed: (resource: ResourceChangeJson) => IsComputed;
  readonly teams: TeamSlugs;
}

/**
 * Works out the changes of one plan, in the order of their addresses.
 * @param teams slugs of teams by their ids, beside those that the plan looked up
 */
export function plannedChanges(
  stack: string,
  plan: PlanJson,
  secrets: Secrets,
  teams: TeamSlugs = new Map(),
): PlannedChanges {
  const vanished = (plan.resource_drift ?? []).filter(({ change }) => change.actions.includes("delete"));
  const reviewers = knownReviewers(plan);
  const surroundings: Surroundings = {
    stack,
    secrets,
    teams: new Map([...reviewers.teams, ...teams]),
    filter: new NoiseFilter(plan),
    vanished: new Set(vanished.map(({ address }) => address)),
    successors: successorsInPlan(plan),
    isComputed: computedIn(plan),
  };
  const resources = (plan.resource_changes ?? []).map((resource) => withReviewers(resource, reviewers));
  const results = resources.map((resource) => changeOf(resource, surroundings));
  const managed = resources.filter(({ mode }) => mode !== "data").length;
  const changes = results.flatMap(({ change }) => change ?? []);
  return {
    changes: [...changes, ...beyondObjects(stack, plan)],
    noise: results.flatMap(({ noise }) => noise),
    unchanged: Math.max(0, managed - changes.length),
  };
}

interface Result {
  readonly change?: ResourceChange;
  readonly noise: readonly NoiseFinding[];
}

function changeOf(resource: ResourceChangeJson, surroundings: Surroundings): Result {
  const actions = resource.change.actions.join(",");
  if (kindOf(resource, undefined) === undefined) return { noise: [] };
  const { sides, renamed } = withOneName(
    resource.type,
    annotate(resource.type, resource.change),
    surroundings.teams,
  );
  const all = actions === "no-op" ? [] : compared(actions, sides);
  const { real, noise, perhaps } = surroundings.filter.sortOut(resource, all, "plan");
  const findings = actions === "update" ? findingsOf(resource, noise, surroundings.stack) : [];
  const isOnlyNoise = actions === "update" && real.length + renamed.length === 0 && noise.size > 0;
  if (isOnlyNoise && !isRelocated(resource)) return { noise: findings };
  const found = actions === "update" ? real : all;
  const told = isOnlyNoise ? asUnchanged(resource) : resource;
  const change = describe(told, found, { ...surroundings, perhaps }, sides);
  const attributes = withTeams(change, renamed, surroundings);
  const rules = findings.map(({ rule }) => rule);
  return { change: { ...change, attributes, noise: rules }, noise: findings };
}

/** The attributes, and the teams that have another name. */
function withTeams(
  { type, attributes }: Omit<ResourceChange, "noise">,
  renamed: readonly Difference[],
  { secrets, teams }: Surroundings,
): AttributeChange[] {
  const names = attributesOf(renamed, { secrets }).map((each) => ({ ...each, sameTeam: true as const }));
  return [...withUnnamedTeams(type, attributes, teams), ...names];
}

/** Only an object that exists before and after has something to compare; of others all or nothing is told. */
function compared(actions: string, { before, after }: Sides): Difference[] {
  if (actions === "delete" || actions === "forget") return identifying(before);
  if (actions === "create") return differences(NOTHING, after);
  return differences(before ?? NOTHING, after ?? NOTHING);
}

const NOTHING: Node = { kind: "map", entries: new Map() };

/** Attributes by which a person knows the object that goes. */
const IDENTIFYING = ["full_name", "name", "key", "live_url", "id"];

function identifying(node: Node | undefined): Difference[] {
  if (node?.kind !== "map") return [];
  return IDENTIFYING.flatMap((name) => {
    const before = node.entries.get(name);
    return before?.kind === "scalar" && before.value !== null ? [{ path: [{ name }], before }] : [];
  });
}

function isRelocated({ address, previous_address, change }: ResourceChangeJson): boolean {
  return change.importing !== undefined || (previous_address !== undefined && previous_address !== address);
}

function asUnchanged(resource: ResourceChangeJson): ResourceChangeJson {
  return { ...resource, change: { ...resource.change, actions: ["no-op"] } };
}

function describe(
  resource: ResourceChangeJson,
  found: readonly Difference[],
  { stack, secrets, vanished, successors, perhaps, isComputed }: Surroundings & Pick<Sorted, "perhaps">,
  { before }: Sides,
): Omit<ResourceChange, "noise"> {
  const { address, type, change } = resource;
  const effect = change.actions.join() === "update" ? effectOf(type, found) : undefined;
  const kind = kindOf(resource, effect) ?? "unrecognised";
  const { differences: forced, unseen } = forcing(resource, found);
  const isReplaced = kind === "replace";
  // Of what is made, the values are told anyway; in an update it is a change that nobody can read yet.
  const computed = change.actions.join() === "update" ? { isComputed: isComputed(resource) } : {};
  const attributes = [
    ...attributesOf(found, { secrets, forcing: forced, isReplaced, perhaps, ...computed }),
    ...unseen.map((path) => ({ path: renderPath(path), ...HIDDEN, forcesReplacement: true as const })),
  ];
  const reason = reasonOf(resource);
  const successor =
    kind === "destroy" && resource.deposed === undefined ? successors.get(address) : undefined;
  const losing = kind === "destroy" || (isReplaced && !change.actions.includes("forget"));
  return {
    stack,
    address: resource.deposed === undefined ? address : `${address} (deposed ${resource.deposed})`,
    type,
    kind,
    actions: change.actions,
    ...(reason === undefined ? {} : { reason }),
    ...(losing && before !== undefined ? { lost: lossOf(type) } : {}),
    ...(successor === undefined ? {} : { successor }),
    ...(effect === undefined ? {} : { effect }),
    ...relocation(resource, secrets),
    ...(kind === "create" && vanished.has(address) ? { vanished: true as const } : {}),
    attributes,
  };
}

/** An attribute that Terraform names without showing how it differs. */
const HIDDEN = { before: { kind: "unknown" }, after: { kind: "unknown" } } as const;

function relocation(resource: ResourceChangeJson, secrets: Secrets) {
  const { address, previous_address, change } = resource;
  const { importing } = change;
  const identity = importing?.identity === undefined ? UNKNOWN : JSON.stringify(importing.identity);
  const id = importing?.id ?? identity;
  return {
    ...(previous_address === undefined || previous_address === address
      ? {}
      : { movedFrom: previous_address }),
    ...(importing === undefined ? {} : { importedId: secrets.has(id) ? "(sensitive)" : id }),
  };
}

/** The noise of one object, rule by rule. */
export function findingsOf(
  { address }: ResourceChangeJson,
  noise: ReadonlyMap<NoiseRule, readonly Difference[]>,
  stack: string,
  where: "plan" | "drift" = "plan",
): NoiseFinding[] {
  return [...noise].map(([rule, found]) => ({
    stack,
    address,
    rule: rule.id,
    where,
    paths: found.map(({ path }) => renderPath(path)),
  }));
}
