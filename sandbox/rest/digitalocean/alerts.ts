import type { AlertDestinations } from "../../cloud/digitalocean";
import { param, route } from "../call";

/** `/v2/apps/{id}/alerts`. */
export const alerts = [
  route("GET", "/v2/apps/:app/alerts", "app:read", (call) => ({
    alerts: call.cloud.digitalocean.apps.listAlerts(param(call, "app")),
  })),
  route("POST", "/v2/apps/:app/alerts/:alert/destinations", "app:update", (call) => ({
    alert: call.cloud.digitalocean.apps.updateAlertDestinations(
      param(call, "app"),
      param(call, "alert"),
      call.body as AlertDestinations,
    ),
  })),
];
