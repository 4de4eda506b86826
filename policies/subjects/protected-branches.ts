import type { StackConfiguration, SynthesizedConfiguration } from "../stack/configuration";
import type { Place } from "../stack/place";
import { StackView } from "../stack/stack-view";

/** Patterns of the branches that a rule protects: "main", "release/*", "~ALL". */
export type BranchPatterns = readonly string[];

/**
 * What the stacks of a run protect, when one of them makes a repository; undefined when the repository is made elsewhere.
 * A rule that rests, or only reports, protects nothing.
 */
export function protectedBranches(stacks: readonly SynthesizedConfiguration[]): BranchPatterns | undefined {
  const views = stacks.map(
    ({ name, configuration }) => new StackView(name, configuration as StackConfiguration),
  );
  if (!views.some((view) => view.resources("github_repository").length > 0)) return undefined;
  return views.flatMap(patternsOf);
}

/** Whether one of the patterns protects every branch that this one lets deploy. */
export function isProtected(branch: string, patterns: BranchPatterns): boolean {
  return patterns.some((pattern) => pattern === "~ALL" || pattern === branch || covers(pattern, branch));
}

function patternsOf(view: StackView): string[] {
  const rulesets = view
    .guards("github_repository_ruleset")
    .filter((rule) => rule.value("enforcement") === "active" && rule.value("target") === "branch")
    .flatMap((rule) => included(rule, defaultBranch(view)));
  const classic = view.guards("github_branch_protection").map((rule) => String(rule.value("pattern")));
  return [...rulesets, ...classic];
}

function included(ruleset: Place, byDefault: string): string[] {
  return ruleset
    .blocks("conditions")
    .flatMap((conditions) => conditions.blocks("ref_name"))
    .flatMap((names) => names.entries("include"))
    .map((name) => (name === "~DEFAULT_BRANCH" ? byDefault : String(name).replace(/^refs\/heads\//, "")));
}

/** GitHub calls it main unless somebody says otherwise. */
function defaultBranch(view: StackView): string {
  return String(view.guards("github_branch_default")[0]?.value("branch") ?? "main");
}

/** As fnmatch with FNM_PATHNAME: a star stops at a slash, two do not. */
function covers(pattern: string, branch: string): boolean {
  const source = pattern
    .split("**")
    .map((part) => part.split("*").map(escaped).join("[^/]*"))
    .join(".*");
  return new RegExp(`^${source}$`).test(branch);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
}
