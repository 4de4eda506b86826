import { CloudError } from "../../cloud/cloud-error";
import { type Environment, type EnvironmentSettings, etag, type ReviewerRef } from "../../cloud/github";
import type { Context, ResourceType, Value, Values } from "../resource-type";
import { api, block, flag, idParts, ifFound, number, owner, text } from "./support";

/** github_repository_environment: reviewers that are gone from GitHub stay in the state. */
export const environment: ResourceType = {
  create: (context, planned) => put(context, planned),
  read: (context, state) => ifFound(() => environmentState(context, state)),
  update: (context, _prior, planned) => put(context, planned),

  delete(context, state) {
    const [name = "", environmentName = ""] = idParts(state.id, "repository", "environment");
    api(context).environments.delete(owner(context), name, environmentName);
  },

  import: (_context, id) => ({ id }),
};

function put(context: Context, planned: Values): Values {
  const name = text(planned.repository);
  send(context, name, text(planned.environment), settings(planned));
  const id = `${name}:${text(planned.environment)}`;
  return environmentState(context, { ...planned, id });
}

/** Where the plan has no protection rules, the client sends the branch policy alone, unless reviewers or a wait are asked for. */
function send(context: Context, name: string, environmentName: string, body: EnvironmentSettings): void {
  const { environments } = api(context);
  try {
    environments.put(owner(context), name, environmentName, body);
  } catch (error) {
    const refused = error instanceof CloudError && error.status === 422;
    if (!refused || (body.reviewers?.length ?? 0) > 0 || (body.wait_timer ?? 0) > 0) throw error;
    environments.put(owner(context), name, environmentName, {
      deployment_branch_policy: body.deployment_branch_policy ?? null,
    });
  }
}

function settings(planned: Values): EnvironmentSettings {
  const policy = block(planned.deployment_branch_policy);
  return {
    ...(number(planned.wait_timer) === 0 ? {} : { wait_timer: number(planned.wait_timer) }),
    can_admins_bypass: flag(planned.can_admins_bypass),
    prevent_self_review: flag(planned.prevent_self_review),
    reviewers: reviewers(planned),
    deployment_branch_policy:
      policy === undefined
        ? null
        : {
            protected_branches: flag(policy.protected_branches),
            custom_branch_policies: flag(policy.custom_branch_policies),
          },
  };
}

function reviewers(planned: Values): ReviewerRef[] {
  const configured = block(planned.reviewers);
  const ids = (value: Value | undefined) => (Array.isArray(value) ? value.map((each) => number(each)) : []);
  return [
    ...ids(configured?.teams).map((id) => ({ type: "Team" as const, id })),
    ...ids(configured?.users).map((id) => ({ type: "User" as const, id })),
  ];
}

function environmentState(context: Context, base: Values): Values {
  const [name = "", environmentName = ""] = idParts(base.id, "repository", "environment");
  const found = api(context).environments.get(owner(context), name, environmentName);
  const policy = found.deployment_branch_policy;
  return {
    ...base,
    repository: name,
    environment: environmentName,
    can_admins_bypass: found.can_admins_bypass,
    ...protection(found),
    deployment_branch_policy: policy === null ? [] : [{ ...policy }],
  };
}

function protection(found: Environment): Values {
  const state: Values = { wait_timer: 0 };
  for (const rule of found.protection_rules) {
    if (rule.type === "wait_timer") state.wait_timer = rule.wait_timer;
    if (rule.type !== "required_reviewers") continue;
    const ids = (type: "Team" | "User") =>
      rule.reviewers.filter((r) => r.type === type).map((r) => r.reviewer.id);
    state.reviewers = [{ teams: ids("Team"), users: ids("User") }];
    state.prevent_self_review = rule.prevent_self_review;
  }
  return state;
}

/** github_repository_environment_deployment_policy. */
export const deploymentPolicy: ResourceType = {
  create(context, planned) {
    const [name, environmentName] = [text(planned.repository), text(planned.environment)];
    const pattern = text(planned.branch_pattern) || text(planned.tag_pattern);
    if (pattern === "")
      throw new Error('exactly one of "branch_pattern" and "tag_pattern" must be specified');
    const type = text(planned.branch_pattern) === "" ? "tag" : "branch";
    const { id } = api(context).environments.addPolicy(owner(context), name, environmentName, {
      name: pattern,
      type,
    });
    return policyState(context, { ...planned, id: `${name}:${encodeURIComponent(environmentName)}:${id}` });
  },

  read: (context, state) => ifFound(() => policyState(context, state)),

  update(context, prior, planned) {
    const [name = "", environmentName = "", id = ""] = policyId(prior);
    const pattern = text(planned.branch_pattern) || text(planned.tag_pattern);
    api(context).environments.updatePolicy(owner(context), name, environmentName, number(id), pattern);
    return policyState(context, { ...planned, id: prior.id ?? null });
  },

  delete(context, state) {
    const [name = "", environmentName = "", id = ""] = policyId(state);
    api(context).environments.deletePolicy(owner(context), name, environmentName, number(id));
  },

  import: (_context, id) => ({ id }),
};

function policyId(state: Values): string[] {
  const [name = "", environmentName = "", id = ""] = idParts(
    state.id,
    "repository",
    "environment",
    "branchPolicyId",
  );
  return [name, decodeURIComponent(environmentName), id];
}

/** Repository and environment are not read back: after an import they are missing. */
function policyState(context: Context, base: Values): Values {
  const [name = "", environmentName = "", id = ""] = policyId(base);
  const policy = api(context).environments.policy(owner(context), name, environmentName, number(id));
  return { ...base, [policy.type === "branch" ? "branch_pattern" : "tag_pattern"]: policy.name };
}

/** github_repository_deployment_branch_policy: the older resource for the same thing. */
export const deploymentBranchPolicy: ResourceType = {
  create(context, planned) {
    const body = { name: text(planned.name), type: "branch" as const };
    const [name, environmentName] = [text(planned.repository), text(planned.environment_name)];
    const { id } = api(context).environments.addPolicy(owner(context), name, environmentName, body);
    return branchPolicyState(context, { ...planned, id: String(id) });
  },

  read: (context, state) => ifFound(() => branchPolicyState(context, state)),

  update(context, prior, planned) {
    const [name, environmentName] = [text(planned.repository), text(planned.environment_name)];
    api(context).environments.updatePolicy(
      owner(context),
      name,
      environmentName,
      number(prior.id),
      text(planned.name),
    );
    return branchPolicyState(context, { ...planned, id: prior.id ?? null });
  },

  delete(context, state) {
    const [name, environmentName] = [text(state.repository), text(state.environment_name)];
    api(context).environments.deletePolicy(owner(context), name, environmentName, number(state.id));
  },

  import(context, id) {
    const [repository = "", environment_name = "", policy = ""] = idParts(
      id,
      "repository",
      "environment_name",
      "id",
    );
    return branchPolicyState(context, { id: policy, repository, environment_name });
  },
};

function branchPolicyState(context: Context, base: Values): Values {
  const [name, environmentName] = [text(base.repository), text(base.environment_name)];
  const policy = api(context).environments.policy(owner(context), name, environmentName, number(base.id));
  return { ...base, etag: etag(policy), name: policy.name };
}
