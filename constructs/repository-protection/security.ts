import type { RepositoryConfig } from "@cdktf/provider-github/lib/repository";
import type { Problem } from "../errors";
import { type GitHubTier, hasFeature, missingFeature, unavailableProducts } from "./github-plan";

/** How the repository looks after its dependencies and its secrets. */
export interface SecuritySettings {
  /** Alerts about vulnerable dependencies. @default true */
  readonly dependabotAlerts?: boolean;
  /** Pull requests that update vulnerable dependencies; they need the alerts. @default - as `dependabotAlerts` */
  readonly dependabotUpdates?: boolean;
  /** Secrets are found in commits, and pushes that hold one are refused. @default - true where the plan has it */
  readonly secretScanning?: boolean;
}

/** The alerts are always stated: unset, the provider turns them off when it creates the repository. */
export function hasDependabotAlerts(settings: SecuritySettings): boolean {
  return settings.dependabotAlerts ?? true;
}

/** Whether Dependabot opens pull requests. */
export function hasDependabotUpdates(settings: SecuritySettings): boolean {
  return settings.dependabotUpdates ?? hasDependabotAlerts(settings);
}

/**
 * Only the three parts that provider 6.9.0 really sends; the others are a difference in every plan (#3431).
 * A public repository must not state advanced_security, a private one without the product must state nothing:
 * GitHub answers 422 and the new repository is tainted (#2145).
 */
export function toSecurityAndAnalysis(
  settings: SecuritySettings,
  tier: GitHubTier,
): Pick<RepositoryConfig, "securityAndAnalysis"> {
  if (!hasFeature("secret-scanning", tier)) return {};
  const status = { status: (settings.secretScanning ?? true) ? "enabled" : "disabled" };
  return {
    securityAndAnalysis: {
      ...(tier.visibility === "private" ? { advancedSecurity: { status: "enabled" } } : {}),
      secretScanning: status,
      secretScanningPushProtection: status,
    },
  };
}

/** Faults of the security settings. */
export function securityProblems(settings: SecuritySettings, tier: GitHubTier): Problem[] {
  const asked = settings.secretScanning === true;
  return [
    ...unavailableProducts(tier),
    ...(asked ? missingFeature("secret-scanning", tier, "`security.secretScanning`") : []),
    ...dependabotProblems(settings),
  ];
}

function dependabotProblems(settings: SecuritySettings): Problem[] {
  if (hasDependabotAlerts(settings) || !hasDependabotUpdates(settings)) return [];
  return [
    {
      fault: "Dependabot updates need Dependabot alerts, which are turned off",
      next: "drop `security.dependabotAlerts: false`, or set `security.dependabotUpdates` to false as well",
    },
  ];
}
