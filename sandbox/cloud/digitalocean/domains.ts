import { type Api, notFound, Table, unprocessable } from "./api";

/** `GET /v2/domains/{name}`. */
export interface Domain {
  readonly name: string;
  readonly ttl: number;
}

/** One DNS record; data of CNAME, MX, NS and SRV is kept without its trailing dot. */
export interface DomainRecord {
  readonly id: number;
  readonly type: string;
  readonly name: string;
  readonly data: string;
  readonly priority: number;
  readonly port: number;
  readonly ttl: number;
  readonly weight: number;
  readonly flags: number;
  readonly tag: string;
}

/** A domain as stored. */
export interface StoredDomain {
  readonly domain: Domain;
  readonly records: readonly DomainRecord[];
}

export type RecordRequest = Pick<DomainRecord, "type" | "name" | "data"> & Partial<Omit<DomainRecord, "id">>;

/** What domains need of the account: projects. */
export interface DomainsAccount {
  assign(urn: string): void;
  release(urn: string): void;
}

const TTL = 1800;
const FIRST_RECORD = 1001;
const NAMESERVERS = ["ns1.digitalocean.com", "ns2.digitalocean.com", "ns3.digitalocean.com"];
const HOST_TYPES = ["CNAME", "MX", "NS", "SRV", "CAA"];
const NAME = /^(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$/i;

/** DNS: `/v2/domains`. */
export class Domains {
  private readonly table: Table<StoredDomain>;

  constructor(
    rows: Readonly<Record<string, StoredDomain>>,
    private readonly api: Api,
    private readonly account: DomainsAccount,
  ) {
    this.table = new Table(rows);
  }

  /** Throws 422 for a name that is malformed or taken. */
  create(request: { readonly name: string; readonly ip_address?: string }): Domain {
    return this.api.call("POST", "/v2/domains", () => {
      const { name, ip_address } = request;
      if (!NAME.test(name)) throw unprocessable(`Name "${name}" is not a domain name`);
      if (this.table.find(name) !== undefined) throw unprocessable(`Name "${name}" already exists`);
      const domain = { name, ttl: TTL };
      const records = NAMESERVERS.map((data) => this.toRecord({ type: "NS", name: "@", data }));
      const address =
        ip_address === undefined ? [] : [this.toRecord({ type: "A", name: "@", data: ip_address })];
      this.table.set(name, { domain, records: [...records, ...address] });
      this.account.assign(domainUrn(name));
      return domain;
    });
  }

  /** Throws 404. */
  get(name: string): Domain {
    return this.api.call("GET", `/v2/domains/${name}`, () => this.table.require(name).domain);
  }

  list(): Domain[] {
    return this.api.call("GET", "/v2/domains", () => this.table.list().map(({ domain }) => domain));
  }

  /** Deletes a domain and its records. Throws 404. */
  delete(name: string): void {
    this.api.call("DELETE", `/v2/domains/${name}`, () => {
      this.table.delete(name);
      this.account.release(domainUrn(name));
    });
  }

  /** Throws 404 for the domain, 422 for bad data. */
  createRecord(domain: string, request: RecordRequest): DomainRecord {
    return this.api.call("POST", `/v2/domains/${domain}/records`, () => {
      const stored = this.table.require(domain);
      const record = this.toRecord(checked(domain, request));
      this.table.set(domain, { ...stored, records: [...stored.records, record] });
      return record;
    });
  }

  /** Throws 404. */
  getRecord(domain: string, id: number): DomainRecord {
    return this.api.call("GET", `/v2/domains/${domain}/records/${id}`, () => this.requireRecord(domain, id));
  }

  /** Throws 404. */
  listRecords(domain: string): readonly DomainRecord[] {
    return this.api.call("GET", `/v2/domains/${domain}/records`, () => this.table.require(domain).records);
  }

  /** Changes what is given. Throws 404, 422. */
  updateRecord(domain: string, id: number, change: Partial<RecordRequest>): DomainRecord {
    return this.api.call("PUT", `/v2/domains/${domain}/records/${id}`, () => {
      const record = { ...this.requireRecord(domain, id), ...change };
      const updated = { ...record, ...checked(domain, record), id };
      const stored = this.table.require(domain);
      const records = stored.records.map((each) => (each.id === id ? updated : each));
      this.table.set(domain, { ...stored, records });
      return updated;
    });
  }

  /** Throws 404. */
  deleteRecord(domain: string, id: number): void {
    this.api.call("DELETE", `/v2/domains/${domain}/records/${id}`, () => {
      this.requireRecord(domain, id);
      const stored = this.table.require(domain);
      this.table.set(domain, { ...stored, records: stored.records.filter((each) => each.id !== id) });
    });
  }

  /** Whether a CNAME of these domains points `name` at `host`. No API call. */
  pointsAt(name: string, host: string): boolean {
    return this.table.list().some(({ domain, records }) =>
      records.some((record) => {
        const fqdn = record.name === "@" ? domain.name : `${record.name}.${domain.name}`;
        return record.type === "CNAME" && fqdn === name && record.data === host;
      }),
    );
  }

  toJSON(): Record<string, StoredDomain> {
    return this.table.toJSON();
  }

  private requireRecord(domain: string, id: number): DomainRecord {
    const record = this.table.require(domain).records.find((each) => each.id === id);
    if (record === undefined) throw notFound();
    return record;
  }

  private toRecord(request: RecordRequest): DomainRecord {
    const id = this.api.context.ids.number("domain-record", FIRST_RECORD);
    return { id, priority: 0, port: 0, ttl: TTL, weight: 0, flags: 0, tag: "", ...request };
  }
}

/** Name of a domain among all resources. */
export function domainUrn(name: string): string {
  return `do:domain:${name}`;
}

function checked<R extends Pick<DomainRecord, "type" | "name" | "data">>(domain: string, request: R): R {
  const suffix = `.${domain}.`;
  const name = request.name.endsWith(suffix) ? request.name.slice(0, -suffix.length) : request.name;
  const isHost = HOST_TYPES.includes(request.type);
  const data = isHost && request.data.endsWith(".") ? request.data.slice(0, -1) : request.data;
  if (data === "") throw unprocessable("Data can't be blank");
  return { ...request, name: name === `${domain}.` ? "@" : name, data };
}
