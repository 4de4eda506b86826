import { describeAlerts } from "../../alerts/differences";
import { compareAll } from "../../alerts/run";
import type { Check } from "../check";

/** The alerts tell whom the code says. A difference shows in no plan, and no deployment mends it. */
export const alertDestinations: Check = {
  id: "alert destinations",
  run: async ({ stacks, digitalocean }) => {
    if (!digitalocean.hasToken) return [];
    return describeAlerts(await compareAll(stacks, digitalocean)).map((note) => ({ note }));
  },
};
