import { type DomainRecord, domainUrn, type RecordRequest } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { compact, number, text } from "./values";

const WITH_DOT = ["CNAME", "MX", "NS", "SRV", "CAA"];

/** `digitalocean_domain`. */
export const domain: ResourceType = {
  create({ cloud }, planned) {
    const request = compact<{ name: string; ip_address?: string }>({
      name: text(planned.name) ?? "",
      ip_address: text(planned.ip_address),
    });
    const { name, ttl } = call("Error creating Domain", () => cloud.digitalocean.domains.create(request));
    return stateOf(planned, { id: name, name, ttl, urn: domainUrn(name) });
  },

  read({ cloud }, state) {
    const id = text(state.id) ?? "";
    const found = lookUp("Error retrieving domain", () => cloud.digitalocean.domains.get(id));
    if (found === undefined) return undefined;
    const { name, ttl } = found;
    return stateOf(state, { id, name, ttl, urn: domainUrn(name) });
  },

  delete({ cloud }, state) {
    call("Error deleting Domain", () => cloud.digitalocean.domains.delete(text(state.id) ?? ""));
  },

  import: (_context: Context, id: string) => ({ id }),
};

/** `digitalocean_record`. */
export const record: ResourceType = {
  create({ cloud }, planned) {
    if (planned.type === "SRV" && planned.port === null)
      throw new Error("`port` is required for when type is `SRV`");
    const { domains } = cloud.digitalocean;
    const zone = text(planned.domain) ?? "";
    const type = text(planned.type) ?? "";
    const created = call("Failed to create record", () =>
      domains.createRecord(zone, { ...expand(planned), type }),
    );
    return flatten(planned, created);
  },

  read({ cloud }, state) {
    const { domains } = cloud.digitalocean;
    const [zone, id] = [text(state.domain) ?? "", recordId(state)];
    const found = lookUp("Error retrieving record", () => domains.getRecord(zone, id));
    return found && flatten(state, found);
  },

  update({ cloud }, prior, planned) {
    const { domains } = cloud.digitalocean;
    const [zone, id] = [text(planned.domain) ?? "", recordId(prior)];
    const updated = call("Failed to update record", () => domains.updateRecord(zone, id, expand(planned)));
    return flatten(planned, updated);
  },

  delete({ cloud }, state) {
    const { domains } = cloud.digitalocean;
    const [zone, id] = [text(state.domain) ?? "", recordId(state)];
    lookUp("Error deleting record", () => domains.deleteRecord(zone, id));
  },

  import(_context: Context, id: string) {
    const [zone, number] = id.split(",");
    if (number === undefined) return { id };
    if (!/^\d+$/.test(number)) throw new Error(`invalid record ID: "${number}" is not a number`);
    return { id: number, domain: zone ?? "" };
  },
};

function recordId(state: Values): number {
  const id = text(state.id) ?? "";
  if (!/^\d+$/.test(id)) throw new Error(`invalid record ID: "${id}" is not a number`);
  return Number(id);
}

function expand(planned: Values): Omit<RecordRequest, "type"> {
  return compact<Omit<RecordRequest, "type">>({
    name: text(planned.name) ?? "",
    data: text(planned.value) ?? "",
    port: number(planned.port),
    priority: number(planned.priority),
    ttl: number(planned.ttl),
    weight: number(planned.weight),
    flags: number(planned.flags),
    tag: text(planned.tag),
  });
}

function flatten(kept: Values, found: DomainRecord): Values {
  const { id, data, ...rest } = found;
  const dotted = WITH_DOT.includes(found.type) && data !== "@" && found.tag !== "iodef";
  const zone = text(kept.domain) ?? "";
  const fqdn = found.name === "@" ? zone : `${found.name}.${zone}`;
  return stateOf(kept, {
    ...rest,
    id: String(id),
    value: dotted ? `${data}.` : data,
    fqdn,
  });
}
