import { CloudError } from "../../cloud/cloud-error";
import type { Team } from "../../cloud/github";
import { type Call, param, route } from "../call";
import { checkFaults, pageOf } from "./repo";

/** Users, organisations and teams. */
export const people = [
  route("GET", "/user", "", currentUser),
  route("GET", "/users/:login", "", (call) => call.github.organizations.user(param(call, "login"))),
  route("GET", "/orgs/:org", "", (call) => call.github.organizations.organization(param(call, "org"))),
  route("GET", "/orgs/:org/teams", "", (call) =>
    pageOf(call, call.github.organizations.teams(param(call, "org"))).map(shown),
  ),
  route("GET", "/orgs/:org/teams/:slug", "", (call) =>
    shown(call.github.organizations.team(param(call, "org"), param(call, "slug"))),
  ),
  route("GET", "/orgs/:org/teams/:slug/members", "", (call) => {
    const { members } = call.github.organizations.team(param(call, "org"), param(call, "slug"));
    return pageOf(call, members).map(({ login }) => ({ login }));
  }),
  route("GET", "/orgs/:org/memberships/:login", "", (call) => {
    const [org, login] = [param(call, "org"), param(call, "login")];
    const { role, state } = call.github.organizations.membership(org, login);
    return { role, state, user: { login } };
  }),
];

/** Apps are no users: GitHub refuses them here. */
function currentUser(call: Call): unknown {
  const { login, integrationId } = call.caller;
  checkFaults(call);
  if (integrationId !== undefined) throw new CloudError(403, "Resource not accessible by integration");
  return call.github.organizations.user(login);
}

function shown({ id, node_id, name, slug, description, privacy }: Team): unknown {
  return { id, node_id, name, slug, description, privacy };
}
