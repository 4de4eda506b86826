import type { OutputChange } from "./model";
import type { PlanJson } from "./plan-json";
import { annotate } from "./values/annotate";
import { type Secrets, show } from "./values/show";

/** Outputs that change, by name. */
export function outputsOf(stack: string, plan: PlanJson, secrets: Secrets): OutputChange[] {
  return Object.entries(plan.output_changes ?? {})
    .filter(([, change]) => change.actions.some((action) => action !== "no-op" && action !== "read"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, change]) => {
      const { before, after } = annotate("output", change);
      const veiled = before?.kind === "secret" || after?.kind === "secret";
      const shown = { before: show(before, secrets), after: show(after, secrets) };
      return { stack, name, ...(veiled ? veil(shown) : shown) };
    });
}

function veil(shown: Pick<OutputChange, "before" | "after">): Pick<OutputChange, "before" | "after"> {
  return {
    before: shown.before.kind === "value" ? { kind: "sensitive" } : shown.before,
    after: shown.after.kind === "value" ? { kind: "sensitive" } : shown.after,
  };
}
