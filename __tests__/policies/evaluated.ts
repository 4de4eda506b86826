import { type App, TerraformStack, Testing } from "cdktf";
import { lingobot } from "../../lingobot";
import { platformRun } from "../../platform-run";
import {
  describeFinding,
  type Evaluation,
  evaluatePolicies,
  type PolicyId,
  type PolicyResult,
  type PolicyRun,
} from "../../policies";
import type { PlatformOptions, PlatformSettings } from "../../stacks";
import { definedApp } from "../stacks/platform-under-test";

/** The day of these tests. */
export const TODAY = new Date("2027-03-10T23:59:59Z");

/** A day that a waiver of a command's own day may expire on. */
export const NEXT_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** What main.ts holds LingoBot to, with no variable set. */
export function lingobotRun(change: Partial<PolicyRun> = {}): PolicyRun {
  return { ...platformRun({}, TODAY).policies, ...change };
}

/** What Terraform would be given for each stack of an app. */
export function configurationsOf(app: App) {
  const stacks = app.node.children.filter(TerraformStack.isStack);
  return stacks.map((stack) => ({
    name: stack.node.id,
    configuration: JSON.parse(Testing.synth(stack)) as object,
  }));
}

/** A change of LingoBot, and what it is held to. */
export interface Case {
  readonly settings?: PlatformSettings;
  readonly options?: Partial<PlatformOptions>;
  readonly run?: Partial<PolicyRun>;
  /** An escape hatch: a change of a stack that the settings do not know. */
  readonly change?: (stack: TerraformStack) => void;
  /** The stack to change. @default "production" */
  readonly stack?: string;
}

/** LingoBot with a change, held to all policies. */
export function evaluated({ settings = lingobot, options, run, change, stack }: Case = {}): Evaluation {
  const app = definedApp(settings, options);
  const changed = app.node.findChild(stack ?? "production") as TerraformStack;
  change?.(changed);
  return evaluatePolicies(configurationsOf(app), lingobotRun(run));
}

/** The result of one policy on one stack. */
export function resultOf({ results }: Evaluation, policy: PolicyId, stack = "production"): PolicyResult {
  const found = results.filter((result) => result.policy === policy && result.stack === stack);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} results of ${policy} on ${stack}`);
  return only;
}

/** How a policy stands, and the first thing that it found. */
export function standing(policy: PolicyId, { stack = "production", ...change }: Case) {
  const { result, findings } = resultOf(evaluated({ stack, ...change }), policy, stack);
  return { result, found: findings.map(describeFinding) };
}

/** The construct that makes a resource, for an escape hatch. */
export function resourceIn(stack: TerraformStack, path: string) {
  const [first = "", ...rest] = path.split("/");
  const construct = rest.reduce((parent, id) => parent.node.findChild(id), stack.node.findChild(first));
  return construct as unknown as { addOverride(path: string, value: unknown): void };
}

/** An override of a resource. */
export function override(path: string, attribute: string, value: unknown) {
  return (stack: TerraformStack) => resourceIn(stack, path).addOverride(attribute, value);
}
