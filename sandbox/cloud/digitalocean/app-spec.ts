/**
 * The app spec as the DigitalOcean API has it (openapi specification/resources/apps/models; field names are the API's).
 */

/** `EV[1:…]` values are sealed; see `sealing.ts`. */
export interface EnvVariable {
  readonly key: string;
  readonly value?: string;
  readonly scope?: string;
  /** GENERAL (also when absent) or SECRET. */
  readonly type?: string;
}

export interface ImageSource {
  readonly registry_type: string;
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** "user:token" going in, sealed coming out. */
  readonly registry_credentials?: string;
  readonly deploy_on_push?: { readonly enabled?: boolean };
}

export interface GitSource {
  readonly repo?: string;
  readonly repo_clone_url?: string;
  readonly branch?: string;
  readonly deploy_on_push?: boolean;
}

export interface AlertSpec {
  readonly rule: string;
  readonly disabled?: boolean;
  readonly operator?: string;
  readonly value?: number;
  readonly window?: string;
}

export interface HealthCheck {
  readonly http_path?: string;
  readonly port?: number;
  readonly initial_delay_seconds?: number;
  readonly period_seconds?: number;
  readonly timeout_seconds?: number;
  readonly success_threshold?: number;
  readonly failure_threshold?: number;
}

export interface Autoscaling {
  readonly min_instance_count: number;
  readonly max_instance_count: number;
  readonly metrics?: {
    readonly cpu?: { readonly percent?: number };
    readonly requests_per_second?: { readonly per_instance?: number };
    readonly request_duration?: { readonly p95_milliseconds?: number };
  };
}

export interface StringMatch {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

export interface CorsPolicy {
  readonly allow_origins?: readonly StringMatch[];
  readonly allow_methods?: readonly string[];
  readonly allow_headers?: readonly string[];
  readonly expose_headers?: readonly string[];
  readonly max_age?: string;
  readonly allow_credentials?: boolean;
}

export interface Route {
  readonly path?: string;
  readonly preserve_path_prefix?: boolean;
}

export interface LogDestination {
  readonly name: string;
  readonly papertrail?: { readonly endpoint: string };
  readonly datadog?: { readonly endpoint?: string; readonly api_key: string };
  readonly logtail?: { readonly token: string };
  readonly open_search?: {
    readonly endpoint?: string;
    readonly cluster_name?: string;
    readonly index_name?: string;
    readonly basic_auth?: { readonly user?: string; readonly password?: string };
  };
}

/** What every component may have. */
export interface Component {
  readonly name: string;
  readonly image?: ImageSource;
  readonly git?: GitSource;
  readonly github?: GitSource;
  readonly gitlab?: GitSource;
  readonly bitbucket?: GitSource;
  readonly dockerfile_path?: string;
  readonly build_command?: string;
  readonly run_command?: string;
  readonly source_dir?: string;
  readonly environment_slug?: string;
  readonly envs?: readonly EnvVariable[];
  readonly alerts?: readonly AlertSpec[];
  readonly log_destinations?: readonly LogDestination[];
  readonly routes?: readonly Route[];
  readonly cors?: CorsPolicy;
}

/** What runs in containers. */
export interface ContainerComponent extends Component {
  readonly instance_size_slug?: string;
  readonly instance_count?: number;
  readonly autoscaling?: Autoscaling;
  readonly termination?: { readonly grace_period_seconds?: number; readonly drain_seconds?: number };
}

export interface Service extends ContainerComponent {
  readonly http_port?: number;
  readonly internal_ports?: readonly number[];
  readonly health_check?: HealthCheck;
  readonly liveness_health_check?: HealthCheck;
}

export interface Job extends ContainerComponent {
  readonly kind?: string;
}

export interface StaticSite extends Component {
  readonly output_dir?: string;
  readonly index_document?: string;
  readonly error_document?: string;
  readonly catchall_document?: string;
}

export interface DatabaseComponent {
  readonly name: string;
  readonly engine?: string;
  readonly version?: string;
  readonly production?: boolean;
  readonly cluster_name?: string;
  readonly db_name?: string;
  readonly db_user?: string;
}

export interface DomainSpec {
  readonly domain: string;
  readonly type?: string;
  readonly wildcard?: boolean;
  readonly zone?: string;
  readonly minimum_tls_version?: string;
}

export interface IngressRule {
  readonly match?: { readonly path?: StringMatch; readonly authority?: StringMatch };
  readonly component?: {
    readonly name: string;
    readonly preserve_path_prefix?: boolean;
    readonly rewrite?: string;
  };
  readonly redirect?: {
    readonly uri?: string;
    readonly authority?: string;
    readonly port?: number;
    readonly scheme?: string;
    readonly redirect_code?: number;
  };
  readonly cors?: CorsPolicy;
}

export interface AppSpec {
  readonly name: string;
  readonly region?: string;
  readonly features?: readonly string[];
  readonly services?: readonly Service[];
  readonly workers?: readonly ContainerComponent[];
  readonly jobs?: readonly Job[];
  readonly static_sites?: readonly StaticSite[];
  readonly functions?: readonly Component[];
  readonly databases?: readonly DatabaseComponent[];
  readonly domains?: readonly DomainSpec[];
  readonly envs?: readonly EnvVariable[];
  readonly alerts?: readonly AlertSpec[];
  readonly ingress?: { readonly rules?: readonly IngressRule[] };
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

/** The spec's lists of components that run in containers. */
export type ContainerKind = "services" | "workers" | "jobs";

/** The spec's lists of components that hold environment variables. */
export const COMPONENT_KINDS = ["services", "workers", "jobs", "static_sites", "functions"] as const;

export type ComponentKind = (typeof COMPONENT_KINDS)[number];

/** Every component of a spec with the list it is in. */
export function componentsOf(
  spec: AppSpec,
): { readonly kind: ComponentKind; readonly component: Component }[] {
  return COMPONENT_KINDS.flatMap((kind) => (spec[kind] ?? []).map((component) => ({ kind, component })));
}

/** Every component that runs in containers. */
export function containersOf(
  spec: AppSpec,
): { readonly kind: ContainerKind; readonly component: ContainerComponent }[] {
  const kinds = ["services", "workers", "jobs"] as const;
  return kinds.flatMap((kind) => (spec[kind] ?? []).map((component) => ({ kind, component })));
}
