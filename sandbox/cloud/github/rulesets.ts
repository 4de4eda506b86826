import { ApiGroup, found, remove, replace } from "./api-group";
import { may } from "./caller";
import type { RepositoryRecord } from "./data";
import { invalid } from "./errors";
import {
  requireEvaluatePlan,
  requirePatternPlan,
  requireProtectionPlan,
  requirePushRulePlan,
} from "./plan-limits";
import { currentUserBypass, matchesRef } from "./ruleset-match";
import { nodeId } from "./store";
import type { NewRuleset, Rule, Ruleset } from "./types";

/** A ruleset as an answer shows it: bypass actors only to those who administer the repository. */
export type ShownRuleset = Omit<Ruleset, "bypass_actors"> &
  Pick<Ruleset, "bypass_actors"> & { readonly current_user_can_bypass: string };

/** A rule that holds for a branch, with the ruleset it comes from. */
export interface BranchRule extends Rule {
  readonly ruleset_id: number;
  readonly ruleset_source: string;
  readonly ruleset_source_type: "Repository";
}

const PATTERN_RULE = /_pattern$/;
const PUSH_RULES = [
  "file_path_restriction",
  "max_file_size",
  "max_file_path_length",
  "file_extension_restriction",
];

/** Rulesets of a repository: `/repos/{owner}/{repo}/rulesets`, `/repos/{owner}/{repo}/rules/branches/{branch}`. */
export class Rulesets extends ApiGroup {
  /** 403 on a private repository with the free plan, 422 for what the plan lacks or a name that is taken. */
  create(owner: string, name: string, body: NewRuleset): ShownRuleset {
    return this.call("POST", `/repos/${owner}/${name}/rulesets`, "admin", () => {
      const record = this.writable(owner, name);
      this.check(record, body);
      const id = this.store.id("Ruleset");
      const ruleset: Ruleset = {
        bypass_actors: [],
        ...body,
        id,
        node_id: `RRS_${nodeId("Ruleset", id)}`,
        source: record.repository.full_name,
        source_type: "Repository",
        created_at: this.store.now(),
        updated_at: this.store.now(),
      };
      record.rulesets.push(normalized(ruleset));
      return this.shown(normalized(ruleset));
    });
  }

  list(owner: string, name: string): ShownRuleset[] {
    return this.call("GET", `/repos/${owner}/${name}/rulesets`, "none", () =>
      this.repo(owner, name).rulesets.map((each) => this.shown(each)),
    );
  }

  get(owner: string, name: string, id: number): ShownRuleset {
    return this.call("GET", `/repos/${owner}/${name}/rulesets/${id}`, "none", () =>
      this.shown(found(this.repo(owner, name).rulesets, (each) => each.id === id)),
    );
  }

  /** What the body leaves out stays as it is. */
  update(owner: string, name: string, id: number, body: Partial<NewRuleset>): ShownRuleset {
    return this.call("PUT", `/repos/${owner}/${name}/rulesets/${id}`, "admin", () => {
      const record = this.writable(owner, name);
      const before = found(record.rulesets, (each) => each.id === id);
      const after = normalized({ ...before, ...body, updated_at: this.store.now() });
      this.check(record, after, id);
      return this.shown(replace(record.rulesets, before, after));
    });
  }

  delete(owner: string, name: string, id: number): void {
    this.call("DELETE", `/repos/${owner}/${name}/rulesets/${id}`, "admin", () => {
      remove(this.writable(owner, name).rulesets, (each) => each.id === id);
    });
  }

  /** Rules of active rulesets that hold for a branch, whether or not it exists. */
  forBranch(owner: string, name: string, branch: string): BranchRule[] {
    return this.call("GET", `/repos/${owner}/${name}/rules/branches/${branch}`, "none", () => {
      const record = this.repo(owner, name);
      const binding = record.rulesets.filter(
        (each) =>
          each.enforcement === "active" &&
          each.target === "branch" &&
          matchesRef(record, each, `refs/heads/${branch}`),
      );
      return binding.flatMap(({ id, source, rules }) =>
        rules.map((rule) => ({
          ...rule,
          ruleset_id: id,
          ruleset_source: source,
          ruleset_source_type: "Repository" as const,
        })),
      );
    });
  }

  private check(record: RepositoryRecord, body: NewRuleset, id?: number): void {
    requireProtectionPlan(this.store, record);
    if (body.enforcement === "evaluate") requireEvaluatePlan(this.store, record);
    if (body.target === "push") requirePushRulePlan(this.store, record);
    if (record.rulesets.some((each) => each.name === body.name && each.id !== id)) {
      throw invalid("Validation Failed", "Name must be unique");
    }
    for (const { type } of body.rules) {
      if (PATTERN_RULE.test(type)) requirePatternPlan(this.store, record, type);
      if (PUSH_RULES.includes(type) !== (body.target === "push"))
        throw invalid("Validation Failed", `Invalid rule '${type}': `);
    }
    checkApprovals(body);
    this.checkActors(body);
  }

  private checkActors(body: NewRuleset): void {
    for (const actor of body.bypass_actors ?? []) {
      if (actor.actor_type === "Team" && this.store.team(actor.actor_id ?? 0) === undefined) {
        throw invalid(
          "Validation Failed",
          `Actor Team must be part of the ruleset source or owner organization`,
        );
      }
      const needsId = actor.actor_type !== "OrganizationAdmin" && actor.actor_type !== "DeployKey";
      if (needsId && actor.actor_id === null)
        throw invalid("Validation Failed", `Bypass actor ${actor.actor_type} needs an actor_id`);
    }
  }

  private shown(ruleset: Ruleset): ShownRuleset {
    const { bypass_actors: actors, ...rest } = ruleset;
    const bypass = { current_user_can_bypass: currentUserBypass(this.store, this.caller, ruleset) };
    return may(this.caller, "admin") && actors !== undefined
      ? { ...rest, bypass_actors: actors, ...bypass }
      : { ...rest, ...bypass };
  }
}

function checkApprovals({ rules }: NewRuleset): void {
  const counts = rules
    .filter(({ type }) => type === "pull_request")
    .map(({ parameters }) => parameters?.required_approving_review_count ?? 0);
  if (counts.every((count) => Number.isInteger(count) && Number(count) >= 0 && Number(count) <= 10)) return;
  throw invalid(
    "Validation Failed",
    "Invalid rule 'pull_request': required_approving_review_count must be a whole number from 0 to 10",
  );
}

/** Organisation administrators and deploy keys have no id; only `update` keeps what was sent. */
function normalized(ruleset: Ruleset): Ruleset {
  const actors = (ruleset.bypass_actors ?? []).map((actor) => {
    const hasNoId = actor.actor_type === "OrganizationAdmin" || actor.actor_type === "DeployKey";
    return hasNoId ? { ...actor, actor_id: null } : actor;
  });
  return { ...ruleset, bypass_actors: actors };
}
