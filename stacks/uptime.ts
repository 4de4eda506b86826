import type { Construct } from "constructs";
import { type AppEnvironment, UptimeCheck } from "../constructs";
import type { EnvironmentSettings, UptimeAlertSettings } from "./settings";

/** Makes the check of an environment's app from outside, and its alerts. */
export function addUptimeCheck(
  scope: Construct,
  app: AppEnvironment,
  { uptime = {}, notify = [] }: EnvironmentSettings,
): void {
  if (uptime === "none") return;
  const { name = `${app.appName}-health`, target = "/health", alerts, ...rest } = uptime;
  const check = new UptimeCheck(scope, "Health", {
    ...rest,
    name,
    target: target.startsWith("/") ? `${app.liveUrl}${target}` : target,
  });
  const usual: UptimeAlertSettings = {
    down: { notify },
    latency: { notify, aboveMilliseconds: 1000, period: "5m" },
    certificateExpiry: { notify },
  };
  const { down, downGlobally, latency, certificateExpiry } = alerts ?? (notify.length === 0 ? {} : usual);
  if (down) check.addDownAlert(down);
  if (downGlobally) check.addDownGloballyAlert(downGlobally);
  if (latency) check.addLatencyAlert(latency);
  if (certificateExpiry) check.addCertificateExpiryAlert(certificateExpiry);
}
