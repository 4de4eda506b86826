import { isAt, isGiven, type NoiseRule } from "./rule";

/** Features that are in the schema, and that the provider neither sends nor reads. */
export const githubUnreadSecurityFeatures: NoiseRule = {
  id: "github-unread-security-features",
  provider: "integrations/github",
  versions: ["6.9.0"],
  upstream: "https://github.com/integrations/terraform-provider-github/pull/3431",
  types: ["github_repository"],
  explanation:
    "the provider neither sends nor reads code_security and the two secret_scanning features, so they always look missing",
  caution: "the feature is not turned on: turn it on at GitHub, and take it out of the configuration",
  matches: (difference, where) =>
    where === "plan" &&
    isAt(
      /^security_and_analysis\.(code_security|secret_scanning_ai_detection|secret_scanning_non_provider_patterns)$/,
      difference,
    ) &&
    !isGiven(difference.before) &&
    isGiven(difference.after),
};
