import type { CdnEndpoint, Certificate, DigitalOcean } from "../../cloud/digitalocean";
import type { Context, ResourceType, Values } from "../resource-type";
import { call, lookUp } from "./calls";
import { stateOf } from "./state";
import { compact, goTime, number, text } from "./values";

/** In place of a certificate: DigitalOcean gets one. */
const MANAGED = "needs-cloudflare-cert";

/** `digitalocean_cdn`: certificates go by name, because the ids of renewed ones change. */
export const cdn: ResourceType = {
  create({ cloud: { digitalocean } }, planned) {
    const name = text(planned.certificate_name) ?? text(planned.certificate_id);
    const request = compact<{ origin: string } & Partial<CdnEndpoint>>({
      origin: text(planned.origin) ?? "",
      ttl: number(planned.ttl),
      custom_domain: text(planned.custom_domain),
      certificate_id: name === undefined ? undefined : certificateId(digitalocean, name),
    });
    return flatten(
      digitalocean,
      planned,
      call("Error creating CDN", () => digitalocean.cdns.create(request)),
    );
  },

  read({ cloud: { digitalocean } }, state) {
    const found = lookUp("Error reading CDN", () => digitalocean.cdns.get(text(state.id) ?? ""));
    return found && flatten(digitalocean, state, found);
  },

  update({ cloud: { digitalocean } }, prior, planned) {
    const name = text(planned.certificate_name);
    const change = compact<Parameters<DigitalOcean["cdns"]["update"]>[1]>({
      ttl: number(planned.ttl),
      custom_domain: text(planned.custom_domain) ?? "",
      certificate_id: name === undefined ? "" : certificateId(digitalocean, name),
    });
    const id = text(prior.id) ?? "";
    return flatten(
      digitalocean,
      planned,
      call("Error updating CDN", () => digitalocean.cdns.update(id, change)),
    );
  },

  delete({ cloud }, state) {
    call("Error deleting CDN", () => cloud.digitalocean.cdns.delete(text(state.id) ?? ""));
  },

  import: (_context: Context, id: string) => ({ id }),
};

/** A certificate by name, as the provider finds it. */
export function findCertificate(digitalocean: DigitalOcean, name: string): Certificate | undefined {
  const all = call("Error retrieving certificates", () => digitalocean.certificates.list());
  return all.find((each) => each.name === name);
}

function certificateId(digitalocean: DigitalOcean, name: string): string {
  if (name === MANAGED) return MANAGED;
  const id = findCertificate(digitalocean, name)?.id;
  if (id === undefined) throw new Error(`certificate ${name} not found`);
  return id;
}

function flatten(digitalocean: DigitalOcean, kept: Values, found: CdnEndpoint): Values {
  const { certificate_id: certificate, created_at, ...rest } = found;
  const name =
    certificate === "" || certificate === MANAGED
      ? certificate
      : call("Error retrieving certificate", () => digitalocean.certificates.get(certificate)).name;
  const names = name === "" ? {} : { certificate_id: name, certificate_name: name };
  const state = stateOf(kept, { ...rest, ...names, created_at: goTime(created_at) });
  return {
    ...state,
    certificate_id: state.certificate_id ?? "",
    certificate_name: state.certificate_name ?? "",
  };
}
