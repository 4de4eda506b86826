import type { EnvironmentSettings } from "../../cloud/github";
import { param, route } from "../call";
import { REPO, repoOf, wrapped } from "./repo";

const ENVIRONMENT = `${REPO}/environments/:environment`;

/** Environments and the branches that may deploy to them. */
export const environments = [
  route("GET", `${REPO}/environments`, "", (call) =>
    wrapped(call, "environments", call.github.environments.list(...repoOf(call))),
  ),
  route("GET", ENVIRONMENT, "", (call) =>
    call.github.environments.get(...repoOf(call), param(call, "environment")),
  ),
  route("PUT", ENVIRONMENT, "", (call) =>
    call.github.environments.put(
      ...repoOf(call),
      param(call, "environment"),
      (call.body ?? {}) as EnvironmentSettings,
    ),
  ),
  route("DELETE", ENVIRONMENT, "", (call) =>
    call.github.environments.delete(...repoOf(call), param(call, "environment")),
  ),
  route("GET", `${ENVIRONMENT}/deployment-branch-policies`, "", (call) =>
    wrapped(
      call,
      "branch_policies",
      call.github.environments.policies(...repoOf(call), param(call, "environment")),
    ),
  ),
  route("POST", `${ENVIRONMENT}/deployment-branch-policies`, "", (call) => {
    const { name, type = "branch" } = call.body as { name: string; type?: "branch" | "tag" };
    return call.github.environments.addPolicy(...repoOf(call), param(call, "environment"), { name, type });
  }),
];
