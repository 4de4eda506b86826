import type { BranchProtection } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import { api, block, flag, idParts, ifFound, number, owner, strings, text } from "./support";

/** github_branch_protection: the classic rule, by node id of the repository or by its name. */
export const branchProtection: ResourceType = {
  create(context, planned) {
    const rule = api(context).branchProtections.create(
      owner(context),
      text(planned.repository_id),
      expand(planned),
    );
    return { ...planned, ...flatten(rule), id: rule.id };
  },
  read: (context, state) => ifFound(() => protectionState(context, state)),
  update(context, prior, planned) {
    const rule = api(context).branchProtections.update(text(prior.id), expand(planned));
    return { ...planned, ...flatten(rule), id: rule.id };
  },
  delete(context, state) {
    api(context).branchProtections.delete(text(state.id));
  },
  import(context, id) {
    const [name = "", pattern = ""] = idParts(id, "repository", "pattern");
    const rule = api(context)
      .branchProtections.list(owner(context), name)
      .find((each) => each.pattern === pattern);
    if (rule === undefined)
      throw new Error(`could not find a branch protection rule with the pattern '${pattern}'`);
    const repository = api(context).repositories.get(owner(context), name).node_id;
    return protectionState(context, { id: rule.id, repository_id: repository });
  },
};

function protectionState(context: Context, base: Values): Values {
  return { ...base, ...flatten(api(context).branchProtections.get(text(base.id)).rule) };
}

function expand(planned: Values): Omit<BranchProtection, "id"> {
  const reviews = block(planned.required_pull_request_reviews);
  const checks = block(planned.required_status_checks);
  const pushes = block(planned.restrict_pushes);
  return {
    pattern: text(planned.pattern),
    allows_deletions: flag(planned.allows_deletions),
    allows_force_pushes: flag(planned.allows_force_pushes),
    force_push_bypassers: strings(planned.force_push_bypassers),
    enforce_admins: flag(planned.enforce_admins),
    lock_branch: flag(planned.lock_branch),
    require_conversation_resolution: flag(planned.require_conversation_resolution),
    require_signed_commits: flag(planned.require_signed_commits),
    required_linear_history: flag(planned.required_linear_history),
    required_pull_request_reviews: reviews === undefined ? null : expandReviews(reviews),
    required_status_checks:
      checks === undefined ? null : { strict: flag(checks.strict), contexts: strings(checks.contexts) },
    restrict_pushes:
      pushes === undefined
        ? null
        : {
            blocks_creations: flag(pushes.blocks_creations),
            push_allowances: strings(pushes.push_allowances),
          },
  };
}

function expandReviews(reviews: Values): Values {
  return {
    required_approving_review_count: number(reviews.required_approving_review_count),
    require_code_owner_reviews: flag(reviews.require_code_owner_reviews),
    dismiss_stale_reviews: flag(reviews.dismiss_stale_reviews),
    restrict_dismissals: flag(reviews.restrict_dismissals),
    dismissal_restrictions: strings(reviews.dismissal_restrictions),
    pull_request_bypassers: strings(reviews.pull_request_bypassers),
    require_last_push_approval: flag(reviews.require_last_push_approval),
  };
}

function flatten(rule: BranchProtection): Values {
  const {
    id: _,
    required_pull_request_reviews: reviews,
    required_status_checks: checks,
    restrict_pushes: pushes,
    ...flags
  } = rule;
  return {
    ...flags,
    force_push_bypassers: rule.allows_force_pushes ? [] : [...rule.force_push_bypassers],
    required_pull_request_reviews: reviews === null ? [] : [reviews as Values],
    required_status_checks:
      checks === null ? [] : [{ strict: checks.strict, contexts: [...checks.contexts] }],
    restrict_pushes:
      pushes === null
        ? []
        : [{ blocks_creations: pushes.blocks_creations, push_allowances: [...pushes.push_allowances] }],
  };
}
