import { CloudError } from "../../cloud/cloud-error";
import type { AppSpec } from "../../cloud/digitalocean";
import { type Call, param, route } from "../call";
import { list } from "./list";
import { withLiveUrl } from "./live-url";

/** `/v2/apps` and `/v2/apps/{id}`. */
export const apps = [
  route("GET", "/v2/apps", "app:read", (call) =>
    list(
      call,
      "apps",
      call.cloud.digitalocean.apps.list().map((app) => withLiveUrl(call, app)),
    ),
  ),
  route("POST", "/v2/apps", "app:create", (call) => {
    const { project_id: project } = call.body as { project_id?: string };
    const request = { spec: specOf(call), ...(project === undefined ? {} : { project_id: project }) };
    return { app: withLiveUrl(call, call.cloud.digitalocean.apps.create(request)) };
  }),
  route("GET", "/v2/apps/:app", "app:read", (call) => ({
    app: withLiveUrl(call, call.cloud.digitalocean.apps.get(param(call, "app"))),
  })),
  route("PUT", "/v2/apps/:app", "app:update", (call) => {
    const { update_all_source_versions: all = false } = call.body as { update_all_source_versions?: boolean };
    const request = { spec: specOf(call), update_all_source_versions: all };
    return { app: withLiveUrl(call, call.cloud.digitalocean.apps.update(param(call, "app"), request)) };
  }),
  route("DELETE", "/v2/apps/:app", "app:delete", (call) => {
    call.cloud.digitalocean.apps.delete(param(call, "app"));
    return { id: param(call, "app") };
  }),
];

function specOf({ body }: Call): AppSpec {
  const { spec } = (body ?? {}) as { spec?: AppSpec };
  if (typeof spec?.name === "string") return spec;
  throw new CloudError(400, "invalid request: spec is required and must have a name", { id: "bad_request" });
}
