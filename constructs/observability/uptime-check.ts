import { UptimeAlert } from "@cdktf/provider-digitalocean/lib/uptime-alert";
import { UptimeCheck as UptimeCheckResource } from "@cdktf/provider-digitalocean/lib/uptime-check";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfLength, problemsOfRange } from "../private/checks";
import { literal } from "../private/literal";
import { Problems } from "../private/problems";
import { bindTargets, type NotificationTarget, problemsOfTargets } from "./notification-target";

/** Where checks are made from. */
export const UPTIME_REGIONS = ["us_east", "us_west", "eu_west", "se_asia"] as const;

/** A place that checks are made from. */
export type UptimeRegion = (typeof UPTIME_REGIONS)[number];

/** How long a condition must last before an alert is sent. */
export type UptimePeriod = "2m" | "3m" | "5m" | "10m" | "15m" | "30m" | "1h";

const PERIODS: readonly UptimePeriod[] = ["2m", "3m", "5m", "10m", "15m", "30m", "1h"];

/** A check of an address from outside. */
export interface UptimeCheckProps {
  /** Address to ask for, beginning with https://, for example `${app.liveUrl}/health`. */
  readonly target: string;
  /** Name shown by DigitalOcean. @default - the path of the construct, with hyphens */
  readonly name?: string;
  /** Places to check from, at least one. Always sent: left out, DigitalOcean's own choice would be a change in every plan. @default ["us_east", "eu_west"] */
  readonly regions?: readonly UptimeRegion[];
  /** Whether the check is made. @default true */
  readonly enabled?: boolean;
}

/** What every alert of an uptime check says. */
export interface UptimeAlertProps {
  /** Whom it tells, at least one. */
  readonly notify: readonly NotificationTarget[];
  /** Name shown by DigitalOcean. @default - the check's name and what happened, for example "health is down" */
  readonly name?: string;
  /** How long it must last. @default "2m", for certificates "1h" */
  readonly period?: UptimePeriod;
}

/** An alert on slow answers. */
export interface LatencyAlertProps extends UptimeAlertProps {
  /** Milliseconds, 1 or more. */
  readonly aboveMilliseconds: number;
}

/** An alert on a TLS certificate that expires soon. */
export interface CertificateExpiryAlertProps extends UptimeAlertProps {
  /** Days before the expiry, 1 to 365. @default 14 */
  readonly daysBefore?: number;
}

interface Condition {
  readonly type: "down" | "down_global" | "latency" | "ssl_expiry";
  readonly threshold?: number;
  readonly comparison?: "greater_than" | "less_than";
}

/** Asks an HTTPS address again and again from several places, and tells when it does not answer well. */
export class UptimeCheck extends Construct {
  public readonly name: string;
  public readonly regions: readonly UptimeRegion[];
  /** Identifier at DigitalOcean. */
  public readonly checkId: string;
  private readonly problems: Problems;

  public constructor(scope: Construct, id: string, props: UptimeCheckProps) {
    super(scope, id);
    this.name = props.name ?? this.node.path.replaceAll("/", "-");
    this.regions = [...(props.regions ?? ["us_east", "eu_west"])].sort();
    this.problems = new Problems(this);
    this.problems.add(...problemsOfTarget(props.target), ...problemsOfRegions(this.regions));
    this.problems.add(...problemsOfLength("name of the uptime check", this.name, 1, 255));
    const check = new UptimeCheckResource(this, "Resource", {
      name: literal(this.name),
      target: props.target,
      type: "https",
      regions: [...this.regions],
      enabled: props.enabled ?? true,
    });
    this.checkId = check.id;
  }

  /** Tells when the address is down from one of the places. */
  public addDownAlert(props: UptimeAlertProps): this {
    return this.addAlert("Down", "is down", props, { type: "down" });
  }

  /** Tells when the address is down from all places at once: the app is down, not one route to it. */
  public addDownGloballyAlert(props: UptimeAlertProps): this {
    return this.addAlert("DownGlobally", "is down everywhere", props, { type: "down_global" });
  }

  /** Tells when answers are slow. */
  public addLatencyAlert(props: LatencyAlertProps): this {
    const threshold = props.aboveMilliseconds;
    this.problems.add(
      ...problemsOfRange("latency of the uptime alert in milliseconds", threshold, 1, 3_600_000),
    );
    return this.addAlert("Latency", "is slow", props, {
      type: "latency",
      threshold,
      comparison: "greater_than",
    });
  }

  /** Tells when the TLS certificate expires soon. */
  public addCertificateExpiryAlert(props: CertificateExpiryAlertProps): this {
    const threshold = props.daysBefore ?? 14;
    this.problems.add(...problemsOfRange("days before the expiry of the certificate", threshold, 1, 365));
    const condition: Condition = { type: "ssl_expiry", threshold, comparison: "less_than" };
    return this.addAlert("CertificateExpiry", "certificate expires", { period: "1h", ...props }, condition);
  }

  private addAlert(id: string, event: string, props: UptimeAlertProps, condition: Condition): this {
    this.problems.add(...problemsOfAlert(props, event));
    if (this.node.tryFindChild(id) !== undefined) {
      this.problems.add({
        fault: `the uptime check already has an alert when it ${event}`,
        next: "add it once, with all its targets in notify",
      });
      return this;
    }
    const { emails, slack, preconditions } = bindTargets(props.notify, this);
    new UptimeAlert(this, id, {
      name: literal(props.name ?? `${this.name} ${event}`),
      checkId: this.checkId,
      ...condition,
      period: props.period ?? "2m",
      notifications: [
        { ...(emails.length > 0 ? { email: emails } : {}), ...(slack.length > 0 ? { slack } : {}) },
      ],
      ...(preconditions.length > 0 ? { lifecycle: { precondition: preconditions } } : {}),
    });
    return this;
  }
}

function problemsOfTarget(target: string): Problem[] {
  if (Token.isUnresolved(target) || /^https:\/\/[^\s/]+\.[^\s]+$/.test(target)) return [];
  return [
    {
      fault: "the target of the uptime check is malformed",
      got: target,
      allowed: "an address that begins with https://",
      next: "use the live URL of the app with the path /health, or one of its domains",
    },
  ];
}

function problemsOfRegions(regions: readonly UptimeRegion[]): Problem[] {
  const unknown = regions.flatMap((region) =>
    problemsOfChoice("region of the uptime check", region, UPTIME_REGIONS),
  );
  if (regions.length > 0) return unknown;
  return [
    {
      fault: "the uptime check has no region to check from",
      got: [],
      allowed: UPTIME_REGIONS.join(", "),
      next: "name at least one region, or leave regions out",
    },
  ];
}

function problemsOfAlert(props: UptimeAlertProps, event: string): Problem[] {
  const problems = [
    ...problemsOfChoice("period of the uptime alert", props.period, PERIODS),
    ...problemsOfTargets(props.notify),
  ];
  if (props.notify.length > 0) return problems;
  const fault = `the alert when the uptime check ${event} tells nobody`;
  return [
    ...problems,
    { fault, got: [], next: "add NotificationTarget.email(...) or .slack(...) to notify" },
  ];
}
