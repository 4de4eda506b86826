import { mkdirSync } from "node:fs";
import { synthesize } from "../tools/cdktf";
import { stacksNamed, unknownStacks } from "../tools/select-stacks";
import { imagesOf, readSynthesized, type SynthesizedStack } from "../tools/synthesized";
import type { Cloud } from "./cloud/cloud";
import { CommandError, UsageError } from "./command";
import { variables } from "./credentials";
import type { Session } from "./session";

/** Stacks that were just synthesized, and the environment to run Terraform on them in. */
export interface PreparedStacks {
  /** The stacks that were asked for, in the order they were defined. */
  readonly stacks: readonly SynthesizedStack[];
  /** All that there are, in the same order. */
  readonly all: readonly SynthesizedStack[];
  readonly env: NodeJS.ProcessEnv;
  /** Seconds that the synthesis took. */
  readonly synthSeconds: number;
}

/**
 * Synthesizes the project's stacks for the sandbox.
 * @param names the stacks wanted; none means all
 * @throws CommandError when the synthesis fails, UsageError when a name is not a stack's
 */
export async function prepareStacks(session: Session, names: readonly string[]): Promise<PreparedStacks> {
  const { outputDirectory } = session.home;
  mkdirSync(session.home.directory, { recursive: true });
  const { exitCode, output, seconds } = await synthesize(outputDirectory, {
    env: session.env,
    onLine: () => undefined,
  });
  if (exitCode !== 0) throw new CommandError(`the stacks could not be synthesized:\n${output.trim()}`);
  const all = readSynthesized(outputDirectory);
  session.signIn.serve(all);
  return {
    stacks: selectStacks(all, names),
    all,
    env: { ...session.env, ...session.signIn.env, ...variables(all, session.env) },
    synthSeconds: seconds,
  };
}

function selectStacks(
  all: readonly SynthesizedStack[],
  names: readonly string[],
): readonly SynthesizedStack[] {
  if (names.length === 0) return all;
  const problem = unknownStacks(all, names);
  if (problem !== undefined) throw new UsageError(problem);
  return stacksNamed(all, names);
}

/** The images that the stack's apps need and that nobody has pushed yet. */
export function missingImages(stack: SynthesizedStack, cloud: Cloud): string[] {
  return imagesOf(stack).filter((image) => cloud.images.resolve(image) === undefined);
}

/** The repository that the stack makes and that does not exist yet; undefined when there is none. */
export function missingRepository({ configuration }: SynthesizedStack, cloud: Cloud): string | undefined {
  const { resource = {}, provider = {} } = configuration;
  const owner = String(provider.github?.[0]?.owner);
  const [made] = Object.values(resource.github_repository ?? {});
  if (made === undefined) return undefined;
  const name = `${owner}/${String(made.name)}`;
  const known = Object.values(cloud.github.data.repositories).map(({ repository }) => repository.full_name);
  return known.some((each) => each.toLowerCase() === name.toLowerCase()) ? undefined : name;
}
