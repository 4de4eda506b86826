import type { ReportContext } from "../../report";
import type { PlatformSettings } from "../../stacks";
import { appPrice } from "./app-price";

/** What the settings say about the stacks and a plan does not: budgets and approvers, by the environment's name. */
export function contextOf({ environments, github }: PlatformSettings): ReportContext {
  const budgets = environments.flatMap(({ name, monthlyBudget }) =>
    monthlyBudget === undefined ? [] : [[name, monthlyBudget] as const],
  );
  const approvers = environments.map(({ name, approval }) => [
    name,
    [
      ...(approval?.teams ?? []).map((team) => `team ${github.owner}/${team}`),
      ...(approval?.users ?? []).map((user) => `${user}`),
    ],
  ]);
  return {
    priceOf: appPrice,
    budgets: Object.fromEntries(budgets) as Record<string, number>,
    approvers: Object.fromEntries(approvers) as Record<string, readonly string[]>,
  };
}
