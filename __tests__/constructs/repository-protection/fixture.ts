import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { TerraformStack } from "cdktf";
import {
  RepositoryProtection,
  type RepositoryProtectionProps,
} from "../../../constructs/repository-protection";
import { type Json, problemsOf, type SynthesizedStack, synthesize, testApp } from "../synthesize";

/** An empty stack with the provider. */
export function githubStack(id = "repository"): TerraformStack {
  const stack = new TerraformStack(testApp(), id);
  new GithubProvider(stack, "github", { owner: "lingobot" });
  return stack;
}

/** A repository on the enterprise plan, private, with everything else left to the defaults. */
export function protect(
  props: Partial<RepositoryProtectionProps> = {},
  stack: TerraformStack = githubStack(),
): RepositoryProtection {
  return new RepositoryProtection(stack, "Repository", {
    owner: "lingobot",
    repository: "lingobot",
    plan: "enterprise",
    visibility: "private",
    ...props,
  });
}

/** The JSON of a repository's stack. */
export function rendered(
  props: Partial<RepositoryProtectionProps> = {},
  more: (repository: RepositoryProtection) => void = () => {},
): SynthesizedStack {
  const stack = githubStack();
  more(protect(props, stack));
  return synthesize(stack);
}

/** What is wrong with a repository. */
export function problems(
  props: Partial<RepositoryProtectionProps>,
  more: (repository: RepositoryProtection) => void = () => {},
): string[] {
  const repository = protect(props);
  more(repository);
  return problemsOf(repository);
}

/** The ruleset of a name. */
export function rulesetOf(json: SynthesizedStack, name: string): Json {
  const rulesets = Object.values(json.resource?.github_repository_ruleset ?? {});
  const found = rulesets.filter((ruleset) => ruleset.name === name);
  if (found.length !== 1) throw new Error(`expected one ruleset ${name}, found ${found.length}`);
  return found[0] as Json;
}

/** The rules of a ruleset. */
export function rulesOf(json: SynthesizedStack, name: string): Json {
  return rulesetOf(json, name).rules as Json;
}
