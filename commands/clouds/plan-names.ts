import type { GitHubPlan } from "../../constructs";

/** GitHub's names of plans that are not ours; "pro" is a user's. */
const OTHERS: Readonly<Record<string, GitHubPlan>> = { pro: "team", business: "team" };
const OURS: readonly GitHubPlan[] = ["free", "team", "enterprise"];

/** The plan as the settings name it; undefined for a name that GitHub does not tell, or a new one. */
export function planNamed(name: string | undefined): GitHubPlan | undefined {
  return OTHERS[name ?? ""] ?? OURS.find((plan) => plan === name);
}
