import { type Api, notFound, Table, unprocessable } from "./api";

/** `GET /v2/uptime/checks/{id}`. */
export interface UptimeCheck {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly target: string;
  readonly regions: readonly string[];
  readonly enabled: boolean;
}

/** Whom an alert tells. */
export interface Notifications {
  readonly email: readonly string[];
  readonly slack: readonly { readonly channel: string; readonly url: string }[];
}

/** `GET /v2/uptime/checks/{id}/alerts/{alert}`. */
export interface UptimeAlert {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly threshold: number;
  readonly comparison: string;
  readonly period: string;
  readonly notifications: Notifications;
}

export interface UptimeData {
  readonly checks: Readonly<Record<string, UptimeCheck>>;
  /** Alerts by check, then by id. */
  readonly alerts: Readonly<Record<string, Readonly<Record<string, UptimeAlert>>>>;
}

export interface UptimeCheckRequest {
  readonly name: string;
  readonly type?: string;
  readonly target: string;
  /** @default - us_east and eu_west */
  readonly regions?: readonly string[];
  readonly enabled?: boolean;
}

export type UptimeAlertRequest = Omit<UptimeAlert, "id" | "threshold" | "comparison" | "period"> &
  Partial<Pick<UptimeAlert, "threshold" | "comparison" | "period">>;

/** Where checks can be made from. */
export const UPTIME_REGIONS: readonly string[] = ["us_east", "us_west", "eu_west", "se_asia"];

const DEFAULT_REGIONS = ["us_east", "eu_west"];
const TYPES = ["ping", "http", "https"];
const ALERT_TYPES = ["latency", "down", "down_global", "ssl_expiry"];
const WITH_THRESHOLD = ["latency", "ssl_expiry"];

/** Uptime checks and their alerts: `/v2/uptime/checks`. */
export class Uptime {
  private readonly checks: Table<UptimeCheck>;
  private readonly alerts: Table<Readonly<Record<string, UptimeAlert>>>;

  constructor(
    data: UptimeData,
    private readonly api: Api,
  ) {
    this.checks = new Table(data.checks);
    this.alerts = new Table(data.alerts);
  }

  /** Throws 422 for what the API does not know. */
  createCheck(request: UptimeCheckRequest): UptimeCheck {
    return this.api.call("POST", "/v2/uptime/checks", () => {
      const id = this.api.context.ids.uuid("uptime-check");
      this.alerts.set(id, {});
      return this.checks.set(id, toCheck(id, request));
    });
  }

  /** Throws 404. */
  getCheck(id: string): UptimeCheck {
    return this.api.call("GET", `/v2/uptime/checks/${id}`, () => this.checks.require(id));
  }

  listChecks(): UptimeCheck[] {
    return this.api.call("GET", "/v2/uptime/checks", () => this.checks.list());
  }

  /** Replaces a check. Throws 404, 422. */
  updateCheck(id: string, request: UptimeCheckRequest): UptimeCheck {
    return this.api.call("PUT", `/v2/uptime/checks/${id}`, () => {
      this.checks.require(id);
      return this.checks.set(id, toCheck(id, request));
    });
  }

  /** Deletes a check and its alerts. Throws 404. */
  deleteCheck(id: string): void {
    this.api.call("DELETE", `/v2/uptime/checks/${id}`, () => {
      this.checks.delete(id);
      this.alerts.delete(id);
    });
  }

  /** Throws 404 for the check, 422. */
  createAlert(check: string, request: UptimeAlertRequest): UptimeAlert {
    return this.api.call("POST", `/v2/uptime/checks/${check}/alerts`, () => {
      this.checks.require(check);
      return this.put(check, toAlert(this.api.context.ids.uuid("uptime-alert"), request));
    });
  }

  /** Throws 404. */
  getAlert(check: string, id: string): UptimeAlert {
    return this.api.call("GET", `/v2/uptime/checks/${check}/alerts/${id}`, () =>
      this.requireAlert(check, id),
    );
  }

  /** Throws 404 for the check. */
  listAlerts(check: string): UptimeAlert[] {
    return this.api.call("GET", `/v2/uptime/checks/${check}/alerts`, () =>
      Object.values(this.alerts.require(check)),
    );
  }

  /** Replaces an alert. Throws 404, 422. */
  updateAlert(check: string, id: string, request: UptimeAlertRequest): UptimeAlert {
    return this.api.call("PUT", `/v2/uptime/checks/${check}/alerts/${id}`, () => {
      this.requireAlert(check, id);
      return this.put(check, toAlert(id, request));
    });
  }

  /** Throws 404. */
  deleteAlert(check: string, id: string): void {
    this.api.call("DELETE", `/v2/uptime/checks/${check}/alerts/${id}`, () => {
      this.requireAlert(check, id);
      const { [id]: _gone, ...rest } = this.alerts.require(check);
      this.alerts.set(check, rest);
    });
  }

  toJSON(): UptimeData {
    return { checks: this.checks.toJSON(), alerts: this.alerts.toJSON() };
  }

  private put(check: string, alert: UptimeAlert): UptimeAlert {
    this.alerts.set(check, { ...this.alerts.require(check), [alert.id]: alert });
    return alert;
  }

  private requireAlert(check: string, id: string): UptimeAlert {
    const alert = this.alerts.require(check)[id];
    if (alert === undefined) throw notFound();
    return alert;
  }
}

function toCheck(id: string, request: UptimeCheckRequest): UptimeCheck {
  const { name, type = "https", target, regions = [], enabled = false } = request;
  requireOneOf("type", type, TYPES);
  for (const region of regions) requireOneOf("region", region, UPTIME_REGIONS);
  if (target === "") throw unprocessable("target must not be empty");
  return { id, name, type, target, regions: regions.length === 0 ? DEFAULT_REGIONS : regions, enabled };
}

function toAlert(id: string, request: UptimeAlertRequest): UptimeAlert {
  const { name, type, threshold = 0, comparison = "", period = "", notifications } = request;
  requireOneOf("type", type, ALERT_TYPES);
  if (WITH_THRESHOLD.includes(type) && (threshold <= 0 || comparison === "")) {
    throw unprocessable(`alerts of type "${type}" need a threshold above 0 and a comparison`);
  }
  if (notifications.email.length + notifications.slack.length === 0) {
    throw unprocessable("notifications must name at least one e-mail or Slack channel");
  }
  return { id, name, type, threshold, comparison, period, notifications };
}

function requireOneOf(field: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw unprocessable(`${field} "${value}" is invalid, must be one of ${allowed.join(", ")}`);
}
