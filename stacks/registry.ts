import { ContainerRegistry, Secret } from "../constructs";
import type { GitHubSettings } from "./settings";

/** Opens the repository's private packages: `username:token`, a classic token with read:packages. */
const PULL_CREDENTIAL = Secret.named("GHCR_PULL_CREDENTIAL");

/** Where the product's images are: the packages of its repository, private when the repository is. */
export function registryOf({ owner, repository, visibility }: GitHubSettings) {
  return ContainerRegistry.ghcr(
    owner,
    repository,
    visibility === "private" ? { pullCredential: PULL_CREDENTIAL } : {},
  );
}
