import type { UptimeAlertRequest, UptimeCheckRequest } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { expandNotifications, flattenNotifications } from "./notifications";
import { stateOf } from "./state";
import { compact, filled, flag, number, text, texts } from "./values";

/** `digitalocean_uptime_check`. */
export const uptimeCheck: ResourceType = {
  create({ cloud }, planned) {
    const { uptime } = cloud.digitalocean;
    const check = call("Error creating Check", () => uptime.createCheck(expandCheck(planned)));
    return stateOf(planned, { ...check, regions: [...check.regions] });
  },

  read({ cloud }, state) {
    const check = lookUp("Error retrieving check", () =>
      cloud.digitalocean.uptime.getCheck(text(state.id) ?? ""),
    );
    return check && stateOf(state, { ...check, regions: [...check.regions] });
  },

  update({ cloud }, prior, planned) {
    const { uptime } = cloud.digitalocean;
    const id = text(prior.id) ?? "";
    const check = call("Error updating uptime check", () => uptime.updateCheck(id, expandCheck(planned)));
    return stateOf(planned, { ...check, regions: [...check.regions] });
  },

  delete({ cloud }, state) {
    call("Error deleting uptime checks", () => cloud.digitalocean.uptime.deleteCheck(text(state.id) ?? ""));
  },

  import: (_context: Context, id: string) => ({ id }),
};

/** `digitalocean_uptime_alert`. */
export const uptimeAlert: ResourceType = {
  create({ cloud }, planned) {
    const { uptime } = cloud.digitalocean;
    const check = text(planned.check_id) ?? "";
    const alert = call("Error creating Uptime Alert", () => uptime.createAlert(check, expandAlert(planned)));
    return flattenAlert(planned, alert);
  },

  read({ cloud }, state) {
    const { uptime } = cloud.digitalocean;
    const [check, id] = [text(state.check_id) ?? "", text(state.id) ?? ""];
    const alert = lookUp("Error retrieving check", () => uptime.getAlert(check, id));
    return alert && flattenAlert(state, alert);
  },

  update({ cloud }, prior, planned) {
    const { uptime } = cloud.digitalocean;
    const [check, id] = [text(planned.check_id) ?? "", text(prior.id) ?? ""];
    const alert = call("Error updating Alert", () => uptime.updateAlert(check, id, expandAlert(planned)));
    return flattenAlert(planned, alert);
  },

  delete({ cloud }, state) {
    const [check, id] = [text(state.check_id) ?? "", text(state.id) ?? ""];
    call("Error deleting uptime alerts", () => cloud.digitalocean.uptime.deleteAlert(check, id));
  },

  import(_context: Context, id: string) {
    const [check, alert] = id.split(",");
    if (alert === undefined) {
      throw new Error(
        "must use the IDs of the check and alert joined with a comma (e.g. `check_id,alert_id`)",
      );
    }
    return { id: alert, check_id: check ?? "" };
  },
};

function expandCheck(planned: Values): UptimeCheckRequest {
  return compact<UptimeCheckRequest>({
    name: text(planned.name) ?? "",
    target: text(planned.target) ?? "",
    type: text(planned.type),
    enabled: flag(planned.enabled),
    regions: filled(texts(planned.regions)),
  });
}

function expandAlert(planned: Values): UptimeAlertRequest {
  return compact<UptimeAlertRequest>({
    name: text(planned.name) ?? "",
    type: text(planned.type) ?? "",
    notifications: expandNotifications(planned.notifications),
    comparison: text(planned.comparison),
    threshold: number(planned.threshold),
    period: text(planned.period),
  });
}

function flattenAlert(kept: Values, alert: UptimeAlertRequest & { readonly id: string }): Values {
  const { id, name, type, threshold = 0, comparison = "", period = "" } = alert;
  const notifications = flattenNotifications(alert.notifications);
  return stateOf(kept, {
    id,
    name,
    type,
    threshold,
    comparison,
    period,
    notifications,
  });
}
