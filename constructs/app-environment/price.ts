import type { Problem } from "../errors";
import type { InstanceSize } from "./instance-size";
import type { Scaling } from "./scaling";

/** USD per month: at the least number of instances, and at the greatest. */
export interface MonthlyPrice {
  readonly best: number;
  readonly worst: number;
}

/** @internal the price of what does not run */
export const NO_PRICE: MonthlyPrice = { best: 0, worst: 0 };

/** Dedicated egress addresses of one app, USD per month (docs.digitalocean.com, App Platform pricing). */
const DEDICATED_EGRESS = 25;

/** @internal the price of components that run all the time. Jobs cost seconds of their size per deployment and are left out. */
export function priceOf(
  components: readonly { readonly size: InstanceSize; readonly scaling: Scaling }[],
  hasDedicatedEgress: boolean,
): MonthlyPrice {
  const extra = hasDedicatedEgress ? DEDICATED_EGRESS : 0;
  const sum = (count: (scaling: Scaling) => number): number =>
    components.reduce((total, { size, scaling }) => total + size.monthlyPrice * count(scaling), extra);
  return { best: sum((scaling) => scaling.min), worst: sum((scaling) => scaling.max) };
}

/** @internal a price over the budget */
export function problemsOfBudget(price: MonthlyPrice, budget: number | undefined): Problem[] {
  if (budget === undefined) return [];
  if (!(budget >= 0)) {
    return [
      {
        fault: "the monthly budget is not an amount of USD",
        got: budget,
        allowed: "0 or more",
        next: "correct the budget",
      },
    ];
  }
  if (price.worst <= budget) return [];
  return [
    {
      fault: `the app costs up to $${price.worst} per month, more than its budget`,
      got: price,
      allowed: `at most $${budget}`,
      next: "choose a smaller size, fewer instances or a lower max, or raise monthlyBudget",
    },
  ];
}
