import type { SynthesizedStack } from "../../tools/synthesized";
import { TerraformError } from "../../tools/terraform";
import { cloudsOf } from "../clouds/clouds";
import { CloudError } from "../clouds/http";
import type { Check, Finding, Note, PreflightContext, Problem } from "./check";
import { access } from "./checks/access";
import { alertDestinations } from "./checks/alert-destinations";
import { appReady } from "./checks/app-ready";
import { digitaloceanCredentials } from "./checks/digitalocean-credentials";
import { environments } from "./checks/environments";
import { files } from "./checks/files";
import { githubCredentials } from "./checks/github-credentials";
import { githubPlan } from "./checks/github-plan";
import { images } from "./checks/images";
import { names } from "./checks/names";
import { protection } from "./checks/protection";
import { renamedEnvironment } from "./checks/renamed-environment";
import { repository } from "./checks/repository";
import { reviewers } from "./checks/reviewers";
import { secretNames } from "./checks/secret-names";
import { secretValues } from "./checks/secret-values";
import { securityProducts } from "./checks/security-products";
import { state } from "./checks/state";
import { terraformVersion } from "./checks/terraform-version";
import { visibility } from "./checks/visibility";
import { withStates } from "./state-reader";

/** Credentials first: an answer of 401 to another check is theirs to explain. */
export const CREDENTIALS: readonly Check[] = [digitaloceanCredentials, githubCredentials];
export const CHECKS: readonly Check[] = [
  terraformVersion,
  ...CREDENTIALS,
  secretValues,
  secretNames,
  alertDestinations,
  images,
  state,
  githubPlan,
  securityProducts,
  repository,
  visibility,
  access,
  reviewers,
  names,
  environments,
  files,
  protection,
  renamedEnvironment,
  appReady,
];

/** A finding, and the check that made it. */
export type Located<T extends Finding> = T & { readonly check: string };

/** All that the checks found. */
export interface PreflightResult {
  /** What would make the deployment fail. Empty: deploy. */
  readonly problems: readonly Located<Problem>[];
  readonly notes: readonly Located<Note>[];
}

/** Asks everything side by side. @param all all stacks of the code. @default - those that are deployed are all */
export async function preflight(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
  checks: readonly Check[] = CHECKS,
  all: readonly SynthesizedStack[] = stacks,
): Promise<PreflightResult> {
  return withStates(env, async (states) => {
    const context = { stacks, all, env, states, ...cloudsOf(stacks, env) };
    const answers = await Promise.all(checks.map((check) => ask(check, context)));
    return sorted(answers.flat());
  });
}

interface Answer {
  readonly check: string;
  readonly finding: Finding;
  /** Whether the cloud did not let us in. */
  readonly unauthorized: boolean;
}

async function ask(check: Check, context: PreflightContext): Promise<Answer[]> {
  try {
    const findings = await check.run(context);
    return findings.map((finding) => ({ check: check.id, finding, unauthorized: false }));
  } catch (error) {
    // That there is no Terraform, the check for it tells.
    if (error instanceof TerraformError) return [];
    if (!(error instanceof CloudError)) throw error;
    const finding = { problem: error.message, next: "this could not be checked: mend it, then try again" };
    return [{ check: check.id, finding, unauthorized: error.status === 401 }];
  }
}

function sorted(answers: readonly Answer[]): PreflightResult {
  const isCredentials = (id: string) => CREDENTIALS.some((check) => check.id === id);
  const badCredentials = answers.some(({ check, finding }) => isCredentials(check) && "problem" in finding);
  const told = answers.filter(({ unauthorized }) => !(unauthorized && badCredentials));
  const problems = told.flatMap(({ check, finding }) =>
    "problem" in finding ? [{ check, ...finding }] : [],
  );
  return {
    problems: eachOnce(problems),
    notes: told.flatMap(({ check, finding }) => ("note" in finding ? [{ check, ...finding }] : [])),
  };
}

/** A state that cannot be read stands in the way of several checks; the first of them to tell it is its own. */
function eachOnce(problems: readonly Located<Problem>[]): Located<Problem>[] {
  return [...new Map([...problems].reverse().map((each) => [each.problem, each])).values()].reverse();
}

/** All findings as a person reads them; empty when there are none. @param outcome what the problems led to */
export function preflightReport(
  { problems, notes }: PreflightResult,
  outcome = "nothing was deployed",
): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [
    ...notes.map(({ check, note }) => `note, ${check}: ${note}`),
    ...(problems.length === 0 ? [] : [`${count}, ${outcome}:`]),
    ...problems.map(({ check, problem, next }) => `  ${check}: ${problem}\n    → ${next}`),
  ].join("\n");
}
