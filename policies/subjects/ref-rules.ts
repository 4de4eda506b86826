import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";
import { bypassActorsOf } from "./bypass-actors";
import { ALL } from "./ref-patterns";

/** What a rule demands of its branches or tags, as a message says it. */
export type Demand =
  | "asks for a pull request with an approval"
  | "refuses force pushes"
  | "refuses deletion"
  | "refuses creation"
  | "refuses updates";

/** A rule of a repository about branches or tags. */
export interface RefRule {
  /** Terraform's address of it. */
  readonly address: string;
  readonly repository: string;
  readonly target: "branch" | "tag";
  /** Short names and patterns: "main", "release/*", "~ALL". */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly demands: readonly Demand[];
  /** Why it protects nothing. @default - it is in force, for everybody */
  readonly weakness?: string;
}

/** Why a rule of which Terraform decides a part protects nothing. */
export const NOT_KNOWN = "a part of it is known only when Terraform runs";

/** The rulesets of a stack. Of what only Terraform will know, a rule protects nothing. */
export function rulesetsOf(stack: StackView, named: readonly string[]): RefRule[] {
  return stack.guards("github_repository_ruleset").flatMap((ruleset) => {
    const target = ruleset.value("target");
    if (target !== "branch" && target !== "tag") return [];
    const before = stack.findings.length;
    const rule = rulesetAs(target, ruleset, stack, named);
    return [stack.findings.length === before ? rule : { ...rule, weakness: NOT_KNOWN }];
  });
}

function rulesetAs(
  target: "branch" | "tag",
  ruleset: Place,
  stack: StackView,
  named: readonly string[],
): RefRule {
  const names = ruleset.blocks("conditions").flatMap((conditions) => conditions.blocks("ref_name"));
  const refs = (which: string) => {
    for (const each of names) each.noteIgnored(which);
    return names.flatMap((each) => each.entries(which)).map((ref) => shortName(String(ref), target, stack));
  };
  const weakness = weaknessOf(ruleset, stack, named);
  return {
    address: ruleset.path,
    repository: String(ruleset.known("repository")),
    target,
    include: refs("include"),
    exclude: refs("exclude"),
    demands: ruleset.blocks("rules").flatMap(demandsOf),
    ...(weakness === undefined ? {} : { weakness }),
  };
}

function demandsOf(rules: Place): Demand[] {
  const approvals = rules.blocks("pull_request").map((each) => each.known("required_approving_review_count"));
  const refuses = (what: string) => rules.isOn(what, false);
  return [
    ...(approvals.length > 0 && approvals.every((count) => Number(count) >= 1)
      ? (["asks for a pull request with an approval"] as const)
      : []),
    ...(refuses("non_fast_forward") ? (["refuses force pushes"] as const) : []),
    ...(refuses("deletion") ? (["refuses deletion"] as const) : []),
    ...(refuses("creation") ? (["refuses creation"] as const) : []),
    ...(refuses("update") ? (["refuses updates"] as const) : []),
  ];
}

function weaknessOf(ruleset: Place, stack: StackView, named: readonly string[]): string | undefined {
  const enforcement = ruleset.known("enforcement");
  if (enforcement !== "active") return `its enforcement is ${JSON.stringify(enforcement)}`;
  if (ruleset.isIgnored("bypass_actors"))
    return "Terraform ignores who may step around it (lifecycle.ignore_changes)";
  const actors = bypassActorsOf(ruleset, stack).filter((actor) => !named.includes(actor));
  return actors.length === 0 ? undefined : `${actors.join(", ")} may step around it`;
}

const FOLDERS = { branch: "refs/heads/", tag: "refs/tags/" } as const;

/** GitHub calls the default branch main unless somebody says otherwise. */
function shortName(ref: string, target: "branch" | "tag", stack: StackView): string {
  if (ref === ALL) return ALL;
  if (ref === "~DEFAULT_BRANCH")
    return String(stack.guards("github_branch_default")[0]?.value("branch") ?? "main");
  const folder = FOLDERS[target];
  // What cannot be read is a pattern that matches no name as an inclusion, and may match any as an exclusion.
  return ref.startsWith(folder) ? ref.slice(folder.length) : `?${ref}`;
}
