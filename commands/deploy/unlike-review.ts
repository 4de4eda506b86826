import { type ResourceChange, weakensGuard } from "../../report";

/**
 * How a change that does nothing which was not reviewed differs from what was, in half-sentences. In a new object, and
 * where a guard becomes weaker, a part that is missing is the danger: an environment without its reviewers.
 */
export function unlikeReview(change: ResourceChange, before: ResourceChange): string[] {
  return [...order(change, before), ...imported(change, before), ...vanished(change, before)].concat(
    missing(change, before),
  );
}

function order({ kind, actions }: ResourceChange, before: ResourceChange): string[] {
  if (kind !== "replace" || actions.join() === before.actions.join()) return [];
  return [`by ${actions.join(" and ")} where ${before.actions.join(" and ")} was reviewed`];
}

function imported({ importedId: id }: ResourceChange, before: ResourceChange): string[] {
  return id === undefined || id === before.importedId
    ? []
    : [`of the imported ${id}, which was not reviewed`];
}

function vanished(change: ResourceChange, before: ResourceChange): string[] {
  return change.vanished === true && before.vanished !== true ? ["which was there when it was reviewed"] : [];
}

function missing(change: ResourceChange, before: ResourceChange): string[] {
  const isWhole = change.kind === "create" || change.kind === "replace";
  if (!isWhole && weakensGuard(change).length === 0) return [];
  const reviewed = becoming(before);
  const now = new Set(becoming(change).map(([, form]) => form));
  const paths = reviewed.filter(([, form]) => !now.has(form)).map(([path]) => path);
  return paths.length === 0 ? [] : [`without what was reviewed of ${[...new Set(paths)].join(", ")}`];
}

/** What the attributes become, by their paths. What the service decides is nobody's, and a team by another name is the same. */
function becoming({ attributes }: ResourceChange): (readonly [path: string, form: string])[] {
  return attributes
    .filter(({ settles, sameTeam }) => settles !== true && sameTeam !== true)
    .map(({ path, after }) => [path, JSON.stringify([path, after])]);
}
