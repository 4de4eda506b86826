import { definePolicy } from "../policy";
import type { Place } from "../stack/place";
import { COMPONENT_KINDS, componentsOf, nameOf, specsOf } from "../subjects/apps";
import { isAddress } from "../subjects/somebody";

const NEXT = 'say whom it tells (in the settings: notify: [NotificationTarget.email("…")])';

export const alertDestinations = definePolicy({
  id: "alert-destinations",
  title: "every alert of the app tells somebody, and those of failed deployments and domains are on",
  reason:
    "the provider empties the destinations of an alert that names none, and does not read them back, so nobody is told and no plan shows it",
  source: "digitalocean/terraform-provider-digitalocean#1606",
  scope: "production",
  subject: "apps",
  check: (stack) => {
    for (const spec of specsOf(stack)) {
      const own = spec.blocks("alert");
      for (const rule of REQUIRED) requireAlert(rule, own, spec);
      const places = [...own, ...componentsOf(spec, COMPONENT_KINDS).flatMap((each) => each.blocks("alert"))];
      for (const alert of places) requireDestination(alert, spec);
    }
    return undefined;
  },
});

/** DigitalOcean's own, which tell the account's owner alone unless the app has its own. */
const REQUIRED = ["DEPLOYMENT_FAILED", "DOMAIN_FAILED"];

function requireAlert(rule: string, alerts: readonly Place[], spec: Place): void {
  if (alerts.some((alert) => alert.known("rule") === rule && !alert.isOn("disabled", false))) return;
  spec.note("alert", {
    fault: `the app ${nameOf(spec)} has no alert ${rule} that is on`,
    allowed: `${REQUIRED.join(" and ")}, each on, as AppEnvironment makes them`,
    next: `add the alert, and ${NEXT}`,
  });
}

function requireDestination(alert: Place, spec: Place): void {
  if (alert.isOn("disabled", false)) return;
  const destinations = alert.blocks("destinations");
  const mails = destinations.map((each) => each.entries("emails"));
  if (mails.includes("unknown") || mails.flat().some(isAddress)) return;
  if (destinations.some((each) => each.blocks("slack_webhooks").length > 0)) return;
  alert.note("destinations", {
    fault: `the alert ${String(alert.value("rule"))} of the app ${nameOf(spec)} tells nobody`,
    got: destinations.length === 0 ? null : mails.flat(),
    allowed: "at least one e-mail address or Slack webhook",
    next: NEXT,
  });
}
