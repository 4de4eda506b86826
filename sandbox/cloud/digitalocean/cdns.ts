import { type Api, conflict, Table } from "./api";

/** `GET /v2/cdn/endpoints/{id}`. */
export interface CdnEndpoint {
  readonly id: string;
  readonly origin: string;
  readonly endpoint: string;
  readonly ttl: number;
  readonly certificate_id: string;
  readonly custom_domain: string;
  readonly created_at: string;
}

const TTL = 3600;

/** CDN endpoints in front of buckets: `/v2/cdn/endpoints`. */
export class Cdns {
  private readonly table: Table<CdnEndpoint>;

  constructor(
    rows: Readonly<Record<string, CdnEndpoint>>,
    private readonly api: Api,
  ) {
    this.table = new Table(rows);
  }

  /** Throws 409 for an origin that has one. */
  create(request: Pick<CdnEndpoint, "origin"> & Partial<CdnEndpoint>): CdnEndpoint {
    return this.api.call("POST", "/v2/cdn/endpoints", () => {
      const { origin, ttl = TTL, certificate_id = "", custom_domain = "" } = request;
      if (this.table.list().some((each) => each.origin === origin)) {
        throw conflict(`origin "${origin}" already has a CDN endpoint`);
      }
      const id = this.api.context.ids.uuid("cdn");
      const endpoint = origin.replace(/\.digitaloceanspaces\.com$/, ".cdn.digitaloceanspaces.com");
      const created_at = this.api.context.clock.tick();
      return this.table.set(id, { id, origin, endpoint, ttl, certificate_id, custom_domain, created_at });
    });
  }

  /** Throws 404. */
  get(id: string): CdnEndpoint {
    return this.api.call("GET", `/v2/cdn/endpoints/${id}`, () => this.table.require(id));
  }

  /** Changes what is given. Throws 404. */
  update(
    id: string,
    change: Partial<Pick<CdnEndpoint, "ttl" | "certificate_id" | "custom_domain">>,
  ): CdnEndpoint {
    return this.api.call("PUT", `/v2/cdn/endpoints/${id}`, () => {
      return this.table.set(id, { ...this.table.require(id), ...change });
    });
  }

  /** Throws 404. */
  delete(id: string): void {
    this.api.call("DELETE", `/v2/cdn/endpoints/${id}`, () => this.table.delete(id));
  }

  toJSON(): Record<string, CdnEndpoint> {
    return this.table.toJSON();
  }
}
