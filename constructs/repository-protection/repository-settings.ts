import type { RepositoryConfig } from "@cdktf/provider-github/lib/repository";
import type { Problem } from "../errors";
import { literal } from "../private/literal";
import { duplicateProblems, loginProblems, repositoryProblems } from "../private/names";
import { type GitHubTier, missingFeature } from "./github-plan";
import { type MergeSettings, resolveMergeSettings } from "./merge-settings";
import { hasDependabotAlerts, type SecuritySettings, toSecurityAndAnalysis } from "./security";

/** What the repository is, apart from who may change it and how. */
export interface RepositorySettings extends GitHubTier {
  /** The user or organization that owns the repository. */
  readonly owner: string;
  /** The repository's name, 1 to 100 letters, digits, hyphens, underscores and dots. */
  readonly repository: string;
  /** One line, up to 350 characters. @default - none */
  readonly description?: string;
  /** The address shown beside the description. @default - none */
  readonly homepageUrl?: string;
  /** Up to 20 topics of lower-case letters, digits and hyphens. @default - left as they are */
  readonly topics?: readonly string[];
  /** Takes over the repository that exists under this name, instead of creating it. @default false */
  readonly adopt?: boolean;
  /** Issues. @default true */
  readonly issues?: boolean;
  /** The wiki. @default false */
  readonly wiki?: boolean;
  /** Projects. @default false */
  readonly projects?: boolean;
  /** Discussions. @default false */
  readonly discussions?: boolean;
  /** GitHub's old downloads page, which does nothing any more. For a repository that still says it. @default false */
  readonly downloads?: boolean;
  /** How pull requests are merged. @default - merge and squash commits, no rebase, merged branches are deleted */
  readonly merge?: MergeSettings;
  /** Dependency and secret alerts. @default - everything that the plan has */
  readonly security?: SecuritySettings;
  /** Terraform refuses to destroy the repository and its branches. @default true */
  readonly deletionProtection?: boolean;
}

/** The repository as the provider takes it. */
export function toRepository(settings: RepositorySettings): RepositoryConfig {
  const security = settings.security ?? {};
  return {
    name: settings.repository,
    visibility: settings.visibility,
    ...(settings.adopt === true ? {} : { autoInit: true }),
    ...(settings.description === undefined ? {} : { description: literal(settings.description) }),
    ...(settings.homepageUrl === undefined ? {} : { homepageUrl: literal(settings.homepageUrl) }),
    ...(settings.topics === undefined ? {} : { topics: [...settings.topics] }),
    hasIssues: settings.issues ?? true,
    hasWiki: settings.wiki ?? false,
    hasProjects: settings.projects ?? false,
    hasDiscussions: settings.discussions ?? false,
    ...(settings.downloads === true ? { hasDownloads: true } : {}),
    ...toMergeAttributes(resolveMergeSettings(settings.merge ?? {}, settings)),
    archiveOnDestroy: false,
    vulnerabilityAlerts: hasDependabotAlerts(security),
    ...toSecurityAndAnalysis(security, settings),
    // `auto_init` matters at creation only; ignored, `adopt` can be dropped once it has done its work.
    lifecycle: { preventDestroy: settings.deletionProtection ?? true, ignoreChanges: ["auto_init"] },
  };
}

/** Faults of the repository's own settings. */
export function settingsProblems(settings: RepositorySettings): Problem[] {
  return [
    ...loginProblems("the owner", settings.owner),
    ...repositoryProblems("the repository", settings.repository),
    ...descriptionProblems(settings.description),
    ...topicProblems(settings.topics ?? []),
    ...(settings.wiki === true ? missingFeature("wiki", settings, "`wiki`") : []),
    ...(settings.merge?.autoMerge === true
      ? missingFeature("auto-merge", settings, "`merge.autoMerge`")
      : []),
    ...mergeMethodProblems(resolveMergeSettings(settings.merge ?? {}, settings)),
  ];
}

function toMergeAttributes(merge: Required<MergeSettings>): Partial<RepositoryConfig> {
  return {
    allowMergeCommit: merge.mergeCommits,
    allowSquashMerge: merge.squash,
    allowRebaseMerge: merge.rebase,
    allowAutoMerge: merge.autoMerge,
    allowUpdateBranch: merge.updateBranch,
    deleteBranchOnMerge: merge.deleteBranchOnMerge,
    ...(merge.squash
      ? { squashMergeCommitTitle: merge.squashTitle, squashMergeCommitMessage: merge.squashMessage }
      : {}),
  };
}

function descriptionProblems(description: string | undefined): Problem[] {
  if ((description ?? "").length <= 350 && !/[\r\n]/.test(description ?? "")) return [];
  return [
    {
      fault: "the repository's description does not fit",
      got: description,
      allowed: "one line of up to 350 characters",
      next: "shorten it",
    },
  ];
}

function topicProblems(topics: readonly string[]): Problem[] {
  const malformed = topics.filter((topic) => !/^[a-z\d][a-z\d-]{0,49}$/.test(topic));
  const problems: Problem[] = malformed.map((topic) => ({
    fault: "a topic is malformed",
    got: topic,
    allowed: "1 to 50 lower-case letters, digits and hyphens, not starting with a hyphen",
    next: "rewrite it",
  }));
  if (topics.length > 20) {
    problems.push({ fault: "too many topics", got: topics.length, allowed: "up to 20", next: "drop some" });
  }
  return [...problems, ...duplicateProblems("a topic", topics, "name it once")];
}

function mergeMethodProblems(merge: Required<MergeSettings>): Problem[] {
  if (merge.mergeCommits || merge.squash || merge.rebase) return [];
  return [
    {
      fault: "the repository allows no way to merge",
      next: "set one of `merge.mergeCommits`, `merge.squash` and `merge.rebase` to true",
    },
  ];
}
