import { slackChannel } from "./app-alerts";
import type { Configured } from "./configured";
import type { StackReading } from "./stack-reading";
import { entry, type Part, phrase } from "./text";

/** The checks from outside, and whom they tell. */
export function watchPart(stack: StackReading): Part {
  const { references } = stack;
  const checks = stack.resources("digitalocean_uptime_check").map(({ settings }) => {
    const [name, type, target] = [settings.text("name"), settings.text("type"), settings.take("target")];
    const regions = references.text(settings.list("regions"));
    const off = settings.take("enabled") === false && "DISABLED";
    return entry(name ?? "", phrase(`${type} ${references.text(target)}`, `from ${regions}`, off));
  });
  const alerts = stack.resources("digitalocean_uptime_alert").map(({ settings }) => {
    settings.skip("check_id");
    return `${conditionOf(settings)} → ${targets(settings, stack)}${otherName(settings, stack)}`;
  });
  return { title: "Watched from outside", entries: [...checks, entry("alerts", ...alerts)] };
}

/** Alerts are called after what they watch; another name is told. */
function otherName(alert: Configured, stack: StackReading): string {
  const name = alert.text("name") ?? "";
  const checks = stack
    .resources("digitalocean_uptime_check")
    .map(({ settings }) => String(settings.peek("name")));
  return checks.some((check) => name.startsWith(check)) ? "" : `, called "${name}"`;
}

function conditionOf(alert: Configured): string {
  const [type, threshold, period] = [alert.text("type"), alert.text("threshold"), alert.text("period")];
  const comparison = alert.text("comparison");
  const during = period === undefined ? "" : ` for ${period}`;
  if (type === "down") return `down${during}`;
  if (type === "down_global") return `down everywhere${during}`;
  if (type === "latency" && comparison === "greater_than") return `slower than ${threshold} ms${during}`;
  if (type === "ssl_expiry" && comparison === "less_than") return `certificate ends within ${threshold} days`;
  return phrase(`${type} ${comparison ?? ""} ${threshold ?? ""}${during}`);
}

function targets(alert: Configured, { references }: StackReading): string {
  const told = alert
    .blocks("notifications")
    .flatMap((notification) => [
      ...notification.list("email").map((email) => references.text(email)),
      ...notification.blocks("slack").map((slack) => slackChannel(slack, references)),
    ]);
  return phrase(...told) || "NOBODY";
}
