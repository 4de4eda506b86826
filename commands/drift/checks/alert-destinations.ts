import { compareAlerts, describeAlerts } from "../../alerts/differences";
import type { DriftCheck } from "../check";

/** Whom the apps' alerts tell: the provider never reads destinations back (digitalocean/terraform-provider-digitalocean#1606). */
export const alertDestinations: DriftCheck = {
  id: "alert destinations",
  run: async ({ stack, clouds }) => ({
    differs: describeAlerts(await compareAlerts(stack, clouds.digitalocean)),
  }),
};
