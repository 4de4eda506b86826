import type { NewRuleset } from "../../cloud/github";
import { created, id, param, route } from "../call";
import { pageOf, REPO, repoOf } from "./repo";

/** Rulesets, and the rules in force on a branch. Bypass actors are shown to tokens that administer the repository. */
export const rules = [
  route("GET", `${REPO}/rules/branches/*branch`, "", (call) =>
    pageOf(call, call.github.rulesets.forBranch(...repoOf(call), param(call, "branch"))),
  ),
  route("GET", `${REPO}/rulesets`, "", (call) =>
    pageOf(call, call.github.rulesets.list(...repoOf(call))).map(
      ({ id: number, name, target, enforcement }) => ({
        id: number,
        name,
        target,
        enforcement,
      }),
    ),
  ),
  route("POST", `${REPO}/rulesets`, "", (call) =>
    created(call.github.rulesets.create(...repoOf(call), call.body as NewRuleset)),
  ),
  route("GET", `${REPO}/rulesets/:ruleset`, "", (call) =>
    call.github.rulesets.get(...repoOf(call), id(call, "ruleset")),
  ),
  route("PUT", `${REPO}/rulesets/:ruleset`, "", (call) =>
    call.github.rulesets.update(...repoOf(call), id(call, "ruleset"), call.body as Partial<NewRuleset>),
  ),
  route("DELETE", `${REPO}/rulesets/:ruleset`, "", (call) =>
    call.github.rulesets.delete(...repoOf(call), id(call, "ruleset")),
  ),
];
