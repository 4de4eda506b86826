import { ApiGroup, found, remove, replace } from "./api-group";
import type { RepositoryRecord } from "./data";
import { notFound, refuse } from "./errors";
import { requireProtectionPlan } from "./plan-limits";
import type { BranchProtection } from "./types";

/** Classic branch protection rules, which GraphQL creates, changes and deletes by node id. */
export class BranchProtections extends ApiGroup {
  /** `repository` is the node id of the repository or its name. */
  create(owner: string, repository: string, body: Omit<BranchProtection, "id">): BranchProtection {
    return this.call("POST", "/graphql", "admin", () => {
      const record = this.recordOf(owner, repository);
      requireProtectionPlan(this.store, record);
      if (record.branch_protections.some((each) => each.pattern === body.pattern)) {
        throw refuse(422, `Name already protected: ${body.pattern}`);
      }
      const rule = {
        id: `BPR_${Buffer.from(`rule${this.store.id("BranchProtection")}`).toString("base64")}`,
        ...body,
      };
      record.branch_protections.push(rule);
      return rule;
    });
  }

  get(id: string): { readonly rule: BranchProtection; readonly repository: string } {
    return this.call("POST", "/graphql", "read", () => {
      const record = this.holder(id);
      return {
        rule: found(record.branch_protections, (each) => each.id === id),
        repository: record.repository.node_id,
      };
    });
  }

  list(owner: string, repository: string): BranchProtection[] {
    return this.call("GET", `/repos/${owner}/${repository}/branches`, "read", () => [
      ...this.recordOf(owner, repository).branch_protections,
    ]);
  }

  update(id: string, body: Omit<BranchProtection, "id">): BranchProtection {
    return this.call("POST", "/graphql", "admin", () => {
      const { branch_protections: rules } = this.holder(id);
      return replace(
        rules,
        found(rules, (each) => each.id === id),
        { id, ...body },
      );
    });
  }

  delete(id: string): void {
    this.call("POST", "/graphql", "admin", () => {
      remove(this.holder(id).branch_protections, (each) => each.id === id);
    });
  }

  private holder(id: string): RepositoryRecord {
    const records = Object.values(this.store.data.repositories);
    return found(records, (each) => each.branch_protections.some((rule) => rule.id === id));
  }

  private recordOf(owner: string, repository: string): RepositoryRecord {
    const byNode = Object.values(this.store.data.repositories).find(
      (each) => each.repository.node_id === repository,
    );
    const record = byNode ?? this.store.repository(owner, repository);
    if (record === undefined) throw notFound();
    return record;
  }
}
