import { isFailure, type PolicyResult } from "../../policies";
import type { ReportContext, PolicyResult as ReportedPolicy } from "../../report";
import type { PlatformSettings } from "../../stacks";
import { appPrice } from "./app-price";

/**
 * What the settings say about the stacks and a plan does not: budgets and approvers, by the environment's name, and how
 * the stacks stand to the policies.
 */
export function contextOf(
  { environments, github }: PlatformSettings,
  results: readonly PolicyResult[] = [],
): ReportContext {
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
    policies: results.filter(({ result }) => result !== "not applicable").map(reported),
  };
}

function reported(policy: PolicyResult): ReportedPolicy {
  const { policy: id, stack, message, result, waiver } = policy;
  if (waiver !== undefined) return { id, stack, message, result: "waived", waiver };
  return { id, stack, message, result: isFailure({ result }) ? "fail" : "pass" };
}
