import { ApiGroup, found, remove } from "./api-group";
import type { OrganizationRecord } from "./data";
import { invalid, notFound } from "./errors";
import { nodeId } from "./store";
import type {
  Organization,
  OrganizationMembership,
  Repository,
  ReviewDelegation,
  Team,
  TeamMember,
  User,
} from "./types";

/** Body of `POST /orgs/{org}/teams` and of PATCH. */
export interface TeamBody {
  readonly name: string;
  readonly description?: string;
  readonly privacy?: "secret" | "closed";
  readonly parent_team_id?: number | null;
}

/** Users, organisations, their members and teams. */
export class Organizations extends ApiGroup {
  user(login: string): User {
    return this.call("GET", `/users/${login}`, "none", () => this.store.user(login) ?? missing());
  }

  organization(login: string): Organization {
    return this.call("GET", `/orgs/${login}`, "none", () => this.org(login).organization);
  }

  memberships(login: string): OrganizationMembership[] {
    return this.call("GET", `/orgs/${login}/members`, "none", () => [...this.org(login).memberships]);
  }

  membership(login: string, user: string): OrganizationMembership {
    return this.call("GET", `/orgs/${login}/memberships/${user}`, "read", () =>
      found(this.org(login).memberships, sameUser(user)),
    );
  }

  /** Invites a user, or changes the role of a member. */
  setMembership(login: string, user: string, role: "member" | "admin"): OrganizationMembership {
    return this.call("PUT", `/orgs/${login}/memberships/${user}`, "admin", () => {
      const { memberships } = this.org(login);
      const account = this.store.user(user) ?? missing();
      const there = memberships.find(sameUser(user));
      if (there !== undefined) return Object.assign(there, { role });
      const membership: OrganizationMembership = { user: account.login, role, state: "pending" };
      memberships.push(membership);
      return membership;
    });
  }

  removeMembership(login: string, user: string): void {
    this.call("DELETE", `/orgs/${login}/memberships/${user}`, "admin", () => {
      const org = this.org(login);
      remove(org.memberships, sameUser(user));
      for (const team of org.teams) team.members = team.members.filter((each) => !sameLogin(each, user));
    });
  }

  teams(login: string): Team[] {
    return this.call("GET", `/orgs/${login}/teams`, "read", () => [...this.org(login).teams]);
  }

  team(login: string, slug: string): Team {
    return this.call("GET", `/orgs/${login}/teams/${slug}`, "read", () =>
      found(this.org(login).teams, (each) => each.slug === slug),
    );
  }

  teamById(id: number): Team {
    return this.call(
      "GET",
      `/organizations/${this.orgIdOf(id)}/team/${id}`,
      "read",
      () => this.store.team(id) ?? missing(),
    );
  }

  /** 422 for a name that is taken; who creates it is its first maintainer. */
  createTeam(login: string, body: TeamBody): Team {
    return this.call("POST", `/orgs/${login}/teams`, "admin", () => {
      const org = this.org(login);
      const id = this.store.id("Team");
      const team: Team = {
        id,
        node_id: nodeId("Team", id),
        organization: org.organization.login,
        name: body.name,
        slug: slugOf(body.name),
        description: body.description ?? "",
        privacy: body.privacy ?? "secret",
        parent: body.parent_team_id ?? null,
        members: [{ login: this.caller.login, role: "maintainer" }],
        review_delegation: null,
      };
      this.checkTeam(org, team);
      org.teams.push(team);
      return team;
    });
  }

  updateTeam(id: number, body: Partial<TeamBody>): Team {
    return this.call("PATCH", `/organizations/${this.orgIdOf(id)}/team/${id}`, "admin", () => {
      const team = this.store.team(id) ?? missing();
      const { parent_team_id: parent, ...rest } = body;
      const after = { ...team, ...rest, parent: parent === undefined ? team.parent : parent };
      after.slug = slugOf(after.name);
      this.checkTeam(this.org(team.organization), after);
      return Object.assign(team, after);
    });
  }

  /** Takes its child teams with it. */
  deleteTeam(id: number): void {
    this.call("DELETE", `/organizations/${this.orgIdOf(id)}/team/${id}`, "admin", () => {
      const team = this.store.team(id) ?? missing();
      const org = this.org(team.organization);
      const gone = new Set([id]);
      for (const each of org.teams) if (each.parent !== null && gone.has(each.parent)) gone.add(each.id);
      org.teams = org.teams.filter((each) => !gone.has(each.id));
      for (const record of this.store.repositoriesOf(team.organization)) {
        for (const each of gone) delete record.teams[each];
      }
    });
  }

  setReviewDelegation(id: number, delegation: ReviewDelegation | null): void {
    this.call("POST", "/graphql", "admin", () => {
      (this.store.team(id) ?? missing()).review_delegation = delegation;
    });
  }

  teamMembership(id: number, user: string): TeamMember {
    return this.call("GET", `/organizations/${this.orgIdOf(id)}/team/${id}/memberships/${user}`, "read", () =>
      found((this.store.team(id) ?? missing()).members, (each) => sameLogin(each, user)),
    );
  }

  setTeamMembership(id: number, user: string, role: TeamMember["role"]): TeamMember {
    return this.call(
      "PUT",
      `/organizations/${this.orgIdOf(id)}/team/${id}/memberships/${user}`,
      "admin",
      () => {
        const team = this.store.team(id) ?? missing();
        const { login } = this.store.user(user) ?? missing();
        const there = team.members.find((each) => sameLogin(each, user));
        if (there !== undefined) return Object.assign(there, { role });
        const member: TeamMember = { login, role };
        team.members.push(member);
        return member;
      },
    );
  }

  removeTeamMembership(id: number, user: string): void {
    this.call("DELETE", `/organizations/${this.orgIdOf(id)}/team/${id}/memberships/${user}`, "admin", () => {
      remove((this.store.team(id) ?? missing()).members, (each) => sameLogin(each, user));
    });
  }

  /** Repositories that a team has access to, with its permission. */
  teamRepositories(id: number): { repository: Repository; permission: string }[] {
    return this.call("GET", `/organizations/${this.orgIdOf(id)}/team/${id}/repos`, "read", () => {
      const team = this.store.team(id) ?? missing();
      return this.store.repositoriesOf(team.organization).flatMap(({ repository, teams }) => {
        const permission = teams[id];
        return permission === undefined ? [] : [{ repository, permission }];
      });
    });
  }

  private org(login: string): OrganizationRecord {
    return this.store.organization(login) ?? missing();
  }

  private orgIdOf(team: number): number {
    const login = this.store.team(team)?.organization;
    return login === undefined ? 0 : this.org(login).organization.id;
  }

  private checkTeam(org: OrganizationRecord, team: Team): void {
    const fault = (message: string) =>
      invalid("Validation Failed", { resource: "Team", field: "name", code: "unprocessable", message });
    if (org.teams.some((each) => each.id !== team.id && each.slug === team.slug))
      throw fault("Name must be unique for this org");
    if (team.parent === null) return;
    const parent = this.store.team(team.parent) ?? missing();
    if (parent.privacy === "secret" || team.privacy === "secret")
      throw fault("Secret teams cannot be parent or child teams");
  }
}

/** The slug that GitHub makes of a team's name. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

function sameUser(user: string): (each: OrganizationMembership) => boolean {
  return (each) => each.user.toLowerCase() === user.toLowerCase();
}

function sameLogin(member: TeamMember, user: string): boolean {
  return member.login.toLowerCase() === user.toLowerCase();
}

function missing(): never {
  throw notFound();
}
