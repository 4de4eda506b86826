import type { TerraformStack } from "cdktf";
import {
  AppAlert,
  type AppEnvironment,
  ComponentAlert,
  NotificationTarget,
  Secret,
  UptimeCheck,
} from "../../constructs";

const ops = NotificationTarget.email("ops@example.com");
const channel = NotificationTarget.slack({
  channel: "#lingobot-alerts",
  webhook: Secret.named("SLACK_WEBHOOK"),
});

export function alerts(app: AppEnvironment): void {
  app
    .addAlert(AppAlert.deploymentFailed({ notify: [ops, channel] }))
    .addAlert(AppAlert.autoscaleFailed({ notify: [ops] }))
    .addAlert(ComponentAlert.cpu({ above: 80, window: "10m", notify: [ops] }))
    .addAlert(ComponentAlert.memory({ above: 90, notify: [ops] }))
    .addAlert(ComponentAlert.restarts({ above: 3, window: "30m", notify: [channel] }));
}

export function uptime(stack: TerraformStack, app: AppEnvironment): void {
  new UptimeCheck(stack, "Uptime", { target: `${app.liveUrl}/health` })
    .addDownAlert({ notify: [channel] })
    .addLatencyAlert({ notify: [ops], aboveMilliseconds: 800, period: "5m" })
    .addCertificateExpiryAlert({ notify: [ops], daysBefore: 14 });
}
