import type { App, TerraformStack } from "cdktf";
import { describeProblem, InvalidValueError, type Problem, RemoteState } from "../constructs";
import { codeOwnersOf } from "./code-owners";
import { EnvironmentStack } from "./environment-stack";
import { addImports, type Imports, unknownStacks } from "./imports";
import { LeftoverStack } from "./leftover-stack";
import { refusePlaceholders } from "./refuse-placeholders";
import { RepositoryStack } from "./repository-stack";
import { requireValues } from "./require-values";
import type { PlatformSettings } from "./settings";
import { REPOSITORY, usableSettings } from "./settings-problems";
import type { StackOptions } from "./stack-options";

/** What a run may decide about all stacks. */
export interface PlatformOptions extends Omit<StackOptions, "deletionProtection"> {
  /**
   * Stacks that may be destroyed in this run. One that the settings do not have is defined without anything in it, so that
   * it takes along what its state holds. @default - none
   */
  readonly destroyable?: readonly string[];
  /** What exists and is to be taken into the state, by stack. @default - nothing */
  readonly imports?: Imports;
}

/**
 * Defines the stacks of a product: its repository, then each environment. What is wrong with the settings is told when
 * the app is validated, all of it: also what keeps a stack from being built.
 */
export function definePlatform(app: App, settings: PlatformSettings, options: PlatformOptions): void {
  const { value: usable, problems } = usableSettings(settings);
  const messages = [...problems, ...stateProblems(options.state)].map(describeProblem);
  app.node.addValidation({ validate: () => messages });
  const define = (name: string, stack: (stackOptions: StackOptions) => TerraformStack) =>
    attempt(() => stack(stackOptions(name, options)), messages);
  const stacks = [
    ...define(REPOSITORY, (of) => new RepositoryStack(app, REPOSITORY, usable, of)),
    ...usable.environments.flatMap((each) =>
      define(each.name, (of) => new EnvironmentStack(app, each, usable, of)),
    ),
  ];
  const defined = [REPOSITORY, ...usable.environments.map(({ name }) => name)];
  const leftover = (options.destroyable ?? []).filter((name) => !defined.includes(name));
  stacks.push(
    ...leftover.flatMap((name) => define(name, (of) => new LeftoverStack(app, name, usable.github, of))),
  );
  for (const [order, stack] of stacks.entries()) tellCommands(stack, order, usable);
  for (const stack of stacks) {
    requireValues(stack);
    refusePlaceholders(stack);
  }
  messages.push(...importProblems(stacks, options.imports ?? {}).map(describeProblem));
}

/** The settings with another owner of the repository, as GITHUB_OWNER wants it: the provider obeys that variable too. */
export function ownedBy(settings: PlatformSettings, owner: string | undefined): PlatformSettings {
  if (!owner) return settings;
  const { github, pipeline } = settings;
  const owned = { ...settings, github: { ...github, owner } };
  if (pipeline?.codeOwners === undefined) return owned;
  const codeOwners = codeOwnersOf(pipeline.codeOwners, github.owner, owner);
  return { ...owned, pipeline: { ...pipeline, codeOwners } };
}

/** A value that a constructor cannot hold is one more problem; the other stacks are built nevertheless. */
function attempt<T>(build: () => T, messages: string[]): T[] {
  try {
    return [build()];
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    messages.push(error.message);
    return [];
  }
}

function stackOptions(name: string, { destroyable = [], state }: PlatformOptions): StackOptions {
  return {
    state: state instanceof RemoteState ? state : RemoteState.local({ directory: "." }),
    deletionProtection: !destroyable.includes(name),
  };
}

function importProblems(stacks: readonly TerraformStack[], imports: Imports): Problem[] {
  return [...stacks.flatMap((stack) => addImports(stack, imports)), ...unknownStacks(imports, stacks)];
}

function stateProblems(state: unknown): Problem[] {
  if (state instanceof RemoteState) return [];
  return [
    {
      fault: "`state` is not a RemoteState",
      allowed: "RemoteState.spaces, .s3, .postgres, .hcp, .local",
      next: "make it with one of these",
    },
  ];
}

function tellCommands(stack: TerraformStack, order: number, { github }: PlatformSettings): void {
  // cdktf's manifest sorts stacks by name; this tells commands the order to deploy them in.
  stack.addOverride("//.metadata.order", order);
  // What the stacks count on, for commands to compare with the truth.
  stack.addOverride("//.metadata.github", { plan: github.plan, visibility: github.visibility });
}
