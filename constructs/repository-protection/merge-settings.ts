import { type GitHubTier, hasFeature } from "./github-plan";

/** How pull requests are merged, for the whole repository: provider 6.9.0 cannot say it per branch. */
export interface MergeSettings {
  /** Merge commits, which promotion between long-lived branches needs. @default true */
  readonly mergeCommits?: boolean;
  /** Squash merges, titled by the pull request. @default true */
  readonly squash?: boolean;
  /** Title of a squash commit: the pull request's, or a single commit's own. @default "PR_TITLE" */
  readonly squashTitle?: "PR_TITLE" | "COMMIT_OR_PR_TITLE";
  /** Text of a squash commit: the pull request's, the messages of its commits, or none. @default "PR_BODY" */
  readonly squashMessage?: "PR_BODY" | "COMMIT_MESSAGES" | "BLANK";
  /** Rebase merges. @default false */
  readonly rebase?: boolean;
  /** A pull request may merge by itself once everything it needs is there. @default - true where the plan has it */
  readonly autoMerge?: boolean;
  /** A pull request's page offers to update its branch. @default true */
  readonly updateBranch?: boolean;
  /** A merged branch is deleted, unless its rules forbid it. @default true */
  readonly deleteBranchOnMerge?: boolean;
}

/** The settings with their defaults. */
export function resolveMergeSettings(settings: MergeSettings, tier: GitHubTier): Required<MergeSettings> {
  return {
    mergeCommits: settings.mergeCommits ?? true,
    squash: settings.squash ?? true,
    squashTitle: settings.squashTitle ?? "PR_TITLE",
    squashMessage: settings.squashMessage ?? "PR_BODY",
    rebase: settings.rebase ?? false,
    autoMerge: settings.autoMerge ?? hasFeature("auto-merge", tier),
    updateBranch: settings.updateBranch ?? true,
    deleteBranchOnMerge: settings.deleteBranchOnMerge ?? true,
  };
}
