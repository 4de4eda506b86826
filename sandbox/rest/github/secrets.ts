import type { SecretPlace } from "../../cloud/github";
import { type Call, param, route } from "../call";
import { REPO, repoOf, wrapped } from "./repo";

const ENVIRONMENT = `${REPO}/environments/:environment`;

/** Names of secrets, never their values; and variables. */
export const secrets = [
  route("GET", `${REPO}/actions/secrets`, "", (call) =>
    wrapped(call, "secrets", call.github.secrets.list(placeOf(call))),
  ),
  route("GET", `${REPO}/actions/secrets/:secret`, "", (call) =>
    call.github.secrets.get(placeOf(call), param(call, "secret")),
  ),
  route("GET", `${REPO}/actions/variables`, "", (call) =>
    wrapped(call, "variables", call.github.variables.list(placeOf(call))),
  ),
  route("GET", `${ENVIRONMENT}/secrets`, "", (call) =>
    wrapped(call, "secrets", call.github.secrets.list(placeOf(call))),
  ),
  route("GET", `${ENVIRONMENT}/secrets/:secret`, "", (call) =>
    call.github.secrets.get(placeOf(call), param(call, "secret")),
  ),
  route("GET", `${ENVIRONMENT}/variables`, "", (call) =>
    wrapped(call, "variables", call.github.variables.list(placeOf(call))),
  ),
];

function placeOf(call: Call): SecretPlace {
  const [owner, repository] = repoOf(call);
  const { environment } = call.params;
  return environment === undefined ? { owner, repository } : { owner, repository, environment };
}
