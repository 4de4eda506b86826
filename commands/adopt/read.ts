import type { GitHubPlan, Visibility } from "../../constructs";
import type { Clouds } from "../clouds/clouds";
import type { LiveApp } from "../clouds/digitalocean";
import { CloudError } from "../clouds/http";
import { CommandFailure, EXIT } from "../command-line";
import { Findings } from "./findings";
import { type AppReading, findApps, readApp } from "./live/app";
import {
  type EnvironmentReading,
  type RepositoryReading,
  readEnvironment,
  readRepository,
} from "./live/github";
import { unmanagedOf } from "./live/unmanaged";
import type { EnvironmentOption, ReadOptions } from "./options";
import { appSettings } from "./settings/app";
import type { Value } from "./settings/code";
import { deploymentSettings } from "./settings/environment";
import { stateSettings } from "./settings/file";
import { githubSettings } from "./settings/github";
import { Webhooks } from "./settings/notify";

/** What exists, as settings, and what reading it found. */
export interface Reading {
  readonly settings: { readonly [key: string]: Value };
  /** Ids of the apps by their names. */
  readonly apps: Readonly<Record<string, string>>;
  readonly left: readonly string[];
  /** Values that are known though the settings only name them, by their environment variables. */
  readonly values: Readonly<Record<string, string>>;
}

interface Environment {
  readonly option: EnvironmentOption;
  readonly app: AppReading;
  readonly environment: EnvironmentReading;
}

/**
 * Reads what exists.
 * @throws CommandFailure with everything that is missing or that the settings cannot say
 */
export async function read(options: ReadOptions, clouds: Clouds): Promise<Reading> {
  const findings = new Findings();
  const repository = await orProblem(findings, () =>
    readRepository(clouds.github, options.owner, options.repository),
  );
  if (repository === undefined && findings.problems.length === 0)
    findings.problem(
      `GitHub has no repository ${options.owner}/${options.repository}, or the token may not see it`,
      "correct the name, or use a token of somebody who administers it",
    );
  const environments: Environment[] = [];
  for (const option of options.environments) {
    const found = await readOne(option, options, clouds, findings);
    if (found !== undefined) environments.push(found);
  }
  if (repository === undefined || environments.length < options.environments.length) throw told(findings);
  const adopted = options.environments.map(({ name }) => name);
  for (const each of await unmanagedOf(clouds.github, repository.repository.full_name, adopted))
    findings.leave(each);
  const webhooks = new Webhooks();
  const settings = settingsOf(options, repository, environments, { findings, webhooks });
  if (findings.problems.length > 0) throw told(findings);
  return {
    settings,
    apps: Object.fromEntries(environments.map(({ app }) => [app.spec.name, app.id])),
    left: findings.left,
    values: webhooks.values,
  };
}

function told({ problems }: Findings): CommandFailure {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new CommandFailure(
    `${count}, nothing was written:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    EXIT.problems,
  );
}

async function readOne(
  option: EnvironmentOption,
  { owner, repository }: ReadOptions,
  { digitalocean, github }: Clouds,
  findings: Findings,
): Promise<Environment | undefined> {
  const apps = (await orProblem(findings, () => findApps(digitalocean, option.app))) ?? [];
  const app = singleApp(option, apps, findings);
  const reading = app === undefined ? undefined : await orProblem(findings, () => readApp(digitalocean, app));
  const name = `${owner}/${repository}`;
  const before = findings.problems.length;
  const environment = await orProblem(findings, () => readEnvironment(github, name, option.name));
  if (environment === undefined && findings.problems.length === before)
    findings.problem(
      `repository ${name} has no environment ${option.name}`,
      `make it at https://github.com/${name}/settings/environments, with the branch that deploys`,
    );
  if (reading === undefined || environment === undefined) return undefined;
  return { option, app: reading, environment };
}

function singleApp(
  { app, name }: EnvironmentOption,
  found: readonly LiveApp[],
  findings: Findings,
): LiveApp | undefined {
  const [single, ...others] = found;
  if (single === undefined)
    findings.problem(
      `environment ${name}: DigitalOcean has no app with the name or id ${app}, or the token may not see it`,
      "doctl apps list shows them",
    );
  if (others.length === 0) return single;
  findings.problem(
    `environment ${name}: ${found.length} apps are called ${app}`,
    `name one by its id: ${found.map(({ id }) => `${name}=${id}`).join(" or ")}`,
  );
  return undefined;
}

/** What a cloud refuses is one problem among others; a cloud that does not answer ends the run. */
async function orProblem<T>(findings: Findings, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CloudError) || error.status === undefined) throw error;
    findings.problem(
      error.message,
      "use a token that may read it: see docs/operate.md for what the tokens need",
    );
    return undefined;
  }
}

function settingsOf(
  options: ReadOptions,
  reading: RepositoryReading,
  environments: readonly Environment[],
  tools: { readonly findings: Findings; readonly webhooks: Webhooks },
): { readonly [key: string]: Value } {
  const github = githubSettings(reading, options, tools.findings);
  const tier = {
    plan: github.plan as GitHubPlan,
    visibility: github.visibility as Visibility,
  };
  const product = {
    product: options.name,
    owner: options.owner,
    repository: reading.repository.name,
    isPrivate: reading.repository.private,
  };
  return {
    name: options.name,
    state: stateSettings(options),
    github,
    environments: environments.map(({ option, app, environment }) => ({
      name: option.name,
      ...deploymentSettings(option, environment, {
        repository: reading.repository.full_name,
        tier,
        liveUrl: app.liveUrl,
        findings: tools.findings,
      }),
      ...appSettings(app, { ...product, environment: option.name }, tools),
    })),
  };
}
