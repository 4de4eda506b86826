import { ApiGroup, type Method } from "./api-group";
import type { RepositoryRecord } from "./data";
import { invalid, refuse } from "./errors";
import type { ActionsPermissions, OidcTemplate, SelectedActions, WorkflowPermissions } from "./types";

const ALLOWED: readonly string[] = ["all", "local_only", "selected"];

/** What a repository lets GitHub Actions do: `/repos/{owner}/{repo}/actions/permissions`. */
export class ActionsSettings extends ApiGroup {
  permissions(owner: string, name: string): ActionsPermissions {
    return this.read(owner, name, "permissions", ({ actions }) => actions.permissions);
  }

  setPermissions(
    owner: string,
    name: string,
    wanted: { enabled: boolean; allowed_actions?: ActionsPermissions["allowed_actions"] },
  ): void {
    this.write("PUT", owner, name, "permissions", ({ actions }) => {
      if (wanted.allowed_actions !== undefined && !ALLOWED.includes(wanted.allowed_actions)) {
        throw invalid(
          `Invalid request.\n\n"${wanted.allowed_actions}" is not a valid allowed_actions policy.`,
        );
      }
      const allowed = wanted.allowed_actions ?? actions.permissions.allowed_actions;
      actions.permissions = { enabled: wanted.enabled, allowed_actions: allowed };
    });
  }

  /** 409 unless only selected actions are allowed. */
  selected(owner: string, name: string): SelectedActions {
    return this.read(
      owner,
      name,
      "permissions/selected-actions",
      (record) => requireSelected(record).actions.selected,
    );
  }

  setSelected(owner: string, name: string, wanted: SelectedActions): void {
    this.write("PUT", owner, name, "permissions/selected-actions", (record) => {
      requireSelected(record).actions.selected = wanted;
    });
  }

  workflow(owner: string, name: string): WorkflowPermissions {
    return this.read(owner, name, "permissions/workflow", ({ actions }) => actions.workflow);
  }

  setWorkflow(owner: string, name: string, wanted: Partial<WorkflowPermissions>): void {
    this.write("PUT", owner, name, "permissions/workflow", ({ actions }) => {
      actions.workflow = { ...actions.workflow, ...wanted };
    });
  }

  /** Which repositories outside may use this one's actions and reusable workflows; for private ones only. */
  accessLevel(owner: string, name: string): string {
    return this.read(
      owner,
      name,
      "permissions/access",
      (record) => requirePrivate(record).actions.access_level,
    );
  }

  setAccessLevel(owner: string, name: string, level: string): void {
    this.write("PUT", owner, name, "permissions/access", (record) => {
      requirePrivate(record).actions.access_level = level;
    });
  }

  oidcTemplate(owner: string, name: string): OidcTemplate {
    return this.read(owner, name, "oidc/customization/sub", ({ actions }) => actions.oidc);
  }

  setOidcTemplate(owner: string, name: string, wanted: OidcTemplate): void {
    this.write("PUT", owner, name, "oidc/customization/sub", ({ actions }) => {
      actions.oidc = wanted;
    });
  }

  private read<R>(owner: string, name: string, path: string, work: (record: RepositoryRecord) => R): R {
    return this.call("GET", `/repos/${owner}/${name}/actions/${path}`, "read", () =>
      work(this.repo(owner, name)),
    );
  }

  private write(
    method: Method,
    owner: string,
    name: string,
    path: string,
    work: (record: RepositoryRecord) => void,
  ): void {
    this.call(method, `/repos/${owner}/${name}/actions/${path}`, "admin", () =>
      work(this.writable(owner, name)),
    );
  }
}

function requireSelected(record: RepositoryRecord): RepositoryRecord {
  if (record.actions.permissions.allowed_actions === "selected") return record;
  throw refuse(409, "Conflict: allowed actions of the repository are not set to selected");
}

function requirePrivate(record: RepositoryRecord): RepositoryRecord {
  if (record.repository.private) return record;
  throw invalid("Access policy only applies to internal and private repositories.");
}
