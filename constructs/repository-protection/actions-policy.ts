import type { ActionsRepositoryPermissionsConfig } from "@cdktf/provider-github/lib/actions-repository-permissions";
import type { Problem } from "../errors";
import { type GitHubTier, hasFeature, missingFeature } from "./github-plan";

/** Which actions beyond the repository's own may run. */
export interface SelectedActions {
  /** Actions of the organizations actions and github. @default true */
  readonly githubOwned?: boolean;
  /** Actions of verified creators in the marketplace. @default false */
  readonly verifiedCreators?: boolean;
  /** Others, by pattern, for example "docker/login-action@*". @default - none */
  readonly patterns?: readonly string[];
}

/** Which actions the repository's workflows may use. */
export class AllowedActions {
  /** Only what is selected: the safe choice where the plan has it. */
  public static selected(selection: SelectedActions = {}): AllowedActions {
    return new AllowedActions("selected", selection);
  }

  /** Only actions of the same repository or organization. */
  public static localOnly(): AllowedActions {
    return new AllowedActions("local_only");
  }

  /** Any action of anybody. */
  public static all(): AllowedActions {
    return new AllowedActions("all");
  }

  private constructor(
    /** GitHub's name of the policy. */
    public readonly policy: "selected" | "local_only" | "all",
    /** @internal */
    public readonly _selection: SelectedActions = {},
  ) {}
}

/** Who outside may use this repository's actions and reusable workflows. */
export type ActionsAccessLevel = "none" | "user" | "organization" | "enterprise";

/** What GitHub Actions may do in the repository. */
export interface ActionsSettings {
  /** Which actions may run. @default - GitHub's own and those added with `addAllowedAction`, where the plan can select; else all */
  readonly allowed?: AllowedActions;
  /** What a workflow's token may do when the workflow does not say. @default "read" */
  readonly defaultTokenPermissions?: "read" | "write";
  /** Workflows may approve pull requests. @default false */
  readonly mayApprovePullRequests?: boolean;
  /** Who outside may use this repository's actions; private repositories only. @default - left as it is ("none" on a new repository) */
  readonly accessLevel?: ActionsAccessLevel;
}

/** The policy to render: what was asked, or the safest that the plan has. */
export function resolveAllowedActions(settings: ActionsSettings, tier: GitHubTier): AllowedActions {
  if (settings.allowed !== undefined) return settings.allowed;
  return hasFeature("selected-actions", tier) ? AllowedActions.selected() : AllowedActions.all();
}

/** The policy as the provider takes it. */
export function toActionsPermissions(
  allowed: AllowedActions,
  added: readonly string[],
): Pick<ActionsRepositoryPermissionsConfig, "enabled" | "allowedActions" | "allowedActionsConfig"> {
  if (allowed.policy !== "selected") return { enabled: true, allowedActions: allowed.policy };
  const { githubOwned, verifiedCreators, patterns } = allowed._selection;
  return {
    enabled: true,
    allowedActions: "selected",
    allowedActionsConfig: {
      githubOwnedAllowed: githubOwned ?? true,
      verifiedAllowed: verifiedCreators ?? false,
      patternsAllowed: [...new Set([...(patterns ?? []), ...added])].sort(),
    },
  };
}

/** Faults of the settings for GitHub Actions. */
export function actionsProblems(
  settings: ActionsSettings,
  added: readonly string[],
  tier: GitHubTier,
): Problem[] {
  const allowed = resolveAllowedActions(settings, tier);
  const patterns = [...(allowed._selection.patterns ?? []), ...added];
  return [
    ...(allowed.policy === "selected" ? missingFeature("selected-actions", tier, "`actions.allowed`") : []),
    ...patterns.flatMap(patternProblems),
    ...localOnlyProblems(allowed, added, tier),
    ...accessLevelProblems(settings.accessLevel, tier),
  ];
}

function patternProblems(pattern: string): Problem[] {
  if (/^[\w.*-]+\/[\w.*/-]+(?:@[\w.*/-]+)?$/.test(pattern)) return [];
  return [
    {
      fault: "an allowed action is malformed",
      got: pattern,
      allowed: "OWNER/REPOSITORY, with * as a wildcard and an optional @REF",
      next: 'write it like "docker/login-action@*"',
    },
  ];
}

function localOnlyProblems(allowed: AllowedActions, added: readonly string[], tier: GitHubTier): Problem[] {
  if (allowed.policy !== "local_only") return [];
  const wider = hasFeature("selected-actions", tier) ? "selected" : "all";
  return added.map((pattern) => ({
    fault: "an action was added, but only the organization's own may run",
    got: pattern,
    next: `use \`AllowedActions.${wider}()\`, or do without the action`,
  }));
}

function accessLevelProblems(level: ActionsAccessLevel | undefined, tier: GitHubTier): Problem[] {
  if (level === undefined) return [];
  if (tier.visibility === "public") {
    return [
      {
        fault: "a public repository's actions can be used by anybody, so there is no access level to set",
        got: level,
        next: "leave `actions.accessLevel` out, or make the repository private",
      },
    ];
  }
  if (level !== "enterprise" || tier.plan === "enterprise") return [];
  return [
    {
      fault: `sharing actions with an enterprise is not part of GitHub's plan "${tier.plan}"`,
      got: level,
      allowed: "none, user, organization",
      next: 'share with the "organization", or move to the plan enterprise',
    },
  ];
}
