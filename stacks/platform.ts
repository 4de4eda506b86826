import type { App, TerraformStack } from "cdktf";
import { describeProblem, type Problem } from "../constructs";
import { EnvironmentStack } from "./environment-stack";
import { addImports, type Imports, unknownStacks } from "./imports";
import { refusePlaceholders } from "./refuse-placeholders";
import { RepositoryStack } from "./repository-stack";
import type { EnvironmentSettings, PlatformSettings } from "./settings";
import type { StackOptions } from "./stack-options";

/** Name of the repository's stack; no environment can have it. */
const REPOSITORY = "repository";

/** What a run may decide about all stacks. */
export interface PlatformOptions extends Omit<StackOptions, "deletionProtection"> {
  /** Stacks that may be destroyed in this run. @default - none */
  readonly destroyable?: readonly string[];
  /** What exists and is to be taken into the state, by stack. @default - nothing */
  readonly imports?: Imports;
}

/** Defines the stacks of a product: its repository, then each environment. */
export function definePlatform(app: App, settings: PlatformSettings, options: PlatformOptions): void {
  const { destroyable = [], state, imports = {} } = options;
  const problems: Problem[] = settings.environments.flatMap((each) => [
    ...approverProblems(each, settings),
    ...monitorProblems(each),
  ]);
  app.node.addValidation({ validate: () => problems.map(describeProblem) });
  const stackOptions = (name: string) => ({ state, deletionProtection: !destroyable.includes(name) });
  const stacks: TerraformStack[] = [new RepositoryStack(app, REPOSITORY, settings, stackOptions(REPOSITORY))];
  const defined = new Set<string>();
  for (const environment of settings.environments) {
    const fault = nameProblem(environment, defined);
    defined.add(environment.name);
    if (fault) problems.push(fault);
    else stacks.push(new EnvironmentStack(app, environment, settings, stackOptions(environment.name)));
  }
  const { plan, visibility } = settings.github;
  for (const [order, stack] of stacks.entries()) {
    // cdktf's manifest sorts stacks by name; this tells commands the order to deploy them in.
    stack.addOverride("//.metadata.order", order);
    // What the stacks count on, for commands to compare with the truth.
    stack.addOverride("//.metadata.github", { plan, visibility });
  }
  for (const stack of stacks) {
    refusePlaceholders(stack);
    problems.push(...addImports(stack, imports));
  }
  problems.push(...unknownStacks(imports, stacks));
}

/** The settings with another owner of the repository, as GITHUB_OWNER wants it: the provider obeys that variable too. */
export function ownedBy(settings: PlatformSettings, owner: string | undefined): PlatformSettings {
  return owner ? { ...settings, github: { ...settings.github, owner } } : settings;
}

function nameProblem({ name }: EnvironmentSettings, defined: ReadonlySet<string>): Problem | undefined {
  if (name === REPOSITORY)
    return {
      fault: "an environment cannot be called like the repository's stack",
      got: name,
      next: "give the environment another name",
    };
  if (!defined.has(name)) return undefined;
  return { fault: "two environments have the same name", got: name, next: "rename or remove one of them" };
}

/** A team that approves must be able to read the repository, whose teams are listed in the settings. */
function approverProblems({ name, approval }: EnvironmentSettings, { github }: PlatformSettings): Problem[] {
  const { teams } = github;
  if (teams === undefined) return [];
  const outsiders = (approval?.teams ?? []).filter((team) => !Object.hasOwn(teams, team));
  return outsiders.map((team) => ({
    fault: `team "${team}" approves deployments of ${name}, but has no access to the repository`,
    allowed: Object.keys(teams).join(", "),
    next: `add it to github.teams, for example { "${team}": "pull" }, or name another team`,
  }));
}

/** The pipeline's monitoring wants an alert that tells somebody. */
function monitorProblems({ name, delivery, notify = [] }: EnvironmentSettings): Problem[] {
  if (delivery?.monitor === undefined || notify.length > 0) return [];
  return [
    {
      fault: `deployments of ${name} are monitored, but its alerts tell nobody, so every deployment would fail`,
      got: { monitor: delivery.monitor, notify },
      next: `give ${name} somebody to tell in notify, or leave delivery.monitor out`,
    },
  ];
}
