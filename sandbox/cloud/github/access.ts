import { ApiGroup, found, remove } from "./api-group";
import type { RepositoryRecord } from "./data";
import { invalid, notFound } from "./errors";
import type { Invitation, Permission, Team } from "./types";

/** Who may do what in a repository: collaborators, invitations and teams. */
export class Access extends ApiGroup {
  /** Direct collaborators and their permission. */
  collaborators(owner: string, name: string): { login: string; permission: Permission }[] {
    return this.call("GET", `/repos/${owner}/${name}/collaborators`, "read", () =>
      Object.entries(this.repo(owner, name).collaborators).map(([login, permission]) => ({
        login,
        permission,
      })),
    );
  }

  /** Members of the organisation have access at once; anybody else gets an invitation first. */
  addCollaborator(
    owner: string,
    name: string,
    login: string,
    permission: Permission,
  ): Invitation | undefined {
    return this.call("PUT", `/repos/${owner}/${name}/collaborators/${login}`, "admin", () => {
      const record = this.writable(owner, name);
      const user = this.store.user(login);
      if (user === undefined) throw notFound();
      checkPermission(permission);
      if (record.collaborators[user.login] !== undefined || this.isMember(owner, user.login)) {
        record.collaborators[user.login] = permission;
        return undefined;
      }
      return this.invite(record, user.login, permission);
    });
  }

  /** The most that a user may do: as owner of the organisation, as collaborator, or through a team. */
  permission(
    owner: string,
    name: string,
    login: string,
  ): { permission: "admin" | "write" | "read" | "none"; role_name: string } {
    return this.call("GET", `/repos/${owner}/${name}/collaborators/${login}/permission`, "read", () => {
      const role = this.roleOf(this.repo(owner, name), owner, login);
      const short = {
        triage: "read",
        maintain: "write",
        pull: "read",
        push: "write",
        admin: "admin",
        none: "none",
      } as const;
      return { permission: short[role], role_name: { pull: "read", push: "write" }[role as string] ?? role };
    });
  }

  removeCollaborator(owner: string, name: string, login: string): void {
    this.call("DELETE", `/repos/${owner}/${name}/collaborators/${login}`, "admin", () => {
      const { collaborators } = this.writable(owner, name);
      const key = Object.keys(collaborators).find((each) => each.toLowerCase() === login.toLowerCase());
      if (key !== undefined) delete collaborators[key];
    });
  }

  invitations(owner: string, name: string): Invitation[] {
    return this.call("GET", `/repos/${owner}/${name}/invitations`, "admin", () => [
      ...this.repo(owner, name).invitations,
    ]);
  }

  updateInvitation(owner: string, name: string, id: number, permission: Permission): Invitation {
    return this.call("PATCH", `/repos/${owner}/${name}/invitations/${id}`, "admin", () => {
      checkPermission(permission);
      const invitation = found(this.writable(owner, name).invitations, (each) => each.id === id);
      return Object.assign(invitation, { permissions: permission });
    });
  }

  deleteInvitation(owner: string, name: string, id: number): void {
    this.call("DELETE", `/repos/${owner}/${name}/invitations/${id}`, "admin", () => {
      remove(this.writable(owner, name).invitations, (each) => each.id === id);
    });
  }

  /** What the invited user does. */
  acceptInvitation(id: number): void {
    this.call("PATCH", `/user/repository_invitations/${id}`, "none", () => {
      const records = Object.values(this.store.data.repositories);
      const record = found(records, (each) => each.invitations.some((invitation) => invitation.id === id));
      const { invitee, permissions } = remove(record.invitations, (each) => each.id === id);
      record.collaborators[invitee] = permissions;
    });
  }

  teams(owner: string, name: string): { team: Team; permission: Permission }[] {
    return this.call("GET", `/repos/${owner}/${name}/teams`, "read", () =>
      Object.entries(this.repo(owner, name).teams).flatMap(([id, permission]) => {
        const team = this.store.team(Number(id));
        return team === undefined ? [] : [{ team, permission }];
      }),
    );
  }

  teamPermission(team: number, owner: string, name: string): Permission {
    return this.call("GET", teamPath(team, owner, name), "read", () => {
      const permission = this.repo(owner, name).teams[team];
      if (permission === undefined) throw notFound();
      return permission;
    });
  }

  setTeamPermission(team: number, owner: string, name: string, permission: Permission): void {
    this.call("PUT", teamPath(team, owner, name), "admin", () => {
      const record = this.writable(owner, name);
      if (this.store.team(team) === undefined) throw notFound();
      checkPermission(permission);
      record.teams[team] = permission;
    });
  }

  removeTeam(team: number, owner: string, name: string): void {
    this.call("DELETE", teamPath(team, owner, name), "admin", () => {
      const record = this.writable(owner, name);
      if (record.teams[team] === undefined) throw notFound();
      delete record.teams[team];
    });
  }

  private roleOf(record: RepositoryRecord, owner: string, login: string): Permission | "none" {
    const isOwner = this.store
      .organization(owner)
      ?.memberships.some((each) => each.user === login && each.role === "admin");
    if (isOwner === true || login === owner) return "admin";
    const throughTeams = Object.entries(record.teams).flatMap(([id, permission]) => {
      const isIn = this.store.team(Number(id))?.members.some((each) => each.login === login);
      return isIn === true ? [permission] : [];
    });
    const direct = record.collaborators[login];
    const all = [...throughTeams, ...(direct === undefined ? [] : [direct])];
    return (
      [...PERMISSIONS].reverse().find((each) => all.includes(each)) ??
      (record.repository.private ? "none" : "pull")
    );
  }

  private isMember(owner: string, login: string): boolean {
    const members = this.store.organization(owner)?.memberships ?? [];
    return members.some((each) => each.user === login && each.state === "active");
  }

  private invite(record: RepositoryRecord, invitee: string, permissions: Permission): Invitation {
    const there = record.invitations.find((each) => each.invitee === invitee);
    if (there !== undefined) return Object.assign(there, { permissions });
    const invitation: Invitation = { id: this.store.id("Invitation"), invitee, permissions };
    record.invitations.push(invitation);
    return invitation;
  }
}

const PERMISSIONS: readonly Permission[] = ["pull", "triage", "push", "maintain", "admin"];

function checkPermission(permission: string): void {
  if (!PERMISSIONS.some((each) => each === permission))
    throw invalid("Validation Failed", `Invalid permission: ${permission}`);
}

function teamPath(team: number, owner: string, name: string): string {
  return `/teams/${team}/repos/${owner}/${name}`;
}
