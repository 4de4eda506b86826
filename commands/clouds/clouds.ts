import type { SynthesizedStack } from "../../tools/synthesized";
import { CommandFailure, EXIT } from "../command-line";
import { signsInAsApp } from "../configuration";
import { DigitalOcean } from "./digitalocean";
import { GitHub } from "./github";
import { APP_VARIABLES, appCredentials } from "./github-app";

/** Both clouds, as the stacks sign in to them. */
export interface Clouds {
  readonly digitalocean: DigitalOcean;
  readonly github: GitHub;
}

/** The clouds; one without credentials answers no question, see `hasToken`. */
export function cloudsOf(stacks: readonly SynthesizedStack[], env: NodeJS.ProcessEnv): Clouds {
  const digitalocean = new DigitalOcean(env);
  if (!stacks.some(signsInAsApp)) return { digitalocean, github: new GitHub(env) };
  // As for the provider: with an App, a token in the environment does not count.
  return { digitalocean, github: new GitHub({ ...env, GITHUB_TOKEN: "" }, appCredentials(env)) };
}

/** The clouds, for a command that cannot do without. @throws CommandFailure when credentials are missing */
export function requireClouds(stacks: readonly SynthesizedStack[], env: NodeJS.ProcessEnv): Clouds {
  const clouds = cloudsOf(stacks, env);
  const github = stacks.some(signsInAsApp) ? APP_VARIABLES.join(", ") : "GITHUB_TOKEN";
  const lacking = [
    ...(clouds.digitalocean.hasToken ? [] : ["DIGITALOCEAN_TOKEN"]),
    ...(clouds.github.hasToken ? [] : [github]),
  ];
  if (lacking.length === 0) return clouds;
  throw new CommandFailure(
    `export ${lacking.join(" and ")}: the clouds are asked what they hold`,
    EXIT.problems,
  );
}
