import type { AppSpecDomain } from "@cdktf/provider-digitalocean/lib/app";
import { Token } from "cdktf";
import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfPattern } from "../private/checks";

/** `primary`: the app's own address, shown as its live URL. `alias`: one more address. `default`: the address given by DigitalOcean. */
export type DomainType = "primary" | "alias" | "default";

/** An address of the app. Its DNS must not be signed with DNSSEC (docs.digitalocean.com, App Platform domains). */
export interface DomainProps {
  /** Fully qualified, at most 253 characters, for example "bot.example.com". */
  readonly name: string;
  /** @default - "primary" for the first domain of the app, "alias" for the others */
  readonly type?: DomainType;
  /** Whether every name below this one leads to the app too. @default false */
  readonly wildcard?: boolean;
  /** Name of the DNS zone at DigitalOcean in which the records are made. @default - the records are made by hand */
  readonly zone?: string;
}

const DOMAIN =
  /^(?=.{4,253}$)(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])$/;
const MAX_DOMAINS = 500;
const ADVICE = {
  allowed: "a fully qualified name of letters, digits, hyphens and dots, 4 to 253 characters",
  next: "write it without scheme, path, port or asterisk, for example bot.example.com",
};

/** @internal faults of all domains of an app */
export function problemsOfDomains(domains: readonly DomainProps[]): Problem[] {
  return [...domains.flatMap(problemsOfDomain), ...problemsOfPrimary(domains), ...problemsOfCount(domains)];
}

/** @internal the domains with their types resolved */
export function renderDomains(domains: readonly DomainProps[]): AppSpecDomain[] {
  const hasPrimary = domains.some((domain) => domain.type === "primary");
  return domains.map((domain, index) => ({
    name: domain.name,
    type: (domain.type ?? (index === 0 && !hasPrimary ? "primary" : "alias")).toUpperCase(),
    wildcard: domain.wildcard ?? false,
    ...(domain.zone === undefined ? {} : { zone: domain.zone }),
  }));
}

function problemsOfDomain(domain: DomainProps): Problem[] {
  return [
    ...problemsOfPattern("domain", domain.name, DOMAIN, ADVICE),
    ...problemsOfPattern("zone of the domain", domain.zone, DOMAIN, ADVICE),
    ...problemsOfChoice("domain type", domain.type, ["primary", "alias", "default"]),
    ...problemsOfZone(domain),
  ];
}

function problemsOfZone({ name, zone }: DomainProps): Problem[] {
  if (zone === undefined || Token.isUnresolved(zone) || Token.isUnresolved(name)) return [];
  if (name === zone || name.endsWith(`.${zone}`)) return [];
  return [
    {
      fault: `the domain ${name} is not in its DNS zone`,
      got: zone,
      allowed: "the domain itself or an ending of it",
      next: "correct the zone, or leave it out and make the records by hand",
    },
  ];
}

function problemsOfPrimary(domains: readonly DomainProps[]): Problem[] {
  const primaries = domains.filter((domain) => domain.type === "primary").map((domain) => domain.name);
  if (primaries.length < 2) return [];
  return [
    { fault: "an app has only one primary domain", got: primaries, next: 'make the others type: "alias"' },
  ];
}

function problemsOfCount(domains: readonly DomainProps[]): Problem[] {
  if (domains.length <= MAX_DOMAINS) return [];
  return [
    {
      fault: "too many domains for one app",
      got: domains.length,
      allowed: `at most ${MAX_DOMAINS}`,
      next: "use a wildcard domain",
    },
  ];
}
