import { type Api, Table, unprocessable } from "./api";
import { DATA_CENTERS } from "./regions";

/** `GET /v2/vpcs/{id}`. */
export interface Vpc {
  readonly id: string;
  readonly urn: string;
  readonly name: string;
  readonly description: string;
  readonly region: string;
  readonly ip_range: string;
  readonly default: boolean;
  readonly created_at: string;
}

export interface VpcRequest {
  readonly name: string;
  readonly region: string;
  readonly description?: string;
  /** CIDR. @default - a free /20 of 10.0.0.0/8 */
  readonly ip_range?: string;
}

const FIRST_BLOCK = 100;

/** Private networks: `/v2/vpcs`. */
export class Vpcs {
  private readonly table: Table<Vpc>;

  constructor(
    rows: Readonly<Record<string, Vpc>>,
    private readonly api: Api,
  ) {
    this.table = new Table(rows);
  }

  /** Throws 422 for a name or range in use and for an unknown region. */
  create(request: VpcRequest): Vpc {
    return this.api.call("POST", "/v2/vpcs", () => {
      this.requireFree("name", request.name);
      if (!DATA_CENTERS.includes(request.region)) {
        throw unprocessable(
          `region "${request.region}" is invalid, must be one of ${DATA_CENTERS.join(", ")}`,
        );
      }
      const { ids, clock } = this.api.context;
      const id = ids.uuid("vpc");
      const ip_range = request.ip_range ?? `10.${ids.number("vpc-block", FIRST_BLOCK)}.0.0/20`;
      this.requireFree("ip_range", ip_range);
      const { name, region, description = "" } = request;
      const created_at = clock.tick();
      return this.table.set(id, {
        id,
        urn: `do:vpc:${id}`,
        name,
        description,
        region,
        ip_range,
        default: false,
        created_at,
      });
    });
  }

  /** Throws 404. */
  get(id: string): Vpc {
    return this.api.call("GET", `/v2/vpcs/${id}`, () => this.table.require(id));
  }

  list(): Vpc[] {
    return this.api.call("GET", "/v2/vpcs", () => this.table.list());
  }

  /** Throws 404, 422 for a name in use. */
  update(id: string, change: { readonly name: string; readonly description?: string }): Vpc {
    return this.api.call("PUT", `/v2/vpcs/${id}`, () => {
      const vpc = this.table.require(id);
      this.requireFree("name", change.name, id);
      return this.table.set(id, {
        ...vpc,
        name: change.name,
        description: change.description ?? vpc.description,
      });
    });
  }

  /** Throws 404. */
  delete(id: string): void {
    this.api.call("DELETE", `/v2/vpcs/${id}`, () => this.table.delete(id));
  }

  toJSON(): Record<string, Vpc> {
    return this.table.toJSON();
  }

  private requireFree(key: "name" | "ip_range", value: string, id?: string): void {
    const taken = this.table.list().some((vpc) => vpc[key] === value && vpc.id !== id);
    if (taken) throw unprocessable(`VPC ${key} "${value}" is already in use`);
  }
}
