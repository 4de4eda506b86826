import type { RepositoryRecord } from "./data";
import { invalid, refuse } from "./errors";
import type { Store } from "./store";
import type { EnvironmentSettings, Repository, SecurityAndAnalysis } from "./types";

/** Plan of the owner; users without an organisation count as free. */
function planOf(store: Store, repository: Repository): "free" | "team" | "enterprise" {
  return store.organization(repository.owner.login)?.organization.plan.name ?? "free";
}

/** Rulesets and branch protection: on private repositories not with the free plan. */
export function requireProtectionPlan(store: Store, { repository }: RepositoryRecord): void {
  if (!repository.private || planOf(store, repository) !== "free") return;
  throw refuse(403, "Upgrade to GitHub Pro or make this repository public to enable this feature.");
}

/** `evaluate` is for organisations on the enterprise plan. */
export function requireEvaluatePlan(store: Store, { repository }: RepositoryRecord): void {
  if (planOf(store, repository) === "enterprise") return;
  throw invalid("Validation Failed", "Enforcement evaluate option is not supported on this plan");
}

/** Push rules: for private and internal repositories, with the team plan or a larger one. */
export function requirePushRulePlan(store: Store, { repository }: RepositoryRecord): void {
  if (repository.private && planOf(store, repository) !== "free") return;
  throw invalid("Validation Failed", "Target push rulesets are not supported for this repository");
}

/** Rules on names and messages: with the enterprise plan. */
export function requirePatternPlan(store: Store, { repository }: RepositoryRecord, rule: string): void {
  if (planOf(store, repository) === "enterprise") return;
  throw invalid("Validation Failed", `Invalid rule '${rule}': not available on this plan`);
}

/** Environments: on private repositories not with the free plan. */
export function hasEnvironments(store: Store, { repository }: RepositoryRecord): boolean {
  return !repository.private || planOf(store, repository) !== "free";
}

/** Protection rules of environments: on private repositories only with the enterprise plan. */
export function requireEnvironmentRulesPlan(
  store: Store,
  { repository }: RepositoryRecord,
  settings: EnvironmentSettings,
): void {
  if (!repository.private || planOf(store, repository) === "enterprise") return;
  const rule = unavailableRule(settings);
  if (rule === undefined) return;
  throw invalid(
    `Failed to create the environment protection rule. Please ensure the billing plan supports the ${rule} protection rule.`,
  );
}

function unavailableRule(settings: EnvironmentSettings): string | undefined {
  if ((settings.reviewers?.length ?? 0) > 0 || settings.prevent_self_review === true)
    return "required reviewers";
  if ((settings.wait_timer ?? 0) > 0) return "wait timer";
  return settings.can_admins_bypass === false ? "admin bypass" : undefined;
}

/** Security settings that cannot be had: what is public has them free, what is private needs the product. */
export function requireSecurityProducts(
  store: Store,
  { repository }: RepositoryRecord,
  wanted: SecurityAndAnalysis,
): void {
  if (!repository.private) {
    if (wanted.advanced_security === undefined) return;
    throw invalid("Advanced security is always available for public repos.");
  }
  const owner = store.organization(repository.owner.login);
  const secretProtection = owner?.secret_protection ?? false;
  const codeSecurity = owner?.code_security ?? false;
  if (wanted.advanced_security?.status === "enabled" && !codeSecurity && !secretProtection) {
    throw invalid("Advanced security has not been purchased.");
  }
  if (secretProtection) return;
  if (wanted.secret_scanning?.status === "enabled") {
    throw invalid("Secret scanning is not available for this repository.");
  }
  if (wanted.secret_scanning_push_protection?.status === "enabled") {
    throw invalid("Secret scanning push protection is not available for this repository.");
  }
}

/** `security_and_analysis` as an answer shows it. */
export function shownSecurity(store: Store, { repository }: RepositoryRecord): SecurityAndAnalysis {
  const stored = repository.security_and_analysis;
  const owner = store.organization(repository.owner.login);
  const sold = (owner?.code_security ?? false) || (owner?.secret_protection ?? false);
  const off = { status: "disabled" } as const;
  return {
    ...(repository.private && sold ? { advanced_security: stored.advanced_security ?? off } : {}),
    secret_scanning: stored.secret_scanning ?? off,
    secret_scanning_push_protection: stored.secret_scanning_push_protection ?? off,
  };
}
