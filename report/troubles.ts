import { kindOf } from "./changes/kind";
import { lossOf } from "./changes/loss";
import type { DeferredChange, FailedCheck } from "./model";
import type { Diagnostic, PlanJson, ResourceChangeJson } from "./plan-json";
import type { Veil } from "./values/veil";

/** What went wrong in one plan, and what it leaves out. */
export interface Troubles {
  readonly errored: boolean;
  readonly diagnostics: readonly (Diagnostic & { readonly stack: string })[];
  readonly failedChecks: readonly FailedCheck[];
  readonly deferred: readonly DeferredChange[];
}

/** Gathers errors, checks that do not hold, and changes that were put off. */
export function troublesOf(
  stack: string,
  plan: PlanJson,
  diagnostics: readonly Diagnostic[],
  veil: Veil,
): Troubles {
  const hasError = diagnostics.some(({ severity }) => severity === "error");
  const veiledDiagnostics = diagnostics.map((each) => ({ stack, ...veiled(each, veil) }));
  return {
    errored: plan.errored === true || hasError,
    diagnostics: veiledDiagnostics,
    failedChecks: failedChecks(stack, plan, veil).filter((check) => !isTold(check, veiledDiagnostics)),
    deferred: putOff(plan).map(({ reason = "no reason given", ...deferred }) => ({
      stack,
      reason: reason.replaceAll("_", " "),
      ...deferred,
    })),
  };
}

/** What would destroy something comes first. */
function putOff({ deferred_changes = [], deferred_action_invocations = [] }: PlanJson) {
  const changes = deferred_changes.map(({ reason, resource_change: resource }) => ({
    reason,
    address: resource.address,
    ...losing(resource),
  }));
  return [
    ...changes.filter(({ kind }) => kind !== undefined),
    ...changes.filter(({ kind }) => kind === undefined),
    ...deferred_action_invocations.map(({ reason, action_invocation: { address } }) => ({ reason, address })),
  ];
}

function losing(resource: ResourceChangeJson): Pick<DeferredChange, "kind" | "lost"> {
  const kind = kindOf(resource, undefined);
  if (kind === "unrecognised") return { kind };
  return kind === "destroy" || kind === "replace" ? { kind, lost: lossOf(resource.type) } : {};
}

/** A condition that fails the plan is an error as well; it is told once. */
function isTold({ messages }: FailedCheck, diagnostics: readonly Diagnostic[]): boolean {
  return (
    messages.length > 0 &&
    messages.every((message) => diagnostics.some(({ detail }) => detail?.includes(message)))
  );
}

function failedChecks(stack: string, { checks = [] }: PlanJson, veil: Veil): FailedCheck[] {
  return checks
    .filter(({ status }) => status === "fail" || status === "error")
    .map(({ address, instances = [] }) => ({
      stack,
      address: veil.text(address?.to_display ?? "a check"),
      messages: instances.flatMap(({ problems = [] }) =>
        problems.map(({ message }) => veil.message(message ?? "no message")),
      ),
    }));
}

function veiled(diagnostic: Diagnostic, veil: Veil): Diagnostic {
  const { detail, address } = diagnostic;
  return {
    ...diagnostic,
    summary: veil.message(diagnostic.summary),
    ...(address === undefined ? {} : { address: veil.text(address) }),
    ...(detail === undefined ? {} : { detail: veil.message(detail) }),
  };
}
