import { ContainerRegistry, RemoteState } from "./constructs";
import { lingobot, policies } from "./lingobot";
import { attachedProviders, type PolicyRun } from "./policies";
import { importsFile, ownedBy, type PlatformOptions, type PlatformSettings, readImports } from "./stacks";

/** What one run defines and is held to. */
export interface PlatformRun {
  readonly settings: PlatformSettings;
  readonly options: PlatformOptions;
  /** Made of settings that were found to be sound. */
  readonly policies: PolicyRun;
}

/**
 * LingoBot as one run sees it. What a run may decide, by its environment: where state is kept (PLATFORM_STATE_DIRECTORY),
 * which stacks may be destroyed (PLATFORM_ALLOW_DESTROY), who owns the repository (GITHUB_OWNER).
 * @param today the day that waivers are held against
 */
export function platformRun(env: NodeJS.ProcessEnv, today: Date): PlatformRun {
  const { PLATFORM_STATE_DIRECTORY: directory, PLATFORM_ALLOW_DESTROY, GITHUB_OWNER } = env;
  const settings = ownedBy(lingobot, GITHUB_OWNER);
  const destroyable = PLATFORM_ALLOW_DESTROY?.split(",") ?? [];
  const state = directory ? RemoteState.local({ directory }) : settings.state;
  return {
    settings,
    options: { state, destroyable, imports: readImports(importsFile(directory)) },
    get policies() {
      return policyRun(settings, destroyable, env, today);
    },
  };
}

function policyRun(
  { environments, github }: PlatformSettings,
  destroyable: readonly string[],
  env: NodeJS.ProcessEnv,
  today: Date,
): PolicyRun {
  const budgets = environments.flatMap(({ name, monthlyBudget }) =>
    monthlyBudget === undefined ? [] : [[name, monthlyBudget] as const],
  );
  return {
    today,
    settings: policies,
    production: environments.filter(({ kind }) => kind === "production").map(({ name }) => name),
    lower: environments
      .filter(({ kind }) => kind === "staging" || kind === "development")
      .map(({ name }) => name),
    budgets: Object.fromEntries(budgets),
    destroyable,
    standIns: attachedProviders(env.TF_REATTACH_PROVIDERS),
    pipelineImages: [ContainerRegistry.ghcr(github.owner, github.repository).image().reference],
  };
}
