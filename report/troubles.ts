import type { DeferredChange, FailedCheck } from "./model";
import type { Diagnostic, PlanJson } from "./plan-json";
import { SENSITIVE, type Secrets } from "./values/show";

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
  secrets: Secrets,
): Troubles {
  const hasError = diagnostics.some(({ severity }) => severity === "error");
  const veiledDiagnostics = diagnostics.map((each) => ({ stack, ...veiled(each, secrets) }));
  return {
    errored: plan.errored === true || hasError,
    diagnostics: veiledDiagnostics,
    failedChecks: failedChecks(stack, plan, secrets).filter((check) => !isTold(check, veiledDiagnostics)),
    deferred: (plan.deferred_changes ?? []).map(({ reason, resource_change }) => ({
      stack,
      address: resource_change.address,
      reason: (reason ?? "no reason given").replaceAll("_", " "),
    })),
  };
}

/** A condition that fails the plan is an error as well; it is told once. */
function isTold({ messages }: FailedCheck, diagnostics: readonly Diagnostic[]): boolean {
  return (
    messages.length > 0 &&
    messages.every((message) => diagnostics.some(({ detail }) => detail?.includes(message)))
  );
}

function failedChecks(stack: string, { checks = [] }: PlanJson, secrets: Secrets): FailedCheck[] {
  return checks
    .filter(({ status }) => status === "fail" || status === "error")
    .map(({ address, instances = [] }) => ({
      stack,
      address: address?.to_display ?? "a check",
      messages: instances.flatMap(({ problems = [] }) =>
        problems.map(({ message }) => veil(message ?? "no message", secrets)),
      ),
    }));
}

function veiled(diagnostic: Diagnostic, secrets: Secrets): Diagnostic {
  const { detail } = diagnostic;
  return {
    ...diagnostic,
    summary: veil(diagnostic.summary, secrets),
    ...(detail === undefined ? {} : { detail: veil(detail, secrets) }),
  };
}

const SECRET_ADDRESS = /https:\/\/hooks\.slack\.com\/\S+|EV\[\d+:[^\]]*\]/g;

/** Messages are free text, in which a provider may quote a value. */
function veil(text: string, secrets: Secrets): string {
  let result = text.replace(SECRET_ADDRESS, SENSITIVE);
  for (const secret of secrets) result = result.replaceAll(secret, SENSITIVE);
  return result;
}
