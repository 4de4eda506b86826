import { refusalOf, withRepository } from "./harness";

describe("teams", () => {
  test("have unique slugs, and who creates one is its maintainer", () => {
    const { github } = withRepository();
    const team = github.organizations.createTeam("acme", { name: "Code Reviewers!", privacy: "closed" });
    expect(team).toMatchObject({ slug: "code-reviewers", members: [{ login: "ada", role: "maintainer" }] });
    expect(
      refusalOf(() => github.organizations.createTeam("acme", { name: "code reviewers" })).errors,
    ).toMatchObject([{ message: "Name must be unique for this org" }]);
    expect(github.organizations.updateTeam(team.id, { name: "Reviewers" }).slug).toBe("reviewers");
    expect(refusalOf(() => github.organizations.team("acme", "code-reviewers")).status).toBe(404);
  });

  test("nest when they are not secret, and go with their parent and their access", () => {
    const { github, bot } = withRepository();
    const parent = github.organizations.createTeam("acme", { name: "parent", privacy: "closed" });
    const nested = { parent_team_id: parent.id };
    expect(
      refusalOf(() => github.organizations.createTeam("acme", { name: "kid", ...nested })).errors,
    ).toMatchObject([{ message: "Secret teams cannot be parent or child teams" }]);
    const child = github.organizations.createTeam("acme", { name: "kid", privacy: "closed", ...nested });
    github.access.setTeamPermission(child.id, ...bot, "push");
    github.organizations.deleteTeam(parent.id);
    expect(refusalOf(() => github.organizations.teamById(child.id)).status).toBe(404);
    expect(github.access.teams(...bot)).toEqual([]);
  });

  test("members come and go", () => {
    const { github } = withRepository();
    const { id } = github.organizations.team("acme", "platform-team");
    expect(github.organizations.setTeamMembership(id, "OCTOCAT", "member")).toEqual({
      login: "octocat",
      role: "member",
    });
    expect(github.organizations.setTeamMembership(id, "octocat", "maintainer").role).toBe("maintainer");
    github.organizations.removeTeamMembership(id, "octocat");
    expect(refusalOf(() => github.organizations.teamMembership(id, "octocat")).status).toBe(404);
    expect(refusalOf(() => github.organizations.setTeamMembership(id, "ghost", "member")).status).toBe(404);
  });

  test("leaving the organisation leaves its teams", () => {
    const { github } = withRepository();
    expect(github.organizations.setMembership("acme", "octocat", "member").state).toBe("pending");
    github.organizations.removeMembership("acme", "grace");
    expect(github.organizations.team("acme", "platform-team").members.map((each) => each.login)).toEqual([
      "ada",
    ]);
    expect(refusalOf(() => github.organizations.membership("acme", "grace")).status).toBe(404);
  });
});

describe("access to a repository", () => {
  test("members get it at once, others by an invitation that they accept", () => {
    const { github, bot } = withRepository();
    expect(github.access.addCollaborator(...bot, "grace", "push")).toBeUndefined();
    const invitation = github.access.addCollaborator(...bot, "octocat", "pull");
    expect(invitation).toMatchObject({ invitee: "octocat", permissions: "pull" });
    const id = invitation?.id ?? 0;
    expect(github.access.addCollaborator(...bot, "octocat", "push")?.id).toBe(id);
    expect(github.access.updateInvitation(...bot, id, "maintain").permissions).toBe("maintain");
    github.access.acceptInvitation(id);
    expect(github.access.collaborators(...bot)).toEqual([
      { login: "grace", permission: "push" },
      { login: "octocat", permission: "maintain" },
    ]);
    expect(github.access.invitations(...bot)).toEqual([]);
    github.access.removeCollaborator(...bot, "Octocat");
    expect(github.access.collaborators(...bot)).toHaveLength(1);
  });

  test("unknown people and permissions are refused", () => {
    const { github, bot } = withRepository();
    expect(refusalOf(() => github.access.addCollaborator(...bot, "ghost", "push")).status).toBe(404);
    expect(refusalOf(() => github.access.addCollaborator(...bot, "grace", "rule" as "push")).errors).toEqual([
      "Invalid permission: rule",
    ]);
    expect(refusalOf(() => github.access.teamPermission(1, ...bot)).status).toBe(404);
    expect(refusalOf(() => github.access.removeTeam(1, ...bot)).status).toBe(404);
  });

  test("the most that a user may do", () => {
    const { github, bot } = withRepository();
    const { id } = github.organizations.team("acme", "platform-team");
    const of = (login: string) => github.access.permission(...bot, login);
    expect(of("ada")).toEqual({ permission: "admin", role_name: "admin" });
    expect(of("grace")).toEqual({ permission: "none", role_name: "none" });
    github.access.addCollaborator(...bot, "grace", "pull");
    expect(of("grace")).toEqual({ permission: "read", role_name: "read" });
    github.access.setTeamPermission(id, ...bot, "maintain");
    expect(of("grace")).toEqual({ permission: "write", role_name: "maintain" });
    expect(github.organizations.teamRepositories(id)).toMatchObject([{ permission: "maintain" }]);
  });
});
