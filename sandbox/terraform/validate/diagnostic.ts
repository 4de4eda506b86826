import type { AttributePath } from "../plan/paths";

/** What a provider tells the person who runs Terraform. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly path?: AttributePath;
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}

/** An error without a place in the configuration. */
export function failure(summary: string, detail?: string): Diagnostic {
  return { severity: "error", summary, ...(detail === undefined ? {} : { detail }) };
}
