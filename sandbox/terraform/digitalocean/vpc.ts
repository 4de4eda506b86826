import type { Vpc, VpcRequest } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { compact, goTime, text } from "./values";

/** `digitalocean_vpc`. */
export const vpc: ResourceType = {
  create({ cloud }, planned) {
    const request = compact<VpcRequest>({
      name: text(planned.name) ?? "",
      region: text(planned.region) ?? "",
      description: text(planned.description),
      ip_range: text(planned.ip_range),
    });
    return flatten(
      planned,
      call("Error creating VPC", () => cloud.digitalocean.vpcs.create(request)),
    );
  },

  read({ cloud }, state) {
    const found = lookUp("Error reading VPC", () => cloud.digitalocean.vpcs.get(text(state.id) ?? ""));
    return found && flatten(state, found);
  },

  update({ cloud }, prior, planned) {
    const change = { name: text(planned.name) ?? "", description: text(planned.description) ?? "" };
    const id = text(prior.id) ?? "";
    return flatten(
      planned,
      call("Error updating VPC ", () => cloud.digitalocean.vpcs.update(id, change)),
    );
  },

  delete({ cloud }, state) {
    call("Error deleting VPC", () => cloud.digitalocean.vpcs.delete(text(state.id) ?? ""));
  },

  import: (_context: Context, id: string) => ({ id }),
};

function flatten(kept: Values, found: Vpc): Values {
  return stateOf(kept, { ...found, created_at: goTime(found.created_at) });
}
