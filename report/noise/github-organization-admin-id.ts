import { is, isAt, type NoiseRule } from "./rule";

/** OrganizationAdmin has no id; the 1 that older documentation asks for is never returned. */
export const githubOrganizationAdminId: NoiseRule = {
  id: "github-organization-admin-id",
  provider: "integrations/github",
  versions: ["6.9.0"],
  upstream: "https://github.com/integrations/terraform-provider-github/pull/3438",
  types: ["github_repository_ruleset", "github_organization_ruleset"],
  explanation: "GitHub returns no actor_id for OrganizationAdmin, the provider reads 0; leave actor_id out",
  matches: (difference, where) =>
    where === "plan" &&
    isAt(/^bypass_actors\.actor_id$/, difference) &&
    difference.path[0]?.key === "OrganizationAdmin" &&
    (is(difference.before, 0) || is(difference.before, null)) &&
    is(difference.after, 1),
};
