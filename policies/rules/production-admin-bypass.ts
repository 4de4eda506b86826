import { definePolicy } from "../policy";
import { environmentName, environmentsOf } from "../subjects/github-environments";

export const productionAdminBypass = definePolicy({
  id: "production-admin-bypass",
  title: "administrators cannot deploy to production past its approval",
  reason: "GitHub lets administrators skip approval and branch policy unless it is told not to",
  source: "docs.github.com, Managing environments for deployment, bypass",
  scope: "production",
  subject: "GitHub environments",
  check: (stack) => {
    for (const environment of environmentsOf(stack))
      environment.require("can_admins_bypass", {
        // Left out, the provider sends true.
        holds: (bypass) => bypass === false,
        fault: `administrators may deploy to ${environmentName(environment)} past its approval`,
        allowed: "false",
        next: "leave adminsMayBypass out, on a GitHub plan that can refuse it (private repositories: Enterprise)",
      });
    return undefined;
  },
});
