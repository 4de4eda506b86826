import type { NewRepository, RepositoryChange } from "../../cloud/github";
import { Answer, created, param, route } from "../call";
import { pageOf, REPO, repoOf } from "./repo";

/** Repositories and their settings. */
export const repositories = [
  route("GET", "/orgs/:org/repos", "", (call) =>
    pageOf(call, call.github.repositories.list(param(call, "org"))),
  ),
  route("POST", "/orgs/:org/repos", "", (call) =>
    created(call.github.repositories.create(param(call, "org"), call.body as NewRepository)),
  ),
  route("GET", REPO, "", (call) => call.github.repositories.get(...repoOf(call))),
  route("PATCH", REPO, "", (call) =>
    call.github.repositories.update(...repoOf(call), call.body as RepositoryChange),
  ),
  route("DELETE", REPO, "", (call) => call.github.repositories.delete(...repoOf(call))),
  route(
    "GET",
    `${REPO}/vulnerability-alerts`,
    "",
    (call) =>
      new Answer(call.github.repositories.vulnerabilityAlerts(...repoOf(call)) ? 204 : 404, undefined),
  ),
  route("GET", `${REPO}/actions/permissions`, "", (call) => call.github.actions.permissions(...repoOf(call))),
  route("GET", `${REPO}/automated-security-fixes`, "", (call) =>
    call.github.repositories.automatedSecurityFixes(...repoOf(call)),
  ),
  route("GET", `${REPO}/actions/permissions/selected-actions`, "", (call) =>
    call.github.actions.selected(...repoOf(call)),
  ),
  route("GET", `${REPO}/actions/permissions/workflow`, "", (call) =>
    call.github.actions.workflow(...repoOf(call)),
  ),
];
