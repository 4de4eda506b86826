import { CloudError } from "../../cloud/cloud-error";
import type { Permission } from "../../cloud/github";
import { own } from "../../cloud/own";
import { type Call, param, route } from "../call";
import { pageOf, REPO, repoOf } from "./repo";

/** Who may do what in a repository. */
export const access = [
  route("GET", `${REPO}/collaborators`, "", (call) =>
    pageOf(call, call.github.access.collaborators(...repoOf(call))).map(({ login, permission }) => ({
      login,
      role_name: permission,
    })),
  ),
  route("GET", `${REPO}/collaborators/:login/permission`, "", (call) => {
    const login = param(call, "login");
    return { permission: permissionOf(call, login), user: { login } };
  }),
  route("GET", `${REPO}/invitations`, "", (call) =>
    pageOf(call, call.github.access.invitations(...repoOf(call))).map(({ id, invitee, permissions }) => ({
      id,
      invitee: { login: invitee },
      permissions: INVITED[permissions] ?? permissions,
    })),
  ),
  route("GET", `${REPO}/teams`, "", (call) =>
    pageOf(call, call.github.access.teams(...repoOf(call))).map(({ team, permission }) => ({
      id: team.id,
      name: team.name,
      slug: team.slug,
      permission,
    })),
  ),
];

/** Invitations say "read" and "write". */
const INVITED: Readonly<Record<string, string>> = { pull: "read", push: "write" };

const WORDS: Readonly<Record<Permission, string>> = {
  pull: "read",
  triage: "read",
  push: "write",
  maintain: "write",
  admin: "admin",
};
const RANK: readonly Permission[] = ["pull", "triage", "push", "maintain", "admin"];

/** The strongest of what the user has as collaborator, by team, and as an owner of the organisation. */
function permissionOf(call: Call, login: string): string {
  const [owner, repo] = repoOf(call);
  const { organizations } = call.cloud.github.data;
  if (own(call.cloud.github.data.users, login.toLowerCase()) === undefined)
    throw new CloudError(404, "Not Found");
  const direct = call.github.access.collaborators(owner, repo).filter((each) => each.login === login);
  const teams = call.github.access
    .teams(owner, repo)
    .filter(({ team }) => team.members.some((member) => member.login === login));
  const isOwner = organizations[owner.toLowerCase()]?.memberships.some(
    ({ user, role }) => user === login && role === "admin",
  );
  const all = [...direct, ...teams].map(({ permission }) => permission);
  const best = isOwner ? "admin" : RANK.filter((permission) => all.includes(permission)).at(-1);
  return best === undefined ? "none" : WORDS[best];
}
