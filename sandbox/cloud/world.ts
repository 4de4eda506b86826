import { type DigitalOceanWorld, lingobotDigitalOcean } from "./digitalocean/world";
import { type GitHubWorld, lingobotGitHub } from "./github/world";

/** What the two clouds hold before anything is deployed. */
export interface World {
  readonly digitalocean: DigitalOceanWorld;
  readonly github: GitHubWorld;
}

/** The world a new sandbox starts with: LingoBot's account, organisation, people and teams. */
export const defaultWorld: World = { digitalocean: lingobotDigitalOcean, github: lingobotGitHub };
