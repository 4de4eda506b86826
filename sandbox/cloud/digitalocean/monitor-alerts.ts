import { type Api, Table } from "./api";
import type { Notifications } from "./uptime";

/** `GET /v2/monitoring/alerts/{uuid}`. */
export interface AlertPolicy {
  readonly uuid: string;
  readonly type: string;
  readonly description: string;
  readonly compare: string;
  readonly value: number;
  readonly window: string;
  readonly enabled: boolean;
  readonly entities: readonly string[];
  readonly tags: readonly string[];
  readonly alerts: Notifications;
}

export type AlertPolicyRequest = Omit<AlertPolicy, "uuid">;

/** Alert policies of Monitoring: `/v2/monitoring/alerts`. */
export class MonitorAlerts {
  private readonly table: Table<AlertPolicy>;

  constructor(
    rows: Readonly<Record<string, AlertPolicy>>,
    private readonly api: Api,
  ) {
    this.table = new Table(rows);
  }

  create(request: AlertPolicyRequest): AlertPolicy {
    return this.api.call("POST", "/v2/monitoring/alerts", () => {
      const uuid = this.api.context.ids.uuid("alert-policy");
      return this.table.set(uuid, { ...request, uuid });
    });
  }

  /** Throws 404. */
  get(uuid: string): AlertPolicy {
    return this.api.call("GET", `/v2/monitoring/alerts/${uuid}`, () => this.table.require(uuid));
  }

  list(): AlertPolicy[] {
    return this.api.call("GET", "/v2/monitoring/alerts", () => this.table.list());
  }

  /** Replaces a policy. Throws 404. */
  update(uuid: string, request: AlertPolicyRequest): AlertPolicy {
    return this.api.call("PUT", `/v2/monitoring/alerts/${uuid}`, () => {
      this.table.require(uuid);
      return this.table.set(uuid, { ...request, uuid });
    });
  }

  /** Throws 404. */
  delete(uuid: string): void {
    this.api.call("DELETE", `/v2/monitoring/alerts/${uuid}`, () => this.table.delete(uuid));
  }

  toJSON(): Record<string, AlertPolicy> {
    return this.table.toJSON();
  }
}
