import type { AlertPolicy, AlertPolicyRequest } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { expandNotifications, flattenNotifications } from "./notifications";
import { stateOf } from "./state";
import { text, texts } from "./values";

/** `digitalocean_monitor_alert`. */
export const monitorAlert: ResourceType = {
  create({ cloud }, planned) {
    const { monitorAlerts } = cloud.digitalocean;
    return flatten(
      planned,
      call("Error creating Alert Policy", () => monitorAlerts.create(expand(planned))),
    );
  },

  read({ cloud }, state) {
    const { monitorAlerts } = cloud.digitalocean;
    const policy = lookUp("Error reading Alert", () => monitorAlerts.get(text(state.id) ?? ""));
    return policy && flatten(state, policy);
  },

  update({ cloud }, prior, planned) {
    const { monitorAlerts } = cloud.digitalocean;
    const id = text(prior.id) ?? "";
    return flatten(
      planned,
      call("Error updating monitoring alert", () => monitorAlerts.update(id, expand(planned))),
    );
  },

  delete({ cloud }, state) {
    call("Error deleting monitor alert", () => cloud.digitalocean.monitorAlerts.delete(text(state.id) ?? ""));
  },

  import: (_context: Context, id: string) => ({ id }),
};

function expand(planned: Values): AlertPolicyRequest {
  return {
    type: text(planned.type) ?? "",
    description: text(planned.description) ?? "",
    compare: text(planned.compare) ?? "",
    value: typeof planned.value === "number" ? planned.value : 0,
    window: text(planned.window) ?? "",
    enabled: planned.enabled === true,
    entities: texts(planned.entities),
    tags: texts(planned.tags),
    alerts: expandNotifications(planned.alerts),
  };
}

/** `uuid` is in the schema but the provider never sets it; the threshold passes through single precision. */
function flatten(kept: Values, policy: AlertPolicy): Values {
  return stateOf(kept, {
    id: policy.uuid,
    type: policy.type,
    description: policy.description,
    compare: policy.compare,
    value: Math.fround(policy.value),
    window: policy.window,
    enabled: policy.enabled,
    entities: [...policy.entities],
    tags: [...policy.tags],
    alerts: flattenNotifications(policy.alerts),
  });
}
