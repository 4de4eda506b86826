import type { App, DigitalOcean } from "../digitalocean";
import type { MonitorConfig } from "../monitor-config";
import { pagesOf } from "../pages";
import { urlOf } from "../serving";

interface Alert {
  readonly component_name?: string;
  readonly spec: { readonly rule: string; readonly disabled?: boolean };
}

interface Check {
  readonly id: string;
  readonly target: string;
  readonly enabled: boolean;
}

/** What is missing of the alerts and the uptime check that were synthesized, in words. */
export async function missingWatchers(
  cloud: DigitalOcean,
  app: App,
  { alerts, uptimePath }: MonitorConfig,
): Promise<readonly string[]> {
  return [
    ...(await missingAlerts(cloud, app.id, alerts)),
    ...(await missingUptime(
      cloud,
      addressesOf(app).map((url) => url + uptimePath),
    )),
  ];
}

async function missingAlerts(
  cloud: DigitalOcean,
  app: string,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const { alerts = [] } = await cloud.api.call<{ alerts?: Alert[] }>("GET", `/v2/apps/${app}/alerts`);
  return wanted.flatMap((rule) => {
    const same = alerts.filter(({ spec }) => spec.rule === rule);
    if (same.length === 0) return [`alert ${rule} does not exist`];
    return same.some(({ spec }) => spec.disabled !== true) ? [] : [`alert ${rule} is disabled`];
  });
}

/** The live address, which is the app's own domain once it has one, and the one that DigitalOcean gave it. */
function addressesOf(app: App): readonly string[] {
  const given = (app.default_ingress ?? "").replace(/\/+$/, "");
  return [...new Set([urlOf(app), ...(given === "" ? [] : [given])])];
}

async function missingUptime(cloud: DigitalOcean, targets: readonly string[]): Promise<readonly string[]> {
  const checks = await pagesOf<Check>(
    cloud.api,
    "/v2/uptime/checks",
    (body) => (body as { checks?: Check[] }).checks ?? [],
  );
  const ours = checks.filter((check) => targets.includes(check.target));
  const target = targets.join(" or ");
  if (ours.length === 0) return [`no uptime check watches ${target}`];
  const enabled = ours.filter((check) => check.enabled);
  if (enabled.length === 0) return [`the uptime check of ${target} is disabled`];
  for (const { id } of enabled) {
    const { alerts = [] } = await cloud.api.call<{ alerts?: unknown[] }>(
      "GET",
      `/v2/uptime/checks/${id}/alerts`,
    );
    if (alerts.length > 0) return [];
  }
  return [`the uptime check of ${target} alerts nobody`];
}
