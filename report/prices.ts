import type { EnvironmentPrice, MonthlyPrice, ReportContext } from "./model";
import type { Json, PlanJson, ResourceChangeJson } from "./plan-json";

/** What a stack costs before and after; undefined when nothing in it has a price. */
export function priceOfStack(
  stack: string,
  plan: PlanJson,
  { priceOf, budgets }: ReportContext,
): EnvironmentPrice | undefined {
  if (priceOf === undefined) return undefined;
  const managed = (plan.resource_changes ?? []).filter(
    ({ mode, deposed }) => mode !== "data" && deposed === undefined,
  );
  const pricing = (side: "before" | "after") => total(managed, side, priceOf);
  const before = pricing("before");
  const after = pricing("after");
  if (before.count === 0 && after.count === 0) return undefined;
  const budget = budgets !== undefined && Object.hasOwn(budgets, stack) ? budgets[stack] : undefined;
  const worst = after.price?.worst;
  return {
    stack,
    ...(before.price ? { before: before.price } : {}),
    ...(after.price ? { after: after.price } : {}),
    ...(budget === undefined ? {} : { budget }),
    overBudget: budget !== undefined && worst !== undefined && worst > budget,
  };
}

interface Total {
  /** Priced resources. */
  readonly count: number;
  readonly price?: MonthlyPrice;
}

function total(
  resources: readonly ResourceChangeJson[],
  side: "before" | "after",
  priceOf: NonNullable<ReportContext["priceOf"]>,
): Total {
  const priced = resources.flatMap((resource) => priceOf(resource.type, valuesOn(resource, side)) ?? []);
  if (priced.includes("unknown")) return { count: priced.length };
  const known = priced.filter((price) => price !== "unknown");
  const price = known.reduce((sum, each) => add(sum, each), { best: 0, worst: 0 });
  return { count: priced.length, price };
}

function add(a: MonthlyPrice, b: MonthlyPrice): MonthlyPrice {
  return { best: a.best + b.best, worst: a.worst + b.worst };
}

/** An object that is not there costs nothing; one that is forgotten goes on to cost what it did. */
function valuesOn({ change }: ResourceChangeJson, side: "before" | "after"): Json {
  const isForgotten = side === "after" && change.actions.join() === "forget";
  return (isForgotten ? change.before : change[side]) ?? null;
}
