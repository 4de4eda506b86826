import { param, route } from "../call";
import { list } from "./list";

/** Container registries, to look at. */
export const registries = [
  route("GET", "/v2/registries", "registry:read", (call) =>
    list(call, "registries", call.cloud.digitalocean.registries.list()),
  ),
  route("GET", "/v2/registries/subscription", "registry:read", (call) => ({
    subscription: call.cloud.digitalocean.registries.getSubscription(),
  })),
  route("GET", "/v2/registries/:registry", "registry:read", (call) => ({
    registry: call.cloud.digitalocean.registries.get(param(call, "registry")),
  })),
];
