import type { Configured } from "./configured";
import type { StackReading } from "./stack-reading";
import { type Entry, entry, phrase } from "./text";

interface Component {
  readonly component: Configured;
}

/** The alerts of an app and of its components, and whom each tells. */
export function alertEntries(
  spec: Configured,
  components: readonly Component[],
  { references }: StackReading,
): Entry[] {
  return [
    entry("app", ...spec.blocks("alert").map((alert) => appAlert(alert, references))),
    ...components.map(({ component }) =>
      entry(
        String(component.peek("name")),
        ...component.blocks("alert").map((alert) => componentAlert(alert, references)),
      ),
    ),
  ];
}

type References = StackReading["references"];

function appAlert(alert: Configured, references: References): string {
  return `${words(alert.text("rule"))} → ${destinations(alert, references)}${state(alert)}`;
}

function componentAlert(alert: Configured, references: References): string {
  const operator = alert.text("operator") === "LESS_THAN" ? "below" : "above";
  const rule = alert.text("rule") ?? "";
  const unit = rule.endsWith("_UTILIZATION") ? " %" : "";
  const condition = `${words(rule)} ${operator} ${alert.text("value")}${unit}`;
  const during = `for ${words(alert.text("window"))}`;
  return `${condition} ${during} → ${destinations(alert, references)}${state(alert)}`;
}

function state(alert: Configured): string {
  return alert.take("disabled") === true ? ", DISABLED" : "";
}

/** Addresses and channels; a webhook is a secret. */
function destinations(alert: Configured, references: References): string {
  const told = alert
    .blocks("destinations")
    .flatMap((destination) => [
      ...destination.list("emails").map((email) => references.text(email)),
      ...destination.blocks("slack_webhooks").map((slack) => slackChannel(slack, references)),
    ]);
  return phrase(...told) || "whoever owns the account";
}

/** A Slack channel by its name, and where its webhook comes from. */
export function slackChannel(slack: Configured, references: References): string {
  const url = slack.take("url");
  const source = typeof url === "string" && url.startsWith("${") ? ` by ${references.text(url)}` : "";
  return `${slack.text("channel")} at Slack${source}`;
}

/** `CPU_UTILIZATION` as it is said. */
function words(constant = "?"): string {
  return constant
    .toLowerCase()
    .replaceAll("_", " ")
    .replace(/\bcpu\b/, "CPU")
    .replace(/\bmem\b/, "memory");
}
