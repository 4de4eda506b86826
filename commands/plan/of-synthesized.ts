import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackPlan } from "../../report";
import { planningEnvironment, selectStacks, synthesizedStacks } from "../project";
import { leftBehind } from "./left-behind";
import { type Planned, planAll } from "./sources";
import { describeFinding, type Finding } from "./untrusted/finding";
import { guard } from "./untrusted/guard";
import { writeCopy } from "./untrusted/write-copy";

/**
 * What other code synthesized, planned against the real clouds by this tree, which does not trust it: what this tree would
 * not have written is told instead of planned.
 */
export async function ofSynthesized(directory: string, names: readonly string[]): Promise<Planned> {
  const base = await synthesizedStacks(process.env);
  const { stacks, findings } = guard(directory, base);
  if (findings.length > 0) return { plans: refused(findings), policies: [] };
  const copy = mkdtempSync(join(tmpdir(), "plan-synthesized-"));
  try {
    const copies = writeCopy(copy, stacks);
    const selected = selectStacks(copies, names.length === 0 ? ["all"] : names);
    const planned = await planAll(selected, planningEnvironment(selected, withoutValues(process.env)), base);
    if (names.length > 0) return planned;
    return { ...planned, plans: [...planned.plans, ...leftBehind(base, copies)] };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A real secret is never given to foreign code, whoever exported it. */
function withoutValues(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("TF_VAR_")));
}

/** One finding stops all: a plan beside a refusal would look like the whole. */
function refused(findings: readonly Finding[]): StackPlan[] {
  const names = [...new Set(findings.map(({ stack }) => stack))];
  return names.map((name) => ({
    name,
    plan: { errored: true },
    diagnostics: findings
      .filter(({ stack }) => stack === name)
      .map((finding) => ({
        severity: "error" as const,
        summary: `not planned, because of ${finding.place}`,
        detail: describeFinding(finding),
      })),
  }));
}
