import type { ResourceChange } from "../model";
import type { ActionInvocationJson, PlanJson } from "../plan-json";

/** What the report reads of a plan, or need not read because it is told elsewhere. */
const KNOWN = new Set([
  "format_version",
  "terraform_version",
  "timestamp",
  "applyable",
  "complete",
  "errored",
  "variables",
  "planned_values",
  "prior_state",
  "configuration",
  "relevant_attributes",
  "checks",
  "resource_changes",
  "resource_drift",
  "deferred_changes",
  "output_changes",
  "action_invocations",
  "deferred_action_invocations",
]);

/** What an apply does beside changing objects: actions, and whatever a newer Terraform writes. */
export function beyondObjects(stack: string, plan: PlanJson): ResourceChange[] {
  return [
    ...(plan.action_invocations ?? []).map((each) => invocation(stack, each)),
    ...Object.entries(plan)
      .filter(([name]) => !KNOWN.has(name))
      .map(([name, part]) => [name, entriesIn(part)] as const)
      .filter(([, entries]) => entries > 0)
      .map(([name, entries]) => {
        const reason = `${entries} ${entries === 1 ? "entry" : "entries"} of the plan that this report does not know`;
        return unrecognised(stack, { address: name, type: name, action: "unknown", reason });
      }),
  ];
}

function entriesIn(part: unknown): number {
  return part !== null && typeof part === "object" ? Object.keys(part).length : 0;
}

function invocation(
  stack: string,
  { address, type, lifecycle_action_trigger: trigger }: ActionInvocationJson,
) {
  const { triggering_resource_address: by, action_trigger_event: event = "a change" } = trigger ?? {};
  const reason = by === undefined ? "the apply runs it" : `${event} of ${by} runs it`;
  return unrecognised(stack, { address, type: type ?? address, action: "invoke", reason });
}

interface Unrecognised {
  readonly address: string;
  readonly type: string;
  readonly action: string;
  readonly reason: string;
}

function unrecognised(stack: string, { address, type, action, reason }: Unrecognised): ResourceChange {
  return { stack, address, type, kind: "unrecognised", actions: [action], reason, noise: [], attributes: [] };
}
