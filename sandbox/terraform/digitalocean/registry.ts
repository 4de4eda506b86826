import type { Registries, Registry } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { compact, goTime, text } from "./values";

const HOST = "registry.digitalocean.com";

/** `digitalocean_container_registry`: the tier belongs to the account's one subscription, not to the registry. */
export const registry: ResourceType = {
  create({ cloud }, planned) {
    const { registries } = cloud.digitalocean;
    const request = compact<Parameters<Registries["create"]>[0]>({
      name: text(planned.name) ?? "",
      subscription_tier_slug: text(planned.subscription_tier_slug) ?? "",
      region: text(planned.region),
    });
    const created = call("Error creating container registry", () => registries.create(request));
    return flatten(registries, planned, created);
  },

  read({ cloud }, state) {
    const { registries } = cloud.digitalocean;
    const found = lookUp("Error retrieving container registry", () => registries.get(text(state.id) ?? ""));
    return found && flatten(registries, state, found);
  },

  update({ cloud }, prior, planned) {
    const { registries } = cloud.digitalocean;
    const tier = text(planned.subscription_tier_slug) ?? "";
    if (prior.subscription_tier_slug !== tier) {
      call("Error updating container registry subscription", () => registries.updateSubscription(tier));
    }
    const found = call("Error retrieving container registry", () => registries.get(text(prior.id) ?? ""));
    return flatten(registries, planned, found);
  },

  delete({ cloud }, state) {
    const { registries } = cloud.digitalocean;
    call("Error deleting container registry", () => registries.delete(text(state.id) ?? ""));
  },

  import: (_context: Context, id: string) => ({ id }),
};

/** Reads a registry with the tier of the account. */
export function flatten(registries: Registries, kept: Values, found: Registry): Values {
  const failure = "Error retrieving container registry subscription";
  const { tier } = call(failure, () => registries.getSubscription());
  return stateOf(kept, {
    id: found.name,
    name: found.name,
    region: found.region,
    endpoint: `${HOST}/${found.name}`,
    server_url: HOST,
    storage_usage_bytes: found.storage_usage_bytes,
    created_at: goTime(found.created_at),
    subscription_tier_slug: tier.slug,
  });
}
