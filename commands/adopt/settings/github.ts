import { type GitHubPlan, type GitHubTier, hasFeature } from "../../../constructs";
import { planNamed } from "../../clouds/plan-names";
import { slugsOf } from "../../clouds/teams";
import type { Findings } from "../findings";
import type { RepositoryReading } from "../live/github";
import type { ReadOptions } from "../options";
import { callOf, type Value } from "./code";
import { branchOf, unless } from "./ruleset";

const PERMISSIONS = ["pull", "triage", "push", "maintain", "admin"];

/** A repository as `github` of the settings. */
export function githubSettings(
  reading: RepositoryReading,
  options: ReadOptions,
  findings: Findings,
): Record<string, Value> {
  const { repository } = reading;
  const plan = planOf(reading, options, findings);
  const visibility = repository.private ? "private" : "public";
  return {
    owner: options.owner,
    repository: repository.name,
    plan,
    visibility,
    securityProducts: productsOf(reading),
    description: repository.description || undefined,
    homepageUrl: repository.homepage || undefined,
    topics: (repository.topics ?? []).length === 0 ? undefined : [...(repository.topics ?? [])],
    defaultBranch: unless("main", repository.default_branch),
    issues: unless(true, repository.has_issues),
    wiki: unless(false, repository.has_wiki),
    projects: unless(false, repository.has_projects),
    discussions: unless(false, repository.has_discussions),
    downloads: unless(false, repository.has_downloads ?? false),
    merge: mergeOf(reading, { plan, visibility }),
    security: securityOf(reading),
    branches: branchesOf(reading, findings),
    releaseTags: releaseTagsOf(reading, findings),
    actions: actionsOf(reading, findings),
    teams: accessOf(
      reading.teams.map(({ slug, permission }) => [slug, permission]),
      "team",
      findings,
    ),
    collaborators: accessOf(
      reading.people.map(({ login, role_name }) => [login, role_name]),
      "collaborator",
      findings,
    ),
    labels: reading.labels.map(({ name, color, description }) => ({
      name,
      color,
      description: description || undefined,
    })),
  };
}

function planOf({ plan }: RepositoryReading, options: ReadOptions, findings: Findings): GitHubPlan {
  if (options.plan !== undefined) return options.plan;
  const known = planNamed(plan);
  if (known !== undefined) return known;
  findings.problem(
    `GitHub does not tell this token which plan ${options.owner} has`,
    "say it with --plan free, team or enterprise",
  );
  return "free";
}

function productsOf({ repository }: RepositoryReading): Value {
  if (!repository.private) return undefined;
  const { secret_scanning: secrets, advanced_security: code } = repository.security_and_analysis ?? {};
  const products = [
    ...(secrets?.status === "enabled" ? ["secret-protection"] : []),
    ...(code?.status === "enabled" ? ["code-security"] : []),
  ];
  return products.length === 0 ? undefined : products;
}

function mergeOf({ repository }: RepositoryReading, tier: GitHubTier): Value {
  const squash = repository.allow_squash_merge;
  const merge = {
    mergeCommits: unless(true, repository.allow_merge_commit),
    squash: unless(true, squash),
    squashTitle: squash ? unless("PR_TITLE", repository.squash_merge_commit_title) : undefined,
    squashMessage: squash ? unless("PR_BODY", repository.squash_merge_commit_message) : undefined,
    rebase: unless(false, repository.allow_rebase_merge),
    autoMerge: unless(hasFeature("auto-merge", tier), repository.allow_auto_merge),
    updateBranch: unless(true, repository.allow_update_branch),
    deleteBranchOnMerge: unless(true, repository.delete_branch_on_merge),
  };
  return said(merge);
}

function securityOf({ repository, dependabotAlerts, dependabotUpdates }: RepositoryReading): Value {
  const scanning = repository.security_and_analysis?.secret_scanning?.status;
  const isSaid = !repository.private && scanning === "disabled";
  return said({
    dependabotAlerts: unless(true, dependabotAlerts),
    dependabotUpdates: unless(dependabotAlerts, dependabotUpdates),
    secretScanning: isSaid ? false : undefined,
  });
}

function branchesOf(reading: RepositoryReading, findings: Findings): Value {
  const { default_branch: main } = reading.repository;
  const branches = new Map<string, { readonly [key: string]: Value }>();
  for (const ruleset of reading.rulesets) {
    if (isReleaseTags(ruleset)) continue;
    const found = branchOf(ruleset, slugsOf(reading.teams));
    if ("reasons" in found) findings.leave(`ruleset "${ruleset.name}": ${found.reasons.join(", ")}`);
    else if (branches.has(found.branch.name))
      findings.leave(`ruleset "${ruleset.name}": branch ${found.branch.name} has another`);
    else branches.set(found.branch.name, found.branch);
  }
  if (!branches.has(main)) return [{ name: main, protected: false }, ...branches.values()];
  return [...branches.values()];
}

function isReleaseTags({ name, target }: RepositoryReading["rulesets"][number]): boolean {
  return target === "tag" && name === "release-tags";
}

function releaseTagsOf({ rulesets }: RepositoryReading, findings: Findings): Value {
  const ruleset = rulesets.find(isReleaseTags);
  if (ruleset === undefined) return [];
  const { include = [], exclude = [] } = ruleset.conditions?.ref_name ?? {};
  const rules = ruleset.rules.map(({ type }) => type).sort();
  const isOurs =
    exclude.length === 0 &&
    ruleset.enforcement === "active" &&
    rules.join() === "deletion,non_fast_forward" &&
    (ruleset.bypass_actors ?? []).length === 0 &&
    include.every((ref) => ref.startsWith("refs/tags/"));
  if (!isOurs) {
    findings.leave(`ruleset "${ruleset.name}": it does more than keep tags from being moved and deleted`);
    return [];
  }
  const patterns = include.map((ref) => ref.replace(/^refs\/tags\//, ""));
  return patterns.join() === "v*" ? undefined : patterns;
}

function actionsOf(reading: RepositoryReading, findings: Findings): Value {
  const { actions, selected, workflow } = reading;
  if (!actions.enabled)
    findings.problem("GitHub Actions are turned off for the repository", "turn them on in its settings");
  const allowed =
    actions.allowed_actions === "selected"
      ? callOf("AllowedActions.selected", {
          githubOwned: unless(true, selected?.github_owned_allowed),
          verifiedCreators: unless(false, selected?.verified_allowed),
          patterns:
            (selected?.patterns_allowed ?? []).length === 0
              ? undefined
              : [...(selected?.patterns_allowed ?? [])],
        })
      : callOf(actions.allowed_actions === "local_only" ? "AllowedActions.localOnly" : "AllowedActions.all");
  return {
    allowed,
    defaultTokenPermissions: unless("read", workflow.default_workflow_permissions),
    mayApprovePullRequests: unless(false, workflow.can_approve_pull_request_reviews),
  };
}

/** An access list; the provider takes the five permissions that every repository has, and no role of an organization's own. */
function accessOf(entries: readonly (readonly [string, string])[], who: string, findings: Findings): Value {
  for (const [name, permission] of entries)
    if (!PERMISSIONS.includes(permission))
      findings.problem(
        `${who} ${name} has the role ${permission}, which the settings cannot give`,
        `give it one of ${PERMISSIONS.join(", ")} first`,
      );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What is said at all; undefined when nothing is. */
function said(settings: Record<string, Value>): Value {
  return Object.values(settings).every((value) => value === undefined) ? undefined : settings;
}
