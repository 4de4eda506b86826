import type { Cloud } from "../cloud/cloud";
import { digitaloceanDataSources, digitaloceanResources } from "./digitalocean";
import { digitaloceanProvider } from "./engine/digitalocean-provider";
import { githubProvider } from "./engine/github-provider";
import type { Environment } from "./engine/provider";
import { githubDataSources, githubResources } from "./github";
import { type RunningProviders, serve } from "./wire/serve";

export type { RunningProviders } from "./wire/serve";

export interface StartOptions {
  /**
   * The environment the providers read tokens and owner from; read anew at each configuration.
   * @default process.env of this process
   */
  readonly environment?: Environment;
  /**
   * Sees each write before it is carried out, which waits for it: what is written was read before.
   * @param type "digitalocean_app"
   * @default - nobody looks
   */
  readonly beforeApply?: (type: string) => void | Promise<void>;
}

/** Serves the DigitalOcean and the GitHub provider over a cloud. */
export function startProviders(cloud: Cloud, options: StartOptions = {}): Promise<RunningProviders> {
  const definitions = [
    digitaloceanProvider({ resources: digitaloceanResources, dataSources: digitaloceanDataSources }),
    githubProvider({ resources: githubResources, dataSources: githubDataSources }),
  ];
  return serve(cloud, definitions, () => options.environment ?? process.env, options.beforeApply);
}
