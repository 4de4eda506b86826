import { Token } from "cdktf";
import type { Problem } from "../errors";

interface NameRule {
  readonly pattern: RegExp;
  readonly allowed: string;
  readonly next: string;
}

const LOGIN: NameRule = {
  pattern: /^[A-Za-z\d](?:[A-Za-z\d]|[-_](?=[A-Za-z\d])){0,38}$/,
  allowed: "1 to 39 letters, digits and single hyphens",
  next: "give the login as it stands in the profile's address, without @",
};

const REPOSITORY: NameRule = {
  pattern: /^[\w.-]{1,100}$/,
  allowed: "1 to 100 letters, digits, hyphens, underscores and dots",
  next: "give the name alone, without owner and slash",
};

const SLUG: NameRule = {
  pattern: /^[a-z\d](?:[a-z\d_-]*[a-z\d_])?$/,
  allowed: "lower-case letters, digits, hyphens and underscores",
  next: "give the slug as it stands in the team's address, without the organization",
};

const BRANCH: NameRule = {
  pattern: /^(?!\/|-|refs\/)(?!.*(?:\.\.|\/\/|@\{|\.lock$|[/.]$))[^\s~^:?*[\\]+$/,
  allowed: "a git branch name without wildcards",
  next: "give the short name, for example `main`",
};

function nameProblems(rule: NameRule, what: string, name: string): Problem[] {
  if (Token.isUnresolved(name) || rule.pattern.test(name)) return [];
  return [{ fault: `${what} has no valid name`, got: name, allowed: rule.allowed, next: rule.next }];
}

/** Faults of a user's or organization's login. */
export function loginProblems(what: string, login: string): Problem[] {
  return nameProblems(LOGIN, what, login);
}

/** Faults of a repository's name. */
export function repositoryProblems(what: string, name: string): Problem[] {
  return nameProblems(REPOSITORY, what, name);
}

/** Faults of a team's slug. */
export function slugProblems(what: string, slug: string): Problem[] {
  return nameProblems(SLUG, what, slug);
}

/** Faults of a branch's name. */
export function branchProblems(what: string, branch: string): Problem[] {
  return nameProblems(BRANCH, what, branch);
}

/** One fault per name that is given more than once; GitHub compares without regard to case. */
export function duplicateProblems(what: string, names: readonly string[], next: string): Problem[] {
  const keys = names.map((name) => name.toLowerCase());
  const repeated = names.filter((_, index) => keys.indexOf(keys[index] as string) !== index);
  return [...new Set(repeated)].map((name) => ({ fault: `${what} is given twice`, got: name, next }));
}
