import { definePolicy } from "../policy";
import type { Place } from "../stack/place";
import { COMPONENT_KINDS, componentsOf, nameOf, specsOf } from "../subjects/apps";

const NEXT = 'say whom they tell (in the settings: notify: [NotificationTarget.email("…")])';

export const alertDestinations = definePolicy({
  id: "alert-destinations",
  title: "every alert of the app tells somebody",
  reason:
    "the provider empties the destinations of an alert that names none, and does not read them back, so nobody is told and no plan shows it",
  source: "digitalocean/terraform-provider-digitalocean#1606",
  scope: "production",
  subject: "apps",
  check: (stack) => {
    for (const spec of specsOf(stack)) {
      const own = spec.blocks("alert");
      if (own.length === 0) noteNoAlert(spec);
      const places = [...own, ...componentsOf(spec, COMPONENT_KINDS).flatMap((each) => each.blocks("alert"))];
      for (const alert of places) requireDestination(alert, spec);
    }
    return undefined;
  },
});

/** DigitalOcean's own two tell the account's owner alone. */
function noteNoAlert(spec: Place): void {
  spec.note("alert", {
    fault: `the app ${nameOf(spec)} has no alert`,
    allowed: "at least DEPLOYMENT_FAILED and DOMAIN_FAILED, as AppEnvironment makes them",
    next: NEXT,
  });
}

function requireDestination(alert: Place, spec: Place): void {
  if (alert.known("disabled") === true) return;
  const destinations = alert.blocks("destinations");
  const mails = destinations.map((each) => each.entries("emails"));
  if (mails.includes("unknown") || mails.flat().length > 0) return;
  if (destinations.some((each) => each.blocks("slack_webhooks").length > 0)) return;
  alert.note("destinations", {
    fault: `the alert ${String(alert.value("rule"))} of the app ${nameOf(spec)} tells nobody`,
    got: destinations.length === 0 ? null : [],
    allowed: "at least one e-mail address or Slack webhook",
    next: NEXT,
  });
}
