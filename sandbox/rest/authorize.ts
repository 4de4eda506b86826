import type { Cloud } from "../cloud/cloud";
import { CloudError } from "../cloud/cloud-error";
import type { GitHubToken, RestOptions } from "./options";
import { defaultDigitalOceanTokens, defaultGitHubTokens } from "./tokens";

/** Whose token it is. Throws 401 without a token and for one that GitHub does not know. */
export function authorizeGitHub(cloud: Cloud, options: RestOptions, token: string): GitHubToken {
  if (token === "") throw new CloudError(401, "Requires authentication");
  const tokens = options.githubTokens ?? defaultGitHubTokens(cloud);
  const known = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (known === undefined) throw new CloudError(401, "Bad credentials");
  return known;
}

/** Throws 401 for an unknown token, 403 for one whose scopes do not hold `scope`. */
export function authorizeDigitalOcean(options: RestOptions, token: string, scope: string): void {
  const tokens = options.digitaloceanTokens ?? defaultDigitalOceanTokens;
  const known = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (known === undefined) throw new CloudError(401, "Unable to authenticate you", { id: "Unauthorized" });
  if (scope === "" || known.scopes === undefined || known.scopes.includes(scope)) return;
  throw new CloudError(403, "You are not authorized to perform this operation", { id: "Forbidden" });
}
