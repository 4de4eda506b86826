import { type Call, route } from "../call";
import { checkFaults } from "./list";

/** `/v2/account`, and the catalogue of App Platform. */
export const account = [
  route("GET", "/v2/account", "account:read", getAccount),
  route("GET", "/v2/apps/regions", "app:read", (call) => {
    checkFaults(call);
    return { regions: call.cloud.digitalocean.regions() };
  }),
  route("GET", "/v2/apps/tiers/instance_sizes", "app:read", (call) => {
    checkFaults(call);
    return { instance_sizes: call.cloud.digitalocean.instanceSizes() };
  }),
];

function getAccount(call: Call): unknown {
  checkFaults(call);
  const { email, uuid } = call.cloud.digitalocean.account;
  return {
    account: { email, uuid, email_verified: true, status: "active", status_message: "", droplet_limit: 25 },
  };
}
