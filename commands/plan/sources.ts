import { readFileSync } from "node:fs";
import { platformRun } from "../../platform-run";
import { evaluatePolicies, type PolicyResult } from "../../policies";
import { readPlan, type StackPlan } from "../../report";
import { SandboxHome } from "../../sandbox/home";
import { prepareStacks } from "../../sandbox/prepared-stacks";
import { withSession } from "../../sandbox/session";
import type { SynthesizedStack } from "../../tools/synthesized";
import { CommandFailure } from "../command-line";
import { planningEnvironment, selectStacks, synthesizedStacks } from "../project";
import { withTeams } from "./teams";
import { planStack } from "./terraform-plan";
import { withRenamedEnvironments, withUnplanned } from "./unplanned";

/** Plans, and how the stacks that were planned stand to the policies. */
export interface Planned {
  readonly plans: readonly StackPlan[];
  readonly policies: readonly PolicyResult[];
}

/** A plan that exists, in a file or on standard input; it may be anybody's, so no policy is held against it. */
export function fromFile(file: string): Planned {
  const name = file === "-" ? "standard input" : file;
  const { plan, diagnostics } = readPlan(read(file, name), name);
  return { plans: [{ name: "plan", plan, diagnostics }], policies: [] };
}

function read(file: string, name: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new CommandFailure(
      `${name} cannot be read (${(error as NodeJS.ErrnoException).code}); name the output of \`terraform show -json PLAN\``,
    );
  }
}

/** This tree against what is in the sandbox; nothing is deployed. */
export function inSandbox(names: readonly string[]): Promise<Planned> {
  return withSession(new SandboxHome(), async (session) => {
    const { stacks, env } = await prepareStacks(session, names);
    return planAll(stacks, env);
  });
}

/** This tree against the real clouds. */
export async function live(names: readonly string[]): Promise<Planned> {
  const all = await synthesizedStacks(process.env);
  const stacks = selectStacks(all, names.length === 0 ? ["all"] : names);
  const env = planningEnvironment(stacks, process.env);
  const planned = await planAll(stacks, env);
  return { ...planned, plans: await withRenamedEnvironments(planned.plans, stacks, all, env) };
}

/**
 * The plans, and how the stacks stand to the policies.
 * @param base what the trusted code synthesizes, where the stacks are foreign. @default - they are trusted
 */
export async function planAll(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
  base?: readonly SynthesizedStack[],
): Promise<Planned> {
  const plans = await planStacks(stacks, env, base);
  const { results } = evaluatePolicies(stacks, platformRun(env, new Date()).policies);
  return { plans, policies: results };
}

/**
 * One after the other: they share the sandbox, and the machine.
 * @param base what the trusted code synthesizes, where the stacks are foreign. @default - they are trusted
 */
export async function planStacks(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
  base?: readonly SynthesizedStack[],
): Promise<StackPlan[]> {
  const plans: StackPlan[] = [];
  for (const stack of stacks) {
    const plan = await withTeams(await planStack(stack, env), stack, env, base);
    plans.push(await withUnplanned(plan, stack, env, base));
  }
  return plans;
}
