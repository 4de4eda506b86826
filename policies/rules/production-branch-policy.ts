import { definePolicy } from "../policy";
import { isComputed } from "../stack/expression";
import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";
import { environmentName, guardingEnvironments, patternsOf } from "../subjects/github-environments";
import { type BranchPatterns, isProtected } from "../subjects/protected-branches";

const NEXT = 'name the branches that deploy, for example branches: ["main"]';

export const productionBranchPolicy = definePolicy({
  id: "production-branch-policy",
  title: "only named branches deploy to production, and each is protected",
  reason:
    "without a branch policy a workflow of any branch gets production's secrets; `protected_branches` lets every branch deploy where rulesets protect and no classic rule does",
  source: "docs.github.com, Deployments and environments, deployment branches and tags",
  scope: "production",
  subject: "GitHub environments",
  check: (stack, { protectedBranches }) => {
    const environments = guardingEnvironments(stack, "every branch may deploy");
    for (const environment of environments) requireNamedBranches(environment, stack, protectedBranches);
    return undefined;
  },
});

function requireNamedBranches(
  environment: Place,
  stack: StackView,
  branches: BranchPatterns | undefined,
): void {
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
  const patterns = patternsOf(environment, stack);
  requirePatterns(environment, patterns);
  if (branches !== undefined) for (const pattern of patterns) requireProtection(pattern, branches);
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

/** Of branches only: tags are made from them. */
function requireProtection(pattern: Place, branches: BranchPatterns): void {
  const attribute = pattern.value("name") === undefined ? "branch_pattern" : "name";
  const branch = pattern.value(attribute);
  if (typeof branch !== "string" || isComputed(branch) || isProtected(branch, branches)) return;
  pattern.note(attribute, {
    fault: "what deploys to production comes from a branch that no active rule protects",
    got: branch,
    allowed: branches.join(", "),
    next: "protect the branch (in the settings: github.branches, without protected: false), or deploy from another",
  });
}
