import type { GitHub } from "../../constructs/delivery-pipeline/tool/github";
import type { EnvironmentSettings, PlatformSettings } from "../../stacks";
import type { SynthesizedStack } from "../../tools/synthesized";
import type { Clouds } from "../clouds/clouds";
import { repositoryApi } from "../clouds/repository-api";
import { repositoryOf as nameOfRepository } from "../configuration";

/** What a check looks at: one stack, what the settings say of it, and where it lives. */
export interface Subject {
  readonly stack: SynthesizedStack;
  readonly settings: PlatformSettings;
  /** @default - the stack is the repository's */
  readonly environment?: EnvironmentSettings;
  readonly clouds: Clouds;
  readonly env: NodeJS.ProcessEnv;
}

/** What a check found, in sentences. */
export interface Found {
  /** Other than the code says. */
  readonly differs: readonly string[];
  /** Left out, and why. @default - nothing */
  readonly notes?: readonly string[];
}

/** One thing that can change in the clouds and that no plan shows. */
export interface DriftCheck {
  readonly id: string;
  /** @throws CloudError when it cannot be looked at */
  readonly run: (subject: Subject) => Promise<Found>;
}

/** The repository that the stack makes or looks up; undefined when it has to do with none. @throws CloudError */
export async function repositoryOf({ stack, clouds, env }: Subject): Promise<GitHub | undefined> {
  const name = nameOfRepository(stack);
  if (name === undefined) return undefined;
  return repositoryApi(clouds.github, `${name.owner}/${name.repository}`, env);
}
