import { describeProblem, type Problem } from "../../../constructs";

/** Something in a foreign synthesis for which it is not planned with credentials. */
export interface Finding extends Problem {
  /** The stack it is in; "synthesized" for what is in none. */
  readonly stack: string;
  /** Where in the stack's configuration or in the folder: "resource.digitalocean_app.App.provisioner". */
  readonly place: string;
}

/** Stands for the folder where a finding belongs to no stack. */
export const NO_STACK = "synthesized";

const LONGEST = 120;

/** The finding as one sentence. A long value is cut: it is there to be recognised. */
export function describeFinding(finding: Finding): string {
  return describeProblem({ ...finding, got: cut(finding.got) });
}

function cut(got: unknown): unknown {
  const text = typeof got === "string" ? got : JSON.stringify(got);
  if (text === undefined || text.length <= LONGEST) return got;
  return `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}
