import { ApiGroup, found, remove, replace } from "./api-group";
import type { EnvironmentRecord, RepositoryRecord } from "./data";
import { invalid, notFound } from "./errors";
import { hasEnvironments, requireEnvironmentRulesPlan } from "./plan-limits";
import { API_URL, nodeId, type Store } from "./store";
import type {
  DeploymentPolicy,
  Environment,
  EnvironmentSettings,
  ProtectionRule,
  ReviewerRef,
} from "./types";

const DEFAULTS: Required<EnvironmentSettings> = {
  wait_timer: 0,
  reviewers: [],
  can_admins_bypass: true,
  prevent_self_review: false,
  deployment_branch_policy: null,
};

/** Environments and their branch policies: `/repos/{owner}/{repo}/environments`. */
export class Environments extends ApiGroup {
  /** Creates or changes one; what the body leaves out goes back to its default. 404 on a private repository with the free plan. */
  put(owner: string, name: string, environment: string, body: EnvironmentSettings): Environment {
    return this.call("PUT", address(owner, name, environment), "admin", () => {
      const record = this.writable(owner, name);
      if (!hasEnvironments(this.store, record)) throw notFound();
      this.check(record, body);
      const there = record.environments.find((each) => sameName(each, environment));
      const made = there ?? newEnvironment(this.store, environment);
      if (there === undefined) record.environments.push(made);
      Object.assign(made, { settings: { ...DEFAULTS, ...body }, updated_at: this.store.now() });
      if (made.settings.deployment_branch_policy?.custom_branch_policies !== true) made.policies = [];
      return shown(this.store, record, made);
    });
  }

  get(owner: string, name: string, environment: string): Environment {
    return this.call("GET", address(owner, name, environment), "none", () => {
      const record = this.repo(owner, name);
      return shown(this.store, record, environmentOf(record, environment));
    });
  }

  list(owner: string, name: string): Environment[] {
    return this.call("GET", `/repos/${owner}/${name}/environments`, "none", () => {
      const record = this.repo(owner, name);
      return record.environments.map((each) => shown(this.store, record, each));
    });
  }

  /** Takes its secrets, variables and policies with it. */
  delete(owner: string, name: string, environment: string): void {
    this.call("DELETE", address(owner, name, environment), "admin", () => {
      remove(this.writable(owner, name).environments, (each) => sameName(each, environment));
    });
  }

  /** 404 unless the environment has custom branch policies. */
  addPolicy(
    owner: string,
    name: string,
    environment: string,
    body: { name: string; type: "branch" | "tag" },
  ): DeploymentPolicy {
    return this.call(
      "POST",
      `${address(owner, name, environment)}/deployment-branch-policies`,
      "admin",
      () => {
        const { policies } = this.custom(owner, name, environment);
        const same = policies.find((each) => each.name === body.name && each.type === body.type);
        if (same !== undefined) return same;
        const id = this.store.id("DeploymentPolicy");
        const policy = { id, node_id: nodeId("DeploymentPolicy", id), ...body };
        policies.push(policy);
        return policy;
      },
    );
  }

  policy(owner: string, name: string, environment: string, id: number): DeploymentPolicy {
    return this.call(
      "GET",
      `${address(owner, name, environment)}/deployment-branch-policies/${id}`,
      "none",
      () => found(environmentOf(this.repo(owner, name), environment).policies, (each) => each.id === id),
    );
  }

  policies(owner: string, name: string, environment: string): DeploymentPolicy[] {
    return this.call("GET", `${address(owner, name, environment)}/deployment-branch-policies`, "none", () => [
      ...environmentOf(this.repo(owner, name), environment).policies,
    ]);
  }

  updatePolicy(
    owner: string,
    name: string,
    environment: string,
    id: number,
    pattern: string,
  ): DeploymentPolicy {
    return this.call(
      "PUT",
      `${address(owner, name, environment)}/deployment-branch-policies/${id}`,
      "admin",
      () => {
        const { policies } = this.custom(owner, name, environment);
        const before = found(policies, (each) => each.id === id);
        return replace(policies, before, { ...before, name: pattern });
      },
    );
  }

  deletePolicy(owner: string, name: string, environment: string, id: number): void {
    this.call(
      "DELETE",
      `${address(owner, name, environment)}/deployment-branch-policies/${id}`,
      "admin",
      () => {
        remove(environmentOf(this.writable(owner, name), environment).policies, (each) => each.id === id);
      },
    );
  }

  private custom(owner: string, name: string, environment: string): EnvironmentRecord {
    const record = environmentOf(this.writable(owner, name), environment);
    if (record.settings.deployment_branch_policy?.custom_branch_policies !== true) throw notFound();
    return record;
  }

  private check(record: RepositoryRecord, body: EnvironmentSettings): void {
    requireEnvironmentRulesPlan(this.store, record, body);
    const { wait_timer: wait = 0, reviewers = [], deployment_branch_policy: policy } = body;
    if (wait < 0 || wait > 43_200) throw invalid("Wait timer must be an integer between 0 and 43200.");
    if (reviewers.length > 6)
      throw invalid(
        "Failed to create the environment protection rule. Too many reviewers: at most 6 are allowed.",
      );
    for (const reviewer of reviewers) this.checkReviewer(record, reviewer);
    if (policy && policy.protected_branches === policy.custom_branch_policies) {
      throw invalid("protected_branches and custom_branch_policies cannot have the same value");
    }
  }

  /** Reviewers need access to the repository: a team must have been given it, a user be in the organisation or a collaborator. */
  private checkReviewer(record: RepositoryRecord, { type, id }: ReviewerRef): void {
    const known = type === "Team" ? record.teams[id] !== undefined : this.canRead(record, id);
    if (known) return;
    throw invalid(
      `Failed to create the environment protection rule. ${type} ${id} does not exist or has no access to the repository.`,
    );
  }

  private canRead({ repository, collaborators }: RepositoryRecord, id: number): boolean {
    const user = this.store.userById(id);
    if (user === undefined) return false;
    if (!repository.private || collaborators[user.login] !== undefined) return true;
    const members = this.store.organization(repository.owner.login)?.memberships ?? [];
    return members.some((each) => each.user === user.login);
  }
}

/** The environment of this name (in any case), or 404. */
export function environmentOf(record: RepositoryRecord, name: string): EnvironmentRecord {
  return found(record.environments, (each) => sameName(each, name));
}

function sameName(record: EnvironmentRecord, name: string): boolean {
  return record.name.toLowerCase() === name.toLowerCase();
}

function address(owner: string, name: string, environment: string): string {
  return `/repos/${owner}/${name}/environments/${encodeURIComponent(environment)}`;
}

function newEnvironment(store: Store, name: string): EnvironmentRecord {
  const now = store.now();
  return {
    id: store.id("Environment"),
    name,
    created_at: now,
    updated_at: now,
    settings: DEFAULTS,
    policies: [],
    secrets: {},
    variables: {},
  };
}

function shown(store: Store, { repository }: RepositoryRecord, record: EnvironmentRecord): Environment {
  const { id, name, settings } = record;
  return {
    id,
    node_id: nodeId("Environment", id),
    name,
    url: `${API_URL}/repos/${repository.full_name}/environments/${encodeURIComponent(name)}`,
    html_url: `${repository.html_url}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: record.created_at,
    updated_at: record.updated_at,
    can_admins_bypass: settings.can_admins_bypass,
    protection_rules: protectionRules(store, record),
    deployment_branch_policy: settings.deployment_branch_policy,
  };
}

function protectionRules(store: Store, { id, settings }: EnvironmentRecord): ProtectionRule[] {
  const rules: ProtectionRule[] = [];
  if (settings.wait_timer > 0)
    rules.push({ id: id * 10, type: "wait_timer", wait_timer: settings.wait_timer });
  if (settings.reviewers.length > 0 || settings.prevent_self_review) {
    const reviewers = settings.reviewers.map((each) => ({
      type: each.type,
      reviewer: reviewer(store, each),
    }));
    rules.push({
      id: id * 10 + 1,
      type: "required_reviewers",
      prevent_self_review: settings.prevent_self_review,
      reviewers,
    });
  }
  if (settings.deployment_branch_policy !== null) rules.push({ id: id * 10 + 2, type: "branch_policy" });
  return rules;
}

function reviewer(store: Store, { type, id }: ReviewerRef) {
  const slug = store.team(id)?.slug;
  const login = store.userById(id)?.login;
  if (type === "Team") return slug === undefined ? { id } : { id, slug };
  return login === undefined ? { id } : { id, login };
}
