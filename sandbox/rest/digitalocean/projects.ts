import type { ProjectRequest } from "../../cloud/digitalocean";
import { type Call, created, param, route } from "../call";
import { list } from "./list";

const PROJECT = "/v2/projects/:project";

/** `/v2/projects`. */
export const projects = [
  route("GET", "/v2/projects", "project:read", (call) => list(call, "projects", projectsOf(call).list())),
  route("POST", "/v2/projects", "project:create", (call) =>
    created({ project: projectsOf(call).create(call.body as ProjectRequest) }),
  ),
  route("GET", "/v2/projects/default", "project:read", (call) => ({
    project: projectsOf(call).getDefault(),
  })),
  route("GET", PROJECT, "project:read", (call) => ({
    project: projectsOf(call).get(param(call, "project")),
  })),
  route("PATCH", PROJECT, "project:update", (call) => ({
    project: projectsOf(call).update(param(call, "project"), call.body as Partial<ProjectRequest>),
  })),
  route("DELETE", PROJECT, "project:delete", (call) => projectsOf(call).delete(param(call, "project"))),
  route("GET", `${PROJECT}/resources`, "project:read", (call) =>
    list(call, "resources", projectsOf(call).listResources(param(call, "project"))),
  ),
  route("POST", `${PROJECT}/resources`, "project:update", (call) => {
    const { resources } = call.body as { resources: readonly string[] };
    return { resources: projectsOf(call).assignResources(param(call, "project"), resources) };
  }),
];

function projectsOf({ cloud }: Call): Call["cloud"]["digitalocean"]["projects"] {
  return cloud.digitalocean.projects;
}
