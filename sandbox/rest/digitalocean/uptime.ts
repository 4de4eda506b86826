import type { UptimeAlertRequest, UptimeCheck, UptimeCheckRequest } from "../../cloud/digitalocean";
import { Answer, type Call, created, param, route } from "../call";
import { list } from "./list";
import { withLiveUrls } from "./live-url";

const CHECK = "/v2/uptime/checks/:check";
const ALERT = `${CHECK}/alerts/:alert`;

/** `/v2/uptime/checks` and their alerts. */
export const uptime = [
  route("GET", "/v2/uptime/checks", "uptime:read", (call) =>
    list(
      call,
      "checks",
      uptimeOf(call)
        .listChecks()
        .map((check) => shown(call, check)),
    ),
  ),
  route("POST", "/v2/uptime/checks", "uptime:create", (call) =>
    created({ check: uptimeOf(call).createCheck(call.body as UptimeCheckRequest) }),
  ),
  route("GET", CHECK, "uptime:read", (call) => ({
    check: shown(call, uptimeOf(call).getCheck(param(call, "check"))),
  })),
  route("PUT", CHECK, "uptime:update", (call) => ({
    check: uptimeOf(call).updateCheck(param(call, "check"), call.body as UptimeCheckRequest),
  })),
  route("DELETE", CHECK, "uptime:delete", (call) => uptimeOf(call).deleteCheck(param(call, "check"))),
  route("GET", `${CHECK}/alerts`, "uptime:read", (call) =>
    list(call, "alerts", uptimeOf(call).listAlerts(param(call, "check"))),
  ),
  route("POST", `${CHECK}/alerts`, "uptime:create", (call) =>
    created({ alert: uptimeOf(call).createAlert(param(call, "check"), call.body as UptimeAlertRequest) }),
  ),
  route("GET", ALERT, "uptime:read", (call) => ({
    alert: uptimeOf(call).getAlert(param(call, "check"), param(call, "alert")),
  })),
  route("PUT", ALERT, "uptime:update", (call) => ({
    alert: uptimeOf(call).updateAlert(
      param(call, "check"),
      param(call, "alert"),
      call.body as UptimeAlertRequest,
    ),
  })),
  route("DELETE", ALERT, "uptime:delete", (call) => {
    uptimeOf(call).deleteAlert(param(call, "check"), param(call, "alert"));
    return new Answer(204, undefined);
  }),
];

function uptimeOf({ cloud }: Call): Call["cloud"]["digitalocean"]["uptime"] {
  return cloud.digitalocean.uptime;
}

function shown(call: Call, check: UptimeCheck): UptimeCheck {
  return { ...check, target: withLiveUrls(call, check.target) };
}
