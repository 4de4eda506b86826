import type { Cloud } from "../cloud/cloud";
import { type Caller, workflowToken } from "../cloud/github";
import type { DigitalOceanToken, GitHubToken } from "./options";

/** Tokens that every sandbox accepts. They protect nothing: the sandbox listens on loopback only. */
export const sandboxTokens = {
  /** DigitalOcean, full access. */
  digitalocean: "dop_v1_sandbox",
  /** DigitalOcean, what the workflows need and no more. */
  digitaloceanDeploy: "dop_v1_sandbox_deploy",
  /** The organisation owner's classic GitHub token. */
  owner: "ghp_sandbox_owner",
  /** GITHUB_TOKEN of a workflow run. */
  workflow: "ghs_sandbox_workflow",
  /** GITHUB_TOKEN of a run for a fork or for Dependabot. */
  readOnly: "ghs_sandbox_readonly",
  /** The platform's own GitHub App. */
  app: "ghs_sandbox_app",
} as const;

/** The platform's own GitHub App as a caller. */
export const platformApp: Caller = {
  login: "lingobot-platform[bot]",
  access: "admin",
  integrationId: 900_001,
};

const OWNER_SCOPES = ["repo", "workflow", "admin:org", "delete_repo"];

/** Whose GitHub tokens the sandbox's are. */
export function defaultGitHubTokens(cloud: Cloud): Readonly<Record<string, GitHubToken>> {
  return {
    [sandboxTokens.owner]: { caller: cloud.github.tokenOwner, scopes: OWNER_SCOPES },
    [sandboxTokens.workflow]: { caller: workflowToken },
    [sandboxTokens.readOnly]: { caller: { ...workflowToken, access: "read" } },
    [sandboxTokens.app]: { caller: platformApp },
  };
}

/** What DigitalOcean's tokens may do. */
export const defaultDigitalOceanTokens: Readonly<Record<string, DigitalOceanToken>> = {
  [sandboxTokens.digitalocean]: {},
  [sandboxTokens.digitaloceanDeploy]: {
    scopes: ["app:read", "app:update", "monitoring:read", "uptime:read"],
  },
};
