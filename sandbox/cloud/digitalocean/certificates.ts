import { type Api, conflict, Table } from "./api";

/** `GET /v2/certificates/{id}`. */
export interface Certificate {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly state: "verified";
  readonly dns_names: readonly string[];
  readonly not_after: string;
  readonly sha1_fingerprint: string;
  readonly created_at: string;
}

const VALID_DAYS = 90;

/** Certificates: `/v2/certificates`. */
export class Certificates {
  private readonly table: Table<Certificate>;

  constructor(
    rows: Readonly<Record<string, Certificate>>,
    private readonly api: Api,
  ) {
    this.table = new Table(rows);
  }

  /** Throws 409 for a name in use. */
  create(request: Pick<Certificate, "name" | "type" | "dns_names">): Certificate {
    return this.api.call("POST", "/v2/certificates", () => {
      const { name } = request;
      if (this.table.list().some((each) => each.name === name)) {
        throw conflict(`certificate name "${name}" is already in use`);
      }
      const { ids, clock } = this.api.context;
      const id = ids.uuid("certificate");
      const created_at = clock.tick();
      const end = new Date(clock.millis() + VALID_DAYS * 24 * 3600 * 1000);
      const not_after = end.toISOString().replace(".000Z", "Z");
      const sha1_fingerprint = ids.hex("certificate-fingerprint", 40);
      return this.table.set(id, {
        ...request,
        id,
        state: "verified",
        not_after,
        sha1_fingerprint,
        created_at,
      });
    });
  }

  /** Throws 404. */
  get(id: string): Certificate {
    return this.api.call("GET", `/v2/certificates/${id}`, () => this.table.require(id));
  }

  list(): Certificate[] {
    return this.api.call("GET", "/v2/certificates", () => this.table.list());
  }

  /** Throws 404. */
  delete(id: string): void {
    this.api.call("DELETE", `/v2/certificates/${id}`, () => this.table.delete(id));
  }

  toJSON(): Record<string, Certificate> {
    return this.table.toJSON();
  }
}
