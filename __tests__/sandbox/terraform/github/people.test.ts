import type { Values } from "../../../../sandbox/terraform/resource-type";
import { Workbench } from "./harness";

const COLLABORATORS = "github_repository_collaborators";

describe("github_repository_collaborators", () => {
  test("is all who have access: others go, teams keep the name they were given", () => {
    const bench = new Workbench();
    const other = bench.github.organizations.createTeam("acme", { name: "other" }).id;
    bench.github.access.setTeamPermission(other, "acme", "bot", "pull");
    bench.github.access.addCollaborator("acme", "bot", "ada", "push");
    const config = {
      user: [{ username: "octocat" }, { username: "grace", permission: "maintain" }],
      team: [{ team_id: "platform-team" }],
    };
    const state = bench.create(COLLABORATORS, config);
    expect(state).toMatchObject({
      id: "bot",
      user: [
        { username: "grace", permission: "maintain" },
        { username: "octocat", permission: "push" },
      ],
      team: [{ team_id: "platform-team", permission: "push" }],
      invitation_ids: { octocat: expect.stringMatching(/^\d+$/) },
    });
    const changed = bench.update(COLLABORATORS, state, {
      user: [{ username: "octocat", permission: "pull" }],
      team: [],
    });
    expect(changed).toMatchObject({ user: [{ username: "octocat", permission: "pull" }], team: [] });
    expect((bench.import(COLLABORATORS, "bot") as Values).user).toEqual(changed.user);
    bench.delete(COLLABORATORS, changed);
    expect(bench.read(COLLABORATORS, changed)).toMatchObject({ user: [], team: [], invitation_ids: {} });
  });

  test("leaves ignored teams alone, and takes each name once", () => {
    const bench = new Workbench();
    const { id } = bench.github.organizations.team("acme", "platform-team");
    bench.github.access.setTeamPermission(id, "acme", "bot", "admin");
    const state = bench.create(COLLABORATORS, { ignore_team: [{ team_id: "platform-team" }] });
    expect(state.team).toEqual([]);
    expect(bench.github.access.teams("acme", "bot")).toHaveLength(1);
    const twice = (config: Values) => () => bench.create(COLLABORATORS, config);
    expect(twice({ user: [{ username: "a" }, { username: "a" }] })).toThrow("duplicate set member found: a");
    expect(twice({ team: [{ team_id: "t" }, { team_id: "t" }] })).toThrow("duplicate set member: t");
  });

  test("is gone with the repository", () => {
    const bench = new Workbench();
    const state = bench.create(COLLABORATORS, {});
    bench.github.repositories.delete("acme", "bot");
    expect(bench.read(COLLABORATORS, state)).toBeUndefined();
  });
});

test("github_repository_collaborator is invited first and then has access", () => {
  const type = "github_repository_collaborator";
  const bench = new Workbench();
  const state = bench.create(type, { username: "octocat", permission: "pull" });
  expect(state).toMatchObject({
    id: "bot:octocat",
    permission: "pull",
    invitation_id: expect.stringMatching(/^\d+$/),
  });
  bench.github.access.acceptInvitation(Number(state.invitation_id));
  expect(bench.read(type, state)).toMatchObject({ username: "octocat", permission: "pull" });
  expect(bench.import(type, "bot:OCTOCAT")).toMatchObject({ username: "octocat" });
  bench.delete(type, state);
  expect(bench.read(type, state)).toBeUndefined();
  const invited = bench.create(type, { username: "octocat", repository: "acme/bot" });
  bench.delete(type, invited);
  expect(bench.github.access.invitations("acme", "bot")).toEqual([]);
});

describe("github_team", () => {
  test("its creator leaves it, unless wanted", () => {
    const bench = new Workbench();
    const state = bench.create("github_team", { name: "Ops Team", privacy: "closed" });
    expect(state).toMatchObject({ slug: "ops-team", members_count: 0, parent_team_id: "", ldap_dn: "" });
    const kept = bench.create("github_team", {
      name: "x",
      create_default_maintainer: true,
      privacy: "closed",
      parent_team_id: "ops-team",
    });
    expect(kept).toMatchObject({
      members_count: 1,
      parent_team_id: state.id,
      parent_team_read_slug: "ops-team",
    });
    expect(bench.update("github_team", state, { name: "Ops" })).toMatchObject({ id: state.id, slug: "ops" });
    expect(bench.import("github_team", "ops")).toMatchObject({ id: state.id, name: "Ops" });
    bench.delete("github_team", state);
    bench.delete("github_team", kept);
    expect(bench.read("github_team", kept)).toBeUndefined();
  });

  test("is for organisations only", () => {
    const bench = new Workbench({}, { owner: "octocat" });
    expect(() => bench.create("github_team", { name: "x" })).toThrow(
      'this resource can only be used in the context of an organization, "octocat" is a user',
    );
  });

  test("access, members and settings of a team", () => {
    const bench = new Workbench();
    const { id } = bench.create("github_team", { name: "ops" });
    const team_id = String(id);
    const access = bench.create("github_team_repository", { team_id, permission: "maintain" });
    expect(access).toMatchObject({ id: `${id}:bot`, permission: "maintain" });
    expect(bench.update("github_team_repository", access, { permission: "push" }).permission).toBe("push");
    expect(bench.import("github_team_repository", "ops:bot")).toMatchObject({ team_id, permission: "push" });
    bench.delete("github_team_repository", access);
    expect(bench.read("github_team_repository", access)).toBeUndefined();

    const membership = bench.create("github_team_membership", { team_id, username: "grace" });
    expect(membership).toMatchObject({ id: `${id}:grace`, role: "member" });
    expect(bench.update("github_team_membership", membership, { role: "maintainer" }).role).toBe(
      "maintainer",
    );
    expect(bench.import("github_team_membership", "ops:grace")).toMatchObject({ role: "maintainer" });
    bench.delete("github_team_membership", membership);
    expect(bench.read("github_team_membership", membership)).toBeUndefined();

    const members = bench.create("github_team_members", {
      team_id,
      members: [{ username: "ada" }, { username: "grace" }],
    });
    const changed = bench.update("github_team_members", members, {
      members: [{ username: "grace", role: "maintainer" }],
    });
    expect(changed.members).toEqual([{ username: "grace", role: "maintainer" }]);
    expect(bench.import("github_team_members", "ops")?.members).toEqual(changed.members);
    bench.delete("github_team_members", changed);
    expect(bench.read("github_team_members", changed)?.members).toEqual([]);

    const review_request_delegation = [{ member_count: 1 }];
    const settings = bench.create("github_team_settings", { team_id: "ops", review_request_delegation });
    expect(bench.read("github_team_settings", settings)).toMatchObject({
      team_slug: "ops",
      review_request_delegation: [{ algorithm: "ROUND_ROBIN", member_count: 1, notify: false }],
    });
    expect(bench.import("github_team_settings", "ops")?.team_uid).toBe(settings.id);
    bench.delete("github_team_settings", settings);
    expect(bench.read("github_team_settings", settings)?.review_request_delegation).toEqual([]);
  });
});

test("github_membership is taken away, or only downgraded", () => {
  const bench = new Workbench();
  const state = bench.create("github_membership", {
    username: "octocat",
    role: "admin",
    downgrade_on_destroy: true,
  });
  expect(state).toMatchObject({ id: "acme:octocat", role: "admin" });
  bench.delete("github_membership", state);
  expect(bench.read("github_membership", state)?.role).toBe("member");
  bench.delete("github_membership", { ...state, downgrade_on_destroy: false });
  expect(bench.read("github_membership", state)).toBeUndefined();
});

test("github_repository_topics replaces all", () => {
  const bench = new Workbench();
  const state = bench.create("github_repository_topics", { topics: ["a", "b"] });
  expect(bench.update("github_repository_topics", state, { topics: ["c"] }).topics).toEqual(["c"]);
  expect(bench.import("github_repository_topics", "bot")?.topics).toEqual(["c"]);
  bench.delete("github_repository_topics", state);
  expect(bench.github.repositories.get("acme", "bot").topics).toEqual([]);
});
