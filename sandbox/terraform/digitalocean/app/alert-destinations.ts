import type { AlertDestinations, AppAlert, Apps, SlackWebhook } from "../../../cloud/digitalocean";
import type { Values } from "../../resource-type";
import { call } from "../calls";
import { block, blocks, text, texts } from "../values";

/** One alert and where it shall be sent. */
export interface WantedDestinations extends Required<AlertDestinations> {
  readonly rule: string;
}

/** Component blocks in the order in which the provider walks them. */
const COMPONENTS = ["service", "worker", "job", "function"];

/**
 * Sends alert destinations as provider 2.71.0 does, with its faults (issue 1606 and resource_app.go): app alerts are
 * looked at only if the FIRST has destinations, and then those without any get theirs emptied; alerts are matched by
 * rule alone, so the same rule on two components, or on all of them, is set to what comes last.
 */
export function syncAlertDestinations(apps: Apps, id: string, spec: Values): void {
  const { ofApp, ofComponents } = alertDestinations(spec);
  const [first] = ofApp;
  const updates = [...(first !== undefined && hasDestinations(first) ? ofApp : []), ...ofComponents];
  if (updates.length === 0) return;
  const existing = call("Error updating alert destination", () => apps.listAlerts(id));
  for (const update of updates) send(apps, id, existing, update);
}

/** The destinations that a `spec` block asks for: of every app alert, and of component alerts that have some. */
export function alertDestinations(spec: Values): {
  readonly ofApp: readonly WantedDestinations[];
  readonly ofComponents: readonly WantedDestinations[];
} {
  const ofComponents = COMPONENTS.flatMap((kind) => blocks(spec[kind]))
    .flatMap((component) => blocks(component.alert).map(wanted))
    .filter(hasDestinations);
  return { ofApp: blocks(spec.alert).map(wanted), ofComponents };
}

function send(apps: Apps, id: string, existing: readonly AppAlert[], update: WantedDestinations): void {
  const { rule, emails, slack_webhooks } = update;
  for (const alert of existing.filter(({ spec }) => spec.rule === rule)) {
    call("Error updating alert destination", () =>
      apps.updateAlertDestinations(id, alert.id, { emails, slack_webhooks }),
    );
  }
}

function wanted(alert: Values): WantedDestinations {
  const destinations = block(alert.destinations);
  return {
    rule: text(alert.rule) ?? "",
    emails: texts(destinations?.emails),
    slack_webhooks: blocks(destinations?.slack_webhooks).map(toWebhook),
  };
}

function toWebhook(webhook: Values): SlackWebhook {
  return { channel: text(webhook.channel) ?? "", url: text(webhook.url) ?? "" };
}

function hasDestinations({ emails, slack_webhooks }: WantedDestinations): boolean {
  return emails.length > 0 || slack_webhooks.length > 0;
}
