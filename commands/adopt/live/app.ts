import type { DigitalOcean, LiveApp, LiveImage, LiveVariable } from "../../clouds/digitalocean";

/** An alert of a spec. */
export interface LiveAlertSpec {
  readonly rule: string;
  readonly disabled?: boolean;
  readonly operator?: string;
  readonly value?: number;
  readonly window?: string;
}

/** A service of a spec. What is not read here is only looked for, by its name. */
export interface LiveService extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly image?: LiveImage;
  readonly envs?: readonly LiveVariable[];
  readonly instance_size_slug?: string;
  readonly instance_count?: number;
  readonly autoscaling?: {
    readonly min_instance_count: number;
    readonly max_instance_count: number;
    readonly metrics?: { readonly cpu?: { readonly percent: number } } & Readonly<Record<string, unknown>>;
  };
  readonly http_port?: number;
  readonly run_command?: string;
  readonly health_check?: Readonly<Record<string, number | string | undefined>>;
  readonly termination?: { readonly grace_period_seconds?: number; readonly drain_seconds?: number };
  readonly alerts?: readonly LiveAlertSpec[];
  readonly log_destinations?: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

/** A domain of a spec. */
export interface LiveDomain {
  readonly domain: string;
  readonly type?: string;
  readonly wildcard?: boolean;
  readonly zone?: string;
  readonly minimum_tls_version?: string;
}

/** The whole spec of an app, as far as settings can say it. */
export interface WholeSpec extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly region?: string;
  readonly services?: readonly LiveService[];
  readonly workers?: readonly LiveService[];
  readonly jobs?: readonly (LiveService & { readonly kind?: string })[];
  readonly static_sites?: readonly { readonly name: string }[];
  readonly functions?: readonly { readonly name: string }[];
  readonly databases?: readonly { readonly name: string }[];
  readonly envs?: readonly LiveVariable[];
  readonly alerts?: readonly LiveAlertSpec[];
  readonly domains?: readonly LiveDomain[];
  readonly ingress?: { readonly rules?: readonly LiveIngressRule[] };
  readonly egress?: { readonly type?: string };
  readonly vpc?: { readonly id: string };
  readonly maintenance?: {
    readonly enabled?: boolean;
    readonly archive?: boolean;
    readonly offline_page_url?: string;
  };
  readonly disable_edge_cache?: boolean;
  readonly disable_email_obfuscation?: boolean;
  readonly enhanced_threat_control_enabled?: boolean;
}

/** A rule of an app's ingress. */
export interface LiveIngressRule extends Readonly<Record<string, unknown>> {
  readonly match?: { readonly path?: { readonly prefix?: string } } & Readonly<Record<string, unknown>>;
  readonly component?: { readonly name: string } & Readonly<Record<string, unknown>>;
}

/** Whom an alert tells. */
export interface LiveNotifications {
  readonly email?: readonly string[] | null;
  readonly slack?: readonly { readonly channel: string; readonly url: string }[] | null;
}

/** An alert of an app with its destinations, which are no part of the spec. */
export interface LiveAppAlert {
  readonly component_name?: string;
  readonly spec: LiveAlertSpec;
  readonly emails?: readonly string[];
  readonly slack_webhooks?: readonly { readonly channel: string; readonly url: string }[];
}

/** An alert of an uptime check. */
export interface LiveUptimeAlert {
  readonly name: string;
  readonly type: string;
  readonly threshold?: number;
  readonly comparison?: string;
  readonly period?: string;
  readonly notifications: LiveNotifications;
}

/** An uptime check. */
export interface LiveUptimeCheck {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly target: string;
  readonly regions?: readonly string[];
  readonly enabled: boolean;
}

/** A project. */
export interface LiveProject {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly purpose: string;
  readonly environment?: string;
  readonly is_default: boolean;
}

/** All that is read of an app. */
export interface AppReading {
  readonly id: string;
  readonly spec: WholeSpec;
  /** Addresses by which the app is reached, with https://. */
  readonly addresses: readonly string[];
  readonly liveUrl: string;
  readonly alerts: readonly LiveAppAlert[];
  /** The project, and what else is in it. @default - the account's default project */
  readonly project?: LiveProject & { readonly others: readonly string[] };
  readonly checks: readonly (LiveUptimeCheck & { readonly alerts: readonly LiveUptimeAlert[] })[];
}

/** Apps of this name or id. @throws CloudError */
export async function findApps(digitalocean: DigitalOcean, nameOrId: string): Promise<LiveApp[]> {
  const apps = await digitalocean.apps();
  const byId = apps.filter(({ id }) => id === nameOrId);
  return byId.length > 0 ? byId : apps.filter(({ spec }) => spec.name === nameOrId);
}

/** Reads all of an app. @throws CloudError */
export async function readApp(digitalocean: DigitalOcean, app: LiveApp): Promise<AppReading> {
  const { live_url: liveUrl = "", default_ingress: ingress = "" } = app as {
    live_url?: string;
    default_ingress?: string;
  };
  const spec = app.spec as unknown as WholeSpec;
  const domains = (spec.domains ?? []).map(({ domain }) => `https://${domain}`);
  const addresses = [liveUrl, ingress, ...domains].filter((address) => address !== "");
  const project = await projectOf(digitalocean, app.id);
  return {
    id: app.id,
    spec,
    addresses,
    liveUrl,
    alerts: await digitalocean.pages<LiveAppAlert>(`/v2/apps/${app.id}/alerts`, "alerts"),
    ...(project === undefined ? {} : { project }),
    checks: await checksOf(digitalocean, addresses),
  };
}

async function projectOf(digitalocean: DigitalOcean, app: string): Promise<AppReading["project"]> {
  for (const project of await digitalocean.pages<LiveProject>("/v2/projects", "projects")) {
    if (project.is_default) continue;
    const path = `/v2/projects/${project.id}/resources`;
    const urns = (await digitalocean.pages<{ urn: string }>(path, "resources")).map(({ urn }) => urn);
    if (!urns.includes(`do:app:${app}`)) continue;
    return { ...project, others: urns.filter((urn) => urn !== `do:app:${app}`) };
  }
  return undefined;
}

async function checksOf(
  digitalocean: DigitalOcean,
  addresses: readonly string[],
): Promise<AppReading["checks"]> {
  const all = await digitalocean.pages<LiveUptimeCheck>("/v2/uptime/checks", "checks");
  const own = all.filter(({ target }) => addresses.some((address) => isBelow(target, address)));
  return Promise.all(
    own.map(async (check) => ({
      ...check,
      alerts: await digitalocean.pages<LiveUptimeAlert>(`/v2/uptime/checks/${check.id}/alerts`, "alerts"),
    })),
  );
}

/** Whether an address is that of the app or of something in it. */
export function isBelow(target: string, address: string): boolean {
  return target === address || target.startsWith(`${address}/`);
}
