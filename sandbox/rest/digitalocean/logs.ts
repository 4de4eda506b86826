import { componentsOf, type LogType } from "../../cloud/digitalocean";
import { Answer, type Call, param, route } from "../call";

const DEPLOYMENT = "/v2/apps/:app/deployments/:deployment";

/** Logs of deployments. As in the real API the answer holds addresses of archives, which take no token. */
export const logs = [
  route("GET", `${DEPLOYMENT}/components/:component/logs`, "app:read", (call) => {
    logOf(call, param(call, "component"), typeOf(call));
    return { historic_urls: [archive(call, param(call, "component"))] };
  }),
  route("GET", `${DEPLOYMENT}/logs`, "app:read", (call) => {
    const { spec } = call.cloud.digitalocean.apps.get(param(call, "app"));
    return { historic_urls: componentsOf(spec).map(({ component: { name } }) => archive(call, name)) };
  }),
  route("GET", "/sandbox/logs/:app/:deployment/:component/:type", "none", (call) => {
    const text = logOf(call, param(call, "component"), param(call, "type") as LogType);
    return new Answer(200, text);
  }),
];

function logOf({ cloud, params }: Call, component: string, type: LogType): string {
  return cloud.digitalocean.apps.log(params.app ?? "", params.deployment ?? "", component, type);
}

function typeOf({ query }: Call): LogType {
  return (query.get("type") ?? "RUN") as LogType;
}

function archive(call: Call, component: string): string {
  return `${call.url}/sandbox/logs/${param(call, "app")}/${param(call, "deployment")}/${component}/${typeOf(call)}`;
}
