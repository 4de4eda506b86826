import { ApiError } from "../api";
import type { EnvironmentConfig } from "../config";
import type { Context } from "../context";
import { Failure, Misuse } from "../failure";
import { compareBranchRules, type LiveRule } from "../gate/branch-rules";
import { compareBypassActors } from "../gate/bypass";
import { compareBranches, compareEnvironment, type LiveEnvironment } from "../gate/environment";
import type { Finding } from "../gate/finding";
import type { GitHub } from "../github";

type Protection = NonNullable<EnvironmentConfig["protection"]>;

/** Compares the live protection with what was synthesized; fails when it is weaker, and when it cannot be read. */
export async function gate(context: Context): Promise<void> {
  const { environmentName: name, environment, out } = context;
  const { protection } = environment;
  if (protection === undefined) throw noProtection(name);
  try {
    const findings = await findingsOf(context, protection);
    if (findings.length > 0) throw weaker(name, findings);
  } catch (error) {
    throw error instanceof ApiError ? unreadable(name, error) : error;
  }
  out.info(`${name} is protected as it was synthesized`);
}

async function findingsOf(context: Context, protection: Protection): Promise<readonly Finding[]> {
  const github = context.github();
  const { branch } = context.environment;
  const rules = await github.list<LiveRule>(`/rules/branches/${encodeURIComponent(branch)}`);
  return [
    ...(await environmentFindings(github, context.environmentName, protection)),
    ...(protection.branchRules === undefined
      ? []
      : compareBranchRules(protection.branchRules, context.config.requiredCheck, rules)),
    ...(await bypassFindings(context, protection, rules)),
  ];
}

async function environmentFindings(
  github: GitHub,
  name: string,
  protection: Protection,
): Promise<readonly Finding[]> {
  const path = `/environments/${encodeURIComponent(name)}`;
  const live = await github.get<LiveEnvironment>(path);
  const findings = compareEnvironment(protection, live);
  if (live.deployment_branch_policy?.custom_branch_policies !== true) return findings;
  const policies = await github.list(
    `${path}/deployment-branch-policies`,
    (body) => (body as { branch_policies?: { name: string; type?: string }[] }).branch_policies ?? [],
  );
  return [...findings, ...compareBranches(protection, policies)];
}

async function bypassFindings(
  context: Context,
  { bypassActors }: Protection,
  rules: readonly LiveRule[],
): Promise<readonly Finding[]> {
  const token = context.settings.optional("PLATFORM_APP_TOKEN");
  if (token !== undefined) return compareBypassActors(context.github(token), rules, bypassActors ?? []);
  context.out.notice(
    "Who may bypass the rules was not compared: GitHub tells it only to a token that may change rulesets, " +
      "which this workflow does not hold. The platform's own App compares it; give PLATFORM_APP_TOKEN to compare it here.",
  );
  return [];
}

function weaker(name: string, findings: readonly Finding[]): Failure {
  const list = findings.map(
    ({ what, wanted, live }) =>
      `${what}: synthesized ${JSON.stringify(wanted)}, live ${JSON.stringify(live)}`,
  );
  return new Failure({
    intent: `deploy to ${name}`,
    fault: `its live protection is weaker than what was synthesized:\n  ${list.join("\n  ")}\n`,
    next: `bring it back (npx cdktf deploy repository ${name}) and find out who changed it; then run this job again`,
  });
}

function unreadable(name: string, error: ApiError): Failure {
  return new Failure({
    intent: `deploy to ${name}`,
    fault: `its live protection cannot be read, so it counts as missing (${error.message})`,
    next: "give the job `actions: read` and `contents: read`, and check that repository and environment exist",
  });
}

function noProtection(name: string): Misuse {
  return new Misuse({
    intent: `compare the protection of ${name}`,
    fault: "platform.json says nothing of its protection",
    next: "do not run gate for it, or give the environment a protection and render again",
  });
}
