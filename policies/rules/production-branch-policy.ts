import { definePolicy } from "../policy";
import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";
import { environmentName, guardingEnvironments, patternsOf } from "../subjects/github-environments";

const NEXT = 'name the branches that deploy, for example branches: ["main"]';

export const productionBranchPolicy = definePolicy({
  id: "production-branch-policy",
  title: "only named branches deploy to production",
  reason:
    "without a branch policy a workflow of any branch gets production's secrets; `protected_branches` lets every branch deploy where rulesets protect and no classic rule does",
  source: "docs.github.com, Deployments and environments, deployment branches and tags",
  scope: "production",
  subject: "GitHub environments",
  check: (stack) => {
    const environments = guardingEnvironments(stack, "every branch may deploy");
    for (const environment of environments) requireNamedBranches(environment, stack);
    return undefined;
  },
});

function requireNamedBranches(environment: Place, stack: StackView): void {
  const name = environmentName(environment);
  const policy = environment.block("deployment_branch_policy");
  if (policy === undefined) {
    environment.note("deployment_branch_policy", {
      fault: `every branch may deploy to ${name}`,
      allowed: "custom_branch_policies, and a pattern for each branch",
      next: NEXT,
    });
    return;
  }
  policy.require("custom_branch_policies", {
    holds: (custom) => custom === true,
    fault: `the branches that may deploy to ${name} are not named`,
    allowed: "true, with protected_branches false",
    next: NEXT,
  });
  requirePatterns(environment, patternsOf(environment, stack));
}

function requirePatterns(environment: Place, patterns: readonly Place[]): void {
  if (patterns.length === 0)
    environment.note("deployment_branch_policy", {
      fault: `no branch is named that may deploy to ${environmentName(environment)}`,
      next: NEXT,
    });
  for (const pattern of patterns) {
    const attribute = ["branch_pattern", "tag_pattern", "name"].find(
      (each) => pattern.value(each) !== undefined,
    );
    pattern.require(attribute ?? "branch_pattern", {
      holds: (text) => typeof text === "string" && !/^[*/]*$/.test(text),
      fault: `every branch may deploy to ${environmentName(environment)}`,
      allowed: "the name of a branch, or a pattern with one in it",
      next: NEXT,
    });
  }
}
