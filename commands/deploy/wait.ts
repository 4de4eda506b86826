import type { Clock } from "../../constructs/delivery-pipeline/tool/clock";
import type { SynthesizedStack } from "../../tools/synthesized";
import { appReady } from "../preflight/checks/app-ready";
import { CHECKS, type PreflightResult, preflight } from "../preflight/preflight";

const POLL_SECONDS = 15;

/**
 * Asks everything, and while all that is in the way is an app that is being deployed or pinned, waits for it and then asks
 * everything again: others had time to change it.
 */
export async function preflightWhenReady(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
  {
    all,
    minutes,
    clock,
    tell,
  }: {
    all: readonly SynthesizedStack[];
    minutes: number;
    clock: Clock;
    tell: (line: string) => void;
  },
): Promise<PreflightResult> {
  const deadline = clock.deadline(minutes * 60);
  const first = await preflight(stacks, env, CHECKS, all);
  if (!isOnlyBusy(first) || minutes === 0) return first;
  let told = "";
  let now = first;
  while (now.problems.length > 0) {
    const waitingFor = now.problems.map(({ problem, next }) => `${problem}: ${next}`).join("; ");
    if (waitingFor !== told) tell(`waiting, ${minutes} minutes at most: ${waitingFor}`);
    told = waitingFor;
    if (deadline.passed()) return givenUp(now, minutes);
    await clock.sleep(POLL_SECONDS);
    now = await preflight(stacks, env, [appReady]);
  }
  return preflight(stacks, env, CHECKS, all);
}

function isOnlyBusy({ problems }: PreflightResult): boolean {
  return problems.length > 0 && problems.every(({ check }) => check === appReady.id);
}

function givenUp({ problems, notes }: PreflightResult, minutes: number): PreflightResult {
  return {
    notes,
    problems: problems.map((each) => ({
      ...each,
      problem: `after ${minutes} minutes still: ${each.problem}`,
    })),
  };
}
