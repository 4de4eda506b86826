import { type Caller, roleId } from "./caller";
import type { RepositoryRecord } from "./data";
import type { Store } from "./store";
import type { BypassActor, Ruleset } from "./types";

/** Active rulesets that hold for a ref ("refs/heads/main") and that the caller cannot bypass. */
export function bindingRulesets(
  store: Store,
  caller: Caller,
  record: RepositoryRecord,
  ref: string,
  through: "direct" | "pull_request",
): Ruleset[] {
  return record.rulesets.filter(
    (each) =>
      each.enforcement === "active" &&
      matchesRef(record, each, ref) &&
      !bypasses(store, caller, each, through),
  );
}

/** Whether a ruleset is for this ref, whoever asks and whether or not it is enforced. */
export function matchesRef(record: RepositoryRecord, ruleset: Ruleset, ref: string): boolean {
  if (ruleset.target === "push") return true;
  const prefix = ruleset.target === "tag" ? "refs/tags/" : "refs/heads/";
  if (!ref.startsWith(prefix)) return false;
  const condition = ruleset.conditions?.ref_name;
  if (condition === undefined) return true;
  const matches = (pattern: string) => matchesPattern(record, pattern, ref);
  return condition.include.some(matches) && !condition.exclude.some(matches);
}

function matchesPattern(record: RepositoryRecord, pattern: string, ref: string): boolean {
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${record.repository.default_branch}`;
  return globToRegExp(pattern).test(ref);
}

/** fnmatch with path names: `*` and `?` stop at a slash, `**` does not. */
export function globToRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/?|\*|\?|[.+^${}()|\\]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    return token === "?" ? "[^/]" : `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

function bypasses(
  store: Store,
  caller: Caller,
  ruleset: Ruleset,
  through: "direct" | "pull_request",
): boolean {
  return (ruleset.bypass_actors ?? []).some((actor) => {
    if (actor.bypass_mode === "pull_request" && through === "direct") return false;
    return isActor(store, caller, actor);
  });
}

/** The bypass that the caller has: `always`, `pull_requests_only` or `never`. */
export function currentUserBypass(store: Store, caller: Caller, ruleset: Ruleset): string {
  const mine = (ruleset.bypass_actors ?? []).filter((actor) => isActor(store, caller, actor));
  if (mine.length === 0) return "never";
  return mine.some((actor) => actor.bypass_mode !== "pull_request") ? "always" : "pull_requests_only";
}

function isActor(store: Store, caller: Caller, actor: BypassActor): boolean {
  switch (actor.actor_type) {
    case "OrganizationAdmin":
      return caller.organizationAdmin === true;
    case "RepositoryRole":
      return roleId(caller) === actor.actor_id;
    case "Integration":
      return caller.integrationId !== undefined && caller.integrationId === actor.actor_id;
    case "Team":
      return teamsOf(store, caller).includes(actor.actor_id ?? 0);
    case "DeployKey":
      return false;
  }
}

function teamsOf(store: Store, caller: Caller): readonly number[] {
  if (caller.teamIds !== undefined) return caller.teamIds;
  return store
    .teams()
    .filter((team) => team.members.some((m) => m.login === caller.login))
    .map((team) => team.id);
}
