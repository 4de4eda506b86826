import type { Clock } from "../../cloud/clock";
import type { Registries } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { text } from "./values";

/** `digitalocean_container_registry_docker_credentials`: made anew when they have expired. */
export const dockerCredentials: ResourceType = {
  create({ cloud }, planned) {
    const state = read(cloud, planned);
    if (state === undefined) throw new Error(`registry "${text(planned.registry_name) ?? ""}" not found`);
    return state;
  },

  read: ({ cloud }, state) => read(cloud, state),

  update({ cloud }, prior, planned) {
    const changed = prior.expiry_seconds !== planned.expiry_seconds || prior.write !== planned.write;
    return changed ? generate(cloud.clock, cloud.digitalocean.registries, planned) : planned;
  },

  /** The real provider also asks a fixed address outside of the API to revoke the token. */
  delete: () => undefined,

  import: (_context: Context, id: string) => ({ id }),
};

function read(cloud: Context["cloud"], kept: Values): Values | undefined {
  const { registries } = cloud.digitalocean;
  const name = text(kept.registry_name) ?? "";
  const found = lookUp(`registry "${name}" not found`, () => registries.get(name));
  if (found === undefined) return undefined;
  const expiry = text(kept.credential_expiration_time);
  const valid = expiry !== undefined && Date.parse(expiry) >= cloud.clock.millis();
  return valid ? kept : generate(cloud.clock, registries, kept);
}

function generate(clock: Clock, registries: Registries, kept: Values): Values {
  const name = text(kept.registry_name) ?? "";
  const seconds = typeof kept.expiry_seconds === "number" ? kept.expiry_seconds : 0;
  const failure = "Error retrieving docker credentials";
  const config = call(failure, () => registries.dockerCredentials(name, seconds, kept.write === true));
  const expiry = new Date(clock.millis() + seconds * 1000).toISOString().replace(".000Z", "Z");
  return stateOf(kept, {
    id: name,
    docker_credentials: JSON.stringify(config),
    credential_expiration_time: expiry,
  });
}
