import type { StackConfiguration, SynthesizedConfiguration } from "../stack/configuration";
import { isComputed } from "../stack/expression";
import { StackView } from "../stack/stack-view";
import { classicRulesOf } from "./classic-rules";
import { covers, isPattern, mayMatch } from "./ref-patterns";
import { type Demand, type RefRule, rulesetsOf } from "./ref-rules";

/** The repositories that a run makes, and the rules of their branches and tags. */
export interface Protection {
  readonly repositories: readonly string[];
  readonly rules: readonly RefRule[];
}

/** A branch or a tag that deploys, by its name or pattern. */
export interface DeployingRef {
  readonly kind: "branch" | "tag";
  readonly name: string;
  /** The repository; an expression when only Terraform knows. */
  readonly repository: unknown;
}

/**
 * What the stacks of a run protect.
 * @param named actors who may step around rules, because the platform says so
 */
export function protectionOf(
  stacks: readonly SynthesizedConfiguration[],
  named: readonly string[],
): Protection {
  const views = stacks.map(
    ({ name, configuration }) => new StackView(name, configuration as StackConfiguration),
  );
  const repositories = views.flatMap((view) => view.resources("github_repository"));
  return {
    repositories: [...new Set(repositories.map((repository) => String(repository.value("name"))))],
    rules: views.flatMap((view) => [...rulesetsOf(view, named), ...classicRulesOf(view)]),
  };
}

/**
 * What is missing for the branch or tag to be protected, in sentences; empty when nothing is, or when its repository is
 * made elsewhere. Where only Terraform knows the repository, it has to be protected in each that the run makes.
 */
export function missingProtection(ref: DeployingRef, { repositories, rules }: Protection): string[] {
  const concerned = repositories.filter((each) => isComputed(ref.repository) || each === ref.repository);
  const missing = concerned.flatMap((repository) =>
    missingIn(
      ref,
      rules.filter((rule) => rule.repository === repository),
    ),
  );
  return [...new Set(missing)];
}

function missingIn(ref: DeployingRef, rules: readonly RefRule[]): string[] {
  const about = rules.filter((rule) => protects(rule, ref));
  const met = new Set(
    about.filter(({ weakness }) => weakness === undefined).flatMap(({ demands }) => demands),
  );
  const unmet = demandsOn(ref).filter((demand) => !met.has(demand));
  if (unmet.length === 0) return [];
  const weak = about.filter(({ weakness }) => weakness !== undefined);
  return [
    `no rule that counts ${unmet.join(", ")}`,
    ...weak.map(({ address, weakness }) => `${address} does not count: ${weakness}`),
  ];
}

function protects({ target, include, exclude }: RefRule, { kind, name }: DeployingRef): boolean {
  return (
    target === kind &&
    include.some((pattern) => covers(pattern, name)) &&
    !exclude.some((pattern) => mayMatch(pattern, name))
  );
}

/** Everybody with write access makes and moves tags, from any commit, and makes branches of a name that a pattern allows. */
function demandsOn({ kind, name }: DeployingRef): Demand[] {
  if (kind === "tag") return ["refuses creation", "refuses updates"];
  const demands: Demand[] = [
    "asks for a pull request with an approval",
    "refuses force pushes",
    "refuses deletion",
  ];
  return isPattern(name) ? [...demands, "refuses creation"] : demands;
}
