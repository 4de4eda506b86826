import { definePolicy } from "../policy";
import { isComputed } from "../stack/expression";
import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";
import { appsOf, nameOf } from "../subjects/apps";
import { isAddress } from "../subjects/somebody";

export const uptimeCheck = definePolicy({
  id: "uptime-check",
  title: "the app is watched from outside, and somebody is told when it is down",
  reason:
    "App Platform's own alerts see containers; an address that does not resolve, an expired certificate or a broken edge shows from outside only",
  source: "docs.digitalocean.com, Uptime",
  scope: "production",
  subject: "apps",
  check: (stack) => {
    const checks = stack.guards("digitalocean_uptime_check").filter(isMade);
    for (const app of appsOf(stack)) requireCheck(app, checks, stack);
    return undefined;
  },
});

function isMade(check: Place): boolean {
  return check.isOn("enabled", true) && check.known("type") !== "ping";
}

function requireCheck(app: Place, checks: readonly Place[], stack: StackView): void {
  const [spec] = app.blocks("spec");
  const watching = checks.filter((check) => watches(check, app, spec));
  if (watching.length > 0) requireAlert(watching, stack);
  else noteNoCheck(app, checks, spec);
}

function noteNoCheck(app: Place, checks: readonly Place[], spec: Place | undefined): void {
  const unclear = checks.filter((check) => mayBeAnything(String(check.value("target"))));
  for (const check of unclear) check.known("target");
  if (unclear.length > 0) return;
  app.note("", {
    fault: `no enabled uptime check asks for an address of the app ${spec === undefined ? "" : nameOf(spec)}`,
    got: checks.map((check) => check.value("target")),
    allowed: "an http or https check of the app's live_url or of one of its domains",
    next: "add an UptimeCheck with the target `${app.liveUrl}/health`",
  });
}

function requireAlert(watching: readonly Place[], stack: StackView): void {
  const alerts = stack.guards("digitalocean_uptime_alert").filter((alert) => isAbout(alert, watching));
  if (alerts.some((alert) => isDown(alert) && tellsSomebody(alert))) return;
  watching[0]?.note("", {
    fault: "nobody is told when the uptime check finds the app down",
    allowed: "an alert of the type down or down_global that notifies somebody",
    next: "call addDownAlert({ notify }) on the check (in the settings: notify)",
  });
}

function watches(check: Place, app: Place, spec: Place | undefined): boolean {
  const target = String(check.value("target"));
  const own = ["live_url", "default_ingress"].map((attribute) => `\${${app.path}.${attribute}}`);
  if (own.some((address) => target === address || target.startsWith(`${address}/`))) return true;
  const domains = spec?.blocks("domain").map((domain) => String(domain.value("name"))) ?? [];
  return URL.canParse(target) && domains.includes(new URL(target).hostname);
}

/** An address that only Terraform knows, and that is not another app's. */
function mayBeAnything(target: string): boolean {
  return isComputed(target) && !/^\$\{digitalocean_app\.[\w-]+\.(?:live_url|default_ingress)\}/.test(target);
}

function isAbout(alert: Place, checks: readonly Place[]): boolean {
  return checks.some((check) => alert.value("check_id") === `\${${check.path}.id}`);
}

function isDown(alert: Place): boolean {
  return ["down", "down_global"].includes(String(alert.value("type")));
}

function tellsSomebody(alert: Place): boolean {
  return alert.blocks("notifications").some((each) => {
    const mails = each.entries("email");
    return mails === "unknown" || mails.some(isAddress) || each.blocks("slack").length > 0;
  });
}
