import { definePolicy } from "../policy";
import { isComputed } from "../stack/expression";
import type { Place } from "../stack/place";
import {
  type DeploymentPolicy,
  deploymentPoliciesOf,
  environmentName,
  guardingEnvironments,
} from "../subjects/github-environments";
import { missingProtection, type Protection } from "../subjects/protection";

const NEXT = 'name the branches that deploy, for example branches: ["main"]';

const PROTECT = {
  branch:
    "protect the branch (in the settings: github.branches, without protected: false and without bypass), or deploy from another",
  tag: "deploy from a branch, or restrict the creation and the update of these tags by a ruleset",
} as const;

export const productionBranchPolicy = definePolicy({
  id: "production-branch-policy",
  title: "only named branches and tags deploy to production, and each is protected",
  reason:
    "without a branch policy a workflow of any branch gets production's secrets; `protected_branches` lets every branch deploy where rulesets protect and no classic rule does; and whoever pushes to an unprotected branch, or makes a tag, deploys what nobody has read",
  source: "docs.github.com, Deployments and environments, deployment branches and tags",
  scope: "production",
  subject: "GitHub environments",
  check: (stack, { protection }) => {
    const policies = deploymentPoliciesOf(stack);
    for (const environment of guardingEnvironments(stack, "every branch may deploy"))
      requireNamedBranches(environment, policies);
    for (const { place, environment } of policies) {
      if (isComputed(environment))
        place.noteUnknown("", "its environment is known only when Terraform runs", environment);
      for (const kind of ["branch", "tag"] as const) requireProtectedName(place, kind, protection);
    }
    return undefined;
  },
});

function requireNamedBranches(environment: Place, policies: readonly DeploymentPolicy[]): void {
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
  const own = policies.filter((each) => each.environment === environment.value("environment"));
  if (own.filter(({ place }) => place.surelyExists()).length > 0) return;
  environment.note("deployment_branch_policy", {
    fault: `no branch is named that may deploy to ${name}`,
    next: NEXT,
  });
}

const ATTRIBUTES = { branch: ["branch_pattern", "name"], tag: ["tag_pattern"] } as const;

function requireProtectedName(place: Place, kind: "branch" | "tag", protection: Protection): void {
  for (const attribute of ATTRIBUTES[kind]) {
    const name = place.known(attribute);
    if (name === undefined) continue;
    place.require(attribute, {
      holds: isNamed,
      fault: `every ${kind} may deploy to production`,
      allowed: `the name of a ${kind}, or a pattern with one in it`,
      next: NEXT,
    });
    const missing = missingProtection(
      { kind, name: String(name), repository: place.value("repository") },
      protection,
    );
    if (missing.length > 0)
      place.note(attribute, {
        fault: `what deploys to production comes from a ${kind} that is not protected: ${missing.join("; ")}`,
        got: name,
        allowed: `a ${kind} that is protected, where only those step around it whom the platform names`,
        next: PROTECT[kind],
      });
  }
}

/** Whether more than wildcards is left of it. */
function isNamed(name: unknown): boolean {
  return /[A-Za-z0-9]/.test(String(name).replace(/\[[^\]]*\]/g, ""));
}
