import type { Certificate } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call } from "./calls";
import { findCertificate } from "./cdn";
import { stateOf } from "./state";
import { text, texts } from "./values";

/** What each type of certificate cannot do without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  custom: ["private_key", "leaf_certificate"],
  lets_encrypt: ["domains"],
};

/** `digitalocean_certificate`: its id is its name. */
export const certificate: ResourceType = {
  create({ cloud }, planned) {
    const type = text(planned.type) ?? "custom";
    const missing = (REQUIRED[type] ?? []).find((field) => isUnset(planned, field));
    if (missing !== undefined) {
      const when = type === "custom" ? "`custom` or empty" : `\`${type}\``;
      throw new Error(`\`${missing}\` is required for when type is ${when}`);
    }
    const request = { name: text(planned.name) ?? "", type, dns_names: texts(planned.domains) };
    const { certificates } = cloud.digitalocean;
    return flatten(
      planned,
      call("Error creating Certificate", () => certificates.create(request)),
    );
  },

  read({ cloud }, state) {
    const found = findCertificate(cloud.digitalocean, text(state.id) ?? "");
    return found && flatten(state, found);
  },

  delete({ cloud }, state) {
    const found = findCertificate(cloud.digitalocean, text(state.id) ?? "");
    if (found === undefined) return;
    call("Error deleting Certificate", () => cloud.digitalocean.certificates.delete(found.id));
  },

  import: (_context: Context, id: string) => ({ id }),
};

function isUnset(planned: Values, field: string): boolean {
  return text(planned[field]) === undefined && texts(planned[field]).length === 0;
}

function flatten(kept: Values, found: Certificate): Values {
  const { id, name, type, state, not_after, sha1_fingerprint, dns_names } = found;
  const read = {
    id: name,
    uuid: id,
    name,
    type,
    state,
    not_after,
    sha1_fingerprint,
    domains: [...dns_names],
  };
  return stateOf(kept, read);
}
