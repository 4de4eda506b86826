import type { CloudContext } from "../context";
import type { GitHubData, OrganizationRecord } from "./data";
import { nodeId, Store } from "./store";
import { slugOf } from "./teams";
import type { Team, User } from "./types";
import type { GitHubWorld, OrganizationWorld, TeamWorld } from "./world";

/** What GitHub holds in a new sandbox. */
export function newGitHub(world: GitHubWorld, context: CloudContext): GitHubData {
  const data: GitHubData = { organizations: {}, users: {}, repositories: {}, token_owner: world.tokenOwner };
  const store = new Store(data, context);
  for (const login of world.users) data.users[login.toLowerCase()] = newAccount(store, login, "User");
  for (const each of world.organizations) {
    data.organizations[each.login.toLowerCase()] = newOrganization(store, each);
  }
  return data;
}

function newAccount(store: Store, login: string, type: "User" | "Organization"): User {
  const id = store.id(type);
  return {
    id,
    node_id: nodeId(type, id),
    login,
    type,
    created_at: store.now(),
    updated_at: store.now(),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    html_url: `https://github.com/${login}`,
    site_admin: false,
  };
}

function newOrganization(store: Store, world: OrganizationWorld): OrganizationRecord {
  const people = new Set([...world.admins, ...world.teams.flatMap((team) => team.members)]);
  return {
    organization: {
      ...newAccount(store, world.login, "Organization"),
      plan: { name: world.plan },
      description: "",
    },
    secret_protection: world.secretProtection ?? false,
    code_security: world.codeSecurity ?? false,
    memberships: [...people].map((user) => ({
      user,
      role: world.admins.includes(user) ? "admin" : "member",
      state: "active",
    })),
    teams: world.teams.map((team) => newTeam(store, world.login, team)),
  };
}

function newTeam(store: Store, organization: string, world: TeamWorld): Team {
  const id = store.id("Team");
  return {
    id,
    node_id: nodeId("Team", id),
    organization,
    name: world.name,
    slug: slugOf(world.name),
    description: "",
    privacy: "closed",
    parent: null,
    members: world.members.map((login) => ({ login, role: "member" })),
    review_delegation: null,
  };
}
