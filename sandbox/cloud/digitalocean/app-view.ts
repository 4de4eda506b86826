import type { App, Deployment, StoredApp } from "./app";
import type { DomainSpec } from "./app-spec";
import { APP_REGIONS } from "./regions";

/** What an app shows of the world around it. */
export interface Surroundings {
  readonly ownerUuid: string;
  readonly projectId: string;
  /** Whether the account's DNS points a name at a host. */
  pointsAt(name: string, host: string): boolean;
}

/**
 * The app as `GET /v2/apps/{id}` gives it. The live URL stays the default one, also where a primary domain is active:
 * what the recorded plans show.
 */
export function viewOf(app: StoredApp, around: Surroundings): App {
  const deployments = app.deployments.map(({ deployment }) => deployment);
  const byId = (id: string | undefined): Deployment | undefined => deployments.find((each) => each.id === id);
  const active = byId(app.active);
  const domains = (app.spec.domains ?? []).map((spec) => ({
    id: `${app.id}-${spec.domain}`,
    spec,
    phase: isLive(spec, app, around) ? ("ACTIVE" as const) : ("PENDING" as const),
  }));
  const url = active === undefined ? "" : `https://${app.host}`;
  const region = APP_REGIONS.find(({ slug }) => slug === app.spec.region);
  return {
    id: app.id,
    owner_uuid: around.ownerUuid,
    spec: app.spec,
    default_ingress: url,
    live_url: url,
    live_url_base: url,
    live_domain: url.replace("https://", ""),
    ...optional("active_deployment", active),
    ...optional("in_progress_deployment", deployments.find(isInProgress)),
    ...optional(
      "pending_deployment",
      deployments.find(({ phase }) => phase === "PENDING_BUILD"),
    ),
    ...optional("pinned_deployment", byId(app.pinned)),
    ...optional("last_deployment_created_at", deployments[0]?.created_at),
    ...optional("last_deployment_active_at", active?.phase_last_updated_at),
    created_at: app.created_at,
    updated_at: app.updated_at,
    project_id: around.projectId,
    region: { slug: app.spec.region ?? "", label: region?.label ?? "" },
    tier_slug: active?.tier_slug ?? "basic",
    domains,
    ...optional("dedicated_ips", app.dedicated_ips),
  };
}

function isLive(spec: DomainSpec, app: StoredApp, around: Surroundings): boolean {
  return app.active !== undefined && around.pointsAt(spec.domain, app.host);
}

function isInProgress({ phase }: Deployment): boolean {
  return phase === "BUILDING" || phase === "PENDING_DEPLOY" || phase === "DEPLOYING";
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [each in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [each in K]?: V });
}
