import type { DeploymentEnvironmentProps } from "../constructs";
import type { EnvironmentSettings, GitHubSettings } from "./settings";

/** Who may deploy to an environment: what the stack makes, and what the pipeline's gate compares the truth with. */
export function gateOf(
  { branch, approval, deployment = {} }: EnvironmentSettings,
  github: GitHubSettings,
): Omit<DeploymentEnvironmentProps, "repository" | "environment" | "secrets" | "variables"> {
  const { moreBranches = [], tags, preventSelfReview, waitTimerMinutes, adminsMayBypass } = deployment;
  const { owner, plan, visibility, securityProducts } = github;
  return {
    owner,
    plan,
    visibility,
    ...(securityProducts === undefined ? {} : { securityProducts }),
    branches: [branch, ...moreBranches],
    ...(approval === undefined ? {} : { reviewers: approval }),
    ...(tags === undefined ? {} : { tags }),
    ...(preventSelfReview === undefined ? {} : { preventSelfReview }),
    ...(waitTimerMinutes === undefined ? {} : { waitTimerMinutes }),
    ...(adminsMayBypass === undefined ? {} : { adminsMayBypass }),
  };
}
