import { hasFeature, secretSuffix } from "../../../constructs";
import type { Findings } from "../findings";
import type { EnvironmentReading } from "../live/github";
import type { EnvironmentOption } from "../options";
import { callOf, type Value } from "./code";
import { unless } from "./ruleset";

/** What the environment is compared with. */
export interface EnvironmentContext {
  readonly repository: string;
  readonly tier: Parameters<typeof hasFeature>[1];
  readonly liveUrl: string;
  /** Branches of the repository: the settings need one by its name. */
  readonly findings: Findings;
}

/** The environment at GitHub as its part of an environment's settings. */
export function deploymentSettings(
  option: EnvironmentOption,
  reading: EnvironmentReading,
  context: EnvironmentContext,
): Record<string, Value> {
  const rules = reading.environment.protection_rules ?? [];
  const reviews = rules.find(({ type }) => type === "required_reviewers");
  const { branch, moreBranches } = branchesOf(option, reading, context);
  const names = (kind: string, key: "slug" | "login") =>
    (reviews?.reviewers ?? []).flatMap(({ type, reviewer }) => (type === kind ? (reviewer[key] ?? []) : []));
  const [teams, users] = [names("Team", "slug"), names("User", "login")];
  const reviewed = teams.length + users.length > 0;
  return {
    branch,
    approval: reviewed
      ? { teams: teams.length === 0 ? undefined : teams, users: users.length === 0 ? undefined : users }
      : undefined,
    deployment: {
      moreBranches: moreBranches.length === 0 ? undefined : moreBranches,
      tags: tagsOf(reading),
      preventSelfReview: unless(reviewed, reviews?.prevent_self_review ?? false),
      waitTimerMinutes: rules.find(({ type }) => type === "wait_timer")?.wait_timer || undefined,
      adminsMayBypass: unless(
        !hasFeature("no-admin-bypass", context.tier),
        reading.environment.can_admins_bypass ?? true,
      ),
      ...entriesOf(option.name, reading, context.liveUrl),
    },
  };
}

function branchesOf(
  { name, branch }: EnvironmentOption,
  { environment, policies }: EnvironmentReading,
  { findings, repository }: EnvironmentContext,
): { readonly branch: string; readonly moreBranches: string[] } {
  if (environment.deployment_branch_policy?.custom_branch_policies !== true) {
    findings.problem(
      `environment ${name} lets ${environment.deployment_branch_policy === null ? "every branch" : "protected branches"} deploy, and the settings name the branches`,
      `name them first, at https://github.com/${repository}/settings/environments`,
    );
    return { branch: branch ?? "", moreBranches: [] };
  }
  const patterns = policies
    .filter(({ type }) => (type ?? "branch") === "branch")
    .map((policy) => policy.name);
  const first = branch ?? (patterns.length === 1 ? patterns[0] : undefined);
  if (first === undefined || !patterns.includes(first)) {
    findings.problem(
      `environment ${name}: it is not clear which branch is deployed; its rules let deploy: ${patterns.join(", ") || "none"}`,
      `say it with --branch ${name}=BRANCH`,
    );
    return { branch: first ?? "", moreBranches: [] };
  }
  return { branch: first, moreBranches: patterns.filter((pattern) => pattern !== first) };
}

function tagsOf({ policies }: EnvironmentReading): Value {
  const tags = policies.filter(({ type }) => type === "tag").map(({ name }) => name);
  return tags.length === 0 ? undefined : tags;
}

/** Our pipeline's own entries need no saying; without them all secrets and variables are named. */
function entriesOf(environment: string, { secrets, variables }: EnvironmentReading, liveUrl: string) {
  const ours = ["DO_ACCESS_TOKEN", `DO_APP_ID_${secretSuffix(environment)}`];
  const isOurs =
    ours.every((name) => secrets.some((secret) => secret.name === name)) &&
    variables.some(({ name, value }) => name === "APP_URL" && value === liveUrl);
  const others = secrets.filter(({ name }) => !isOurs || !ours.includes(name));
  const plain = variables.filter(({ name }) => !isOurs || name !== "APP_URL");
  return {
    secrets:
      others.length === 0
        ? undefined
        : Object.fromEntries(others.map(({ name }) => [name, callOf("Secret.named", name)])),
    variables:
      plain.length === 0 ? undefined : Object.fromEntries(plain.map(({ name, value }) => [name, value])),
    pipelineEntries: isOurs ? undefined : false,
  };
}
