import type { Approval, ReportContext } from "./model";
import type { Json, PlanJson, ResourceChangeJson } from "./plan-json";
import { isRecord } from "./values/record";
import { type KnownReviewers, knownReviewers } from "./values/reviewers";

/** Who approves before and after: as the plan's environments of GitHub say, else as the settings do. */
export function approvalsOf(stack: string, plan: PlanJson, { approvers = {} }: ReportContext): Approval[] {
  const environments = (plan.resource_changes ?? []).filter(
    ({ type, mode, deposed }) =>
      type === "github_repository_environment" && mode !== "data" && deposed === undefined,
  );
  const settled = Object.hasOwn(approvers, stack) ? approvers[stack] : undefined;
  if (environments.length === 0) return settled === undefined ? [] : [{ stack, approvers: settled }];
  const known = withOwners(knownReviewers(plan), settled ?? []);
  const sides = environments.map((each) => approversOf(each, known, environments.length > 1));
  const [before, after] = [sides.flatMap((side) => side.before), sides.flatMap((side) => side.after)];
  const isNew = environments.every(({ change }) => (change.before ?? null) === null);
  const isSame = isNew || before.join("\n") === after.join("\n");
  return [{ stack, approvers: after, ...(isSame ? {} : { before }) }];
}

/** Teams with their organization, where the settings name it: `acme/platform`; a plan has the slug alone. */
function withOwners({ teams, users }: KnownReviewers, settled: readonly string[]): KnownReviewers {
  const whole = new Map(settled.map((name) => [name.replace(/^team .*\//, ""), name.replace(/^team /, "")]));
  return { users, teams: new Map([...teams].map(([id, slug]) => [id, whole.get(slug) ?? slug])) };
}

function approversOf(resource: ResourceChangeJson, known: KnownReviewers, isOneOfMany: boolean) {
  const { change } = resource;
  const isForgotten = change.actions.join() === "forget";
  const isUnknown = isRecord(change.after_unknown) && holdsTrue(change.after_unknown.reviewers);
  const before = reviewersOf(change.before, known);
  const after = isForgotten ? before : isUnknown ? ["not known"] : reviewersOf(change.after, known);
  const named = (names: readonly string[], side: Json | undefined) => {
    if (!isOneOfMany || !isRecord(side)) return names;
    const name = typeof side.environment === "string" ? side.environment : resource.address;
    return [`${name}: ${names.length === 0 ? "nobody" : names.join(" or ")}`];
  };
  return { before: named(before, change.before), after: named(after, change.after) };
}

function reviewersOf(environment: Json | undefined, known: KnownReviewers): string[] {
  const blocks = isRecord(environment) ? [environment.reviewers ?? []].flat() : [];
  return (blocks as readonly Json[])
    .filter(isRecord)
    .flatMap(({ teams, users }) => [
      ...idsOf(teams).map((id) => `team ${known.teams.get(id) ?? id}`),
      ...idsOf(users).map((id) => known.users.get(id) ?? `user ${id}`),
    ]);
}

function idsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(String) : [];
}

function holdsTrue(value: Json | undefined): boolean {
  return (
    value === true || (value !== null && typeof value === "object" && Object.values(value).some(holdsTrue))
  );
}
