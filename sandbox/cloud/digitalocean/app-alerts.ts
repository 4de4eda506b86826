import type { Ids } from "../ids";
import type { AppAlert } from "./app";
import { type AlertSpec, type AppSpec, componentsOf } from "./app-spec";

/** Alerts that every new app gets, whether its spec names them or not. */
const ADDED_BY_API = ["DEPLOYMENT_FAILED", "DOMAIN_FAILED"];

interface Wanted {
  readonly component: string | undefined;
  readonly spec: AlertSpec;
}

/**
 * The alerts of an app after its spec became `spec`. An alert that was there before keeps its id and its destinations,
 * a new one is sent to the account's e-mail. Destinations are no part of the spec.
 */
export function alertsOf(
  spec: AppSpec,
  before: { readonly spec: AppSpec; readonly alerts: readonly AppAlert[] } | undefined,
  email: string,
  ids: Ids,
): AppAlert[] {
  const free = [...(before?.alerts ?? [])];
  return [...wantedAlerts(spec), ...addedAlerts(spec, before)].map(({ component, spec: alert }) => {
    const index = free.findIndex(
      (each) => each.component_name === component && each.spec.rule === alert.rule,
    );
    const known = index === -1 ? undefined : free.splice(index, 1)[0];
    if (known !== undefined) return { ...known, spec: alert };
    return {
      id: ids.uuid("app-alert"),
      ...(component === undefined ? {} : { component_name: component }),
      spec: alert,
      emails: [email],
      slack_webhooks: [],
      phase: "ACTIVE" as const,
    };
  });
}

function wantedAlerts(spec: AppSpec): Wanted[] {
  return [
    ...(spec.alerts ?? []).map((alert) => ({ component: undefined, spec: alert })),
    ...componentsOf(spec).flatMap(({ component }) =>
      (component.alerts ?? []).map((alert) => ({ component: component.name, spec: alert })),
    ),
  ];
}

/** Those the API added and the spec never named; naming one and dropping it again removes it. */
function addedAlerts(
  spec: AppSpec,
  before: { readonly spec: AppSpec; readonly alerts: readonly AppAlert[] } | undefined,
): Wanted[] {
  const named = (each: AppSpec, rule: string): boolean =>
    (each.alerts ?? []).some((alert) => alert.rule === rule);
  return ADDED_BY_API.filter((rule) => {
    if (named(spec, rule)) return false;
    if (before === undefined) return true;
    const exists = before.alerts.some(
      (alert) => alert.component_name === undefined && alert.spec.rule === rule,
    );
    return exists && !named(before.spec, rule);
  }).map((rule) => ({ component: undefined, spec: { rule } }));
}
