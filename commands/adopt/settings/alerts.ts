import type { Findings } from "../findings";
import type { AppReading, LiveAlertSpec, LiveAppAlert, LiveUptimeAlert } from "../live/app";
import { callOf, print, type Value } from "./code";
import { targetsOf, type Webhooks } from "./notify";
import { unless } from "./ruleset";

const WINDOWS: Readonly<Record<string, string>> = {
  FIVE_MINUTES: "5m",
  TEN_MINUTES: "10m",
  THIRTY_MINUTES: "30m",
  ONE_HOUR: "1h",
};

const APP_ALERTS: Readonly<Record<string, string>> = {
  DEPLOYMENT_FAILED: "deploymentFailed",
  DEPLOYMENT_LIVE: "deploymentLive",
  DEPLOYMENT_STARTED: "deploymentStarted",
  DEPLOYMENT_CANCELED: "deploymentCanceled",
  DOMAIN_FAILED: "domainFailed",
  DOMAIN_LIVE: "domainLive",
  AUTOSCALE_FAILED: "autoscaleFailed",
  AUTOSCALE_SUCCEEDED: "autoscaleSucceeded",
};

const COMPONENT_ALERTS: Readonly<Record<string, string>> = {
  CPU_UTILIZATION: "cpu",
  MEM_UTILIZATION: "memory",
  RESTART_COUNT: "restarts",
};

/** The alerts of an app and of its service, and whom most of them tell. */
export function alertSettings(
  { spec, alerts }: AppReading,
  webhooks: Webhooks,
): {
  readonly alerts: Value;
  readonly notify: Value;
  /** The alerts of a worker or a job; undefined when it has none. */
  readonly of: (component: { readonly name: string; readonly alerts?: readonly LiveAlertSpec[] }) => Value;
} {
  const notify = commonest(alerts.map((alert) => targets(alert, webhooks)));
  const own = (component: string | undefined, { rule }: LiveAlertSpec): Value => {
    const live = alerts.find((each) => each.component_name === component && each.spec.rule === rule);
    const told = live === undefined ? notify : targets(live, webhooks);
    return print(told) === print(notify) || told.length === 0 ? undefined : told;
  };
  const { name: service, alerts: ofService = [] } = spec.services?.[0] ?? { name: "" };
  const ofComponent = (name: string, all: readonly LiveAlertSpec[]): Value[] =>
    all.map((alert) => componentAlert(alert, own(name, alert)));
  return {
    of: ({ name, alerts: all = [] }) => (all.length === 0 ? undefined : ofComponent(name, all)),
    notify: notify.length === 0 ? undefined : notify,
    alerts: [
      ...(spec.alerts ?? []).map((alert) => appAlert(alert, own(undefined, alert))),
      ...ofComponent(service, ofService),
    ],
  };
}

function targets({ emails, slack_webhooks }: LiveAppAlert, webhooks: Webhooks): Value[] {
  return targetsOf({ email: emails ?? [], slack: slack_webhooks ?? [] }, webhooks);
}

/** The most frequent; the first of those as frequent. */
function commonest(all: readonly Value[][]): Value[] {
  const counts = new Map<string, { value: Value[]; count: number }>();
  for (const value of all) {
    const key = print(value);
    counts.set(key, { value, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.value ?? [];
}

function appAlert({ rule, disabled }: LiveAlertSpec, notify: Value): Value {
  const props = { notify, disabled: unless(false, disabled ?? false) };
  const name = APP_ALERTS[rule];
  const given = Object.values(props).some((value) => value !== undefined) ? props : undefined;
  return name === undefined ? callOf("AppAlert.of", rule, given) : callOf(`AppAlert.${name}`, given);
}

function componentAlert(
  { rule, operator, value = 0, window = "", disabled }: LiveAlertSpec,
  notify: Value,
): Value {
  const limit = operator === "LESS_THAN" ? { below: value } : { above: value };
  const props = {
    ...limit,
    window: WINDOWS[window] ?? window,
    notify,
    disabled: unless(false, disabled ?? false),
  };
  const name = operator === "LESS_THAN" ? undefined : COMPONENT_ALERTS[rule];
  return name === undefined
    ? callOf("ComponentAlert.of", rule, props)
    : callOf(`ComponentAlert.${name}`, props);
}

const UPTIME = {
  down: "down",
  down_global: "downGlobally",
  latency: "latency",
  ssl_expiry: "certificateExpiry",
} as const;

/** The alerts of an uptime check; another of a kind that is there already is left as it is. */
export function uptimeAlertSettings(
  check: { readonly name: string; readonly alerts: readonly LiveUptimeAlert[] },
  webhooks: Webhooks,
  findings: Findings,
): Value {
  const alerts: Record<string, Value> = {};
  for (const alert of check.alerts) {
    const name = UPTIME[alert.type as keyof typeof UPTIME];
    const notify = targetsOf(alert.notifications, webhooks);
    if (name === undefined || alerts[name] !== undefined || notify.length === 0)
      findings.leave(`alert "${alert.name}" of uptime check "${check.name}"`);
    else alerts[name] = { notify, name: alert.name, ...condition(name, alert) };
  }
  return alerts;
}

function condition(kind: string, { threshold = 0, period }: LiveUptimeAlert): Record<string, Value> {
  if (kind === "latency") return { aboveMilliseconds: threshold, period };
  if (kind === "certificateExpiry") return { daysBefore: threshold, period };
  return { period };
}
