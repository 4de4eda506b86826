import { is, isAt, type NoiseRule } from "./rule";

/** The provider sends true for `update` rules, whatever is configured. */
export const githubUpdateRuleFetch: NoiseRule = {
  id: "github-update-rule-fetch",
  provider: "integrations/github",
  versions: ["6.9.0"],
  upstream: "https://github.com/integrations/terraform-provider-github/issues/2463",
  types: ["github_repository_ruleset", "github_organization_ruleset"],
  explanation:
    "the provider sends update_allows_fetch_and_merge = true with every update rule, whatever is configured",
  matches: (difference, where) =>
    where === "plan" &&
    isAt(/^rules\.update_allows_fetch_and_merge$/, difference) &&
    is(difference.before, true) &&
    (is(difference.after, false) || is(difference.after, null)),
};
