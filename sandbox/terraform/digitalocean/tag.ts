import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { text } from "./values";

/** `digitalocean_tag`. */
export const tag: ResourceType = {
  create({ cloud }, planned) {
    const { name } = call("Error creating tag", () =>
      cloud.digitalocean.tags.create(text(planned.name) ?? ""),
    );
    return flatten(planned, name);
  },

  read({ cloud }, state) {
    const found = lookUp("Error retrieving tag", () => cloud.digitalocean.tags.get(text(state.id) ?? ""));
    return found && flatten(state, found.name);
  },

  delete({ cloud }, state) {
    call("Error deleting tag", () => cloud.digitalocean.tags.delete(text(state.id) ?? ""));
  },

  import: (_context: Context, id: string) => ({ id }),
};

function flatten(kept: Values, name: string): Values {
  return stateOf(kept, {
    id: name,
    name,
    total_resource_count: 0,
    droplets_count: 0,
    images_count: 0,
    volumes_count: 0,
    volume_snapshots_count: 0,
    databases_count: 0,
  });
}
