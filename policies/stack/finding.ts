import { describeProblem, type LocatedProblem, type Problem } from "../../constructs";

/** What a policy found wrong, and where. */
export interface Finding extends Problem {
  /** Terraform's address and attribute: `digitalocean_app.App_F1B96344.spec[0].service[0].instance_count`. */
  readonly path: string;
  /** Path of the construct that made it. @default - not known */
  readonly construct?: string;
  /** The value is known only when Terraform runs, so that the policy cannot be evaluated. @default - it is known */
  readonly unknown?: true;
}

/** One sentence: fault, value got, values allowed, next action, place. */
export function describeFinding(finding: Finding): string {
  return `${describeProblem(finding)} (${finding.path})`;
}

/** The finding as validation tells it: at its construct, or at the stack. */
export function locatedFinding(policy: string, stack: string, finding: Finding): LocatedProblem {
  return {
    path: finding.construct ?? stack,
    message: `policy ${policy}: ${describeFinding(finding)}`,
  };
}
