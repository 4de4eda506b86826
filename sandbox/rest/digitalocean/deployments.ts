import { type Call, param, route } from "../call";
import { list } from "./list";

/** `/v2/apps/{id}/deployments`. */
export const deployments = [
  route("GET", "/v2/apps/:app/deployments", "app:read", (call) =>
    list(call, "deployments", appsOf(call).listDeployments(param(call, "app"))),
  ),
  route("POST", "/v2/apps/:app/deployments", "app:update", (call) => ({
    deployment: appsOf(call).createDeployment(param(call, "app")),
  })),
  route("GET", "/v2/apps/:app/deployments/:deployment", "app:read", (call) => ({
    deployment: appsOf(call).getDeployment(param(call, "app"), param(call, "deployment")),
  })),
  route("POST", "/v2/apps/:app/deployments/:deployment/cancel", "app:update", (call) => ({
    deployment: appsOf(call).cancelDeployment(param(call, "app"), param(call, "deployment")),
  })),
];

function appsOf(call: Call): Call["cloud"]["digitalocean"]["apps"] {
  return call.cloud.digitalocean.apps;
}
