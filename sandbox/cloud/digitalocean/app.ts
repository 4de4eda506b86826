/**
 * Apps and deployments as the DigitalOcean API has them.
 */
import type { AlertSpec, AppSpec, DomainSpec } from "./app-spec";

export type DeploymentPhase =
  | "PENDING_BUILD"
  | "BUILDING"
  | "PENDING_DEPLOY"
  | "DEPLOYING"
  | "ACTIVE"
  | "SUPERSEDED"
  | "ERROR"
  | "CANCELED";

export type StepStatus = "PENDING" | "RUNNING" | "ERROR" | "SUCCESS";

export interface ProgressStep {
  readonly name: string;
  readonly status: StepStatus;
  readonly steps?: readonly ProgressStep[];
  readonly started_at?: string;
  readonly ended_at?: string;
  readonly reason?: { readonly code: string; readonly message: string };
  readonly component_name?: string;
  readonly message_base?: string;
}

export interface Progress {
  readonly pending_steps: number;
  readonly running_steps: number;
  readonly success_steps: number;
  readonly error_steps: number;
  readonly total_steps: number;
  readonly steps: readonly ProgressStep[];
}

/** Why a deployment was made. */
export type DeploymentCauseType =
  | "MANUAL"
  | "DEPLOY_ON_PUSH"
  | "MAINTENANCE"
  | "MANUAL_ROLLBACK"
  | "AUTO_ROLLBACK"
  | "AUTOSCALED";

export interface DeploymentCause {
  readonly type: DeploymentCauseType;
  readonly digitalocean_user_action?: {
    readonly user: { readonly email: string };
    readonly name: "CREATE_DEPLOYMENT" | "UPDATE_SPEC" | "ROLLBACK_APP" | "REVERT_APP_ROLLBACK" | "RESTART";
  };
  readonly docr_push?: {
    readonly registry: string;
    readonly repository: string;
    readonly tag: string;
    readonly image_digest: string;
  };
}

export interface DeploymentComponent {
  readonly name: string;
  /** Digest of the image that runs, whatever the spec named it by. */
  readonly source_image_digest?: string;
}

export interface Deployment {
  readonly id: string;
  /** The spec this deployment runs, secrets sealed. */
  readonly spec: AppSpec;
  readonly services?: readonly DeploymentComponent[];
  readonly workers?: readonly DeploymentComponent[];
  readonly jobs?: readonly DeploymentComponent[];
  readonly phase: DeploymentPhase;
  readonly phase_last_updated_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly cause: string;
  readonly cause_details: DeploymentCause;
  readonly previous_deployment_id?: string;
  readonly cloned_from?: string;
  readonly progress: Progress;
  readonly tier_slug: string;
}

/** What makes a deployment end badly: decided when it starts. */
export interface DeploymentDoom {
  readonly during: "build" | "deploy";
  readonly code: string;
  readonly message: string;
  readonly component?: string;
}

/** A deployment as stored: the API's object and what only the platform knows. */
export interface StoredDeployment {
  readonly deployment: Deployment;
  readonly doom?: DeploymentDoom;
}

export interface SlackWebhook {
  readonly channel: string;
  readonly url: string;
}

export interface AppAlert {
  readonly id: string;
  /** Empty for alerts of the app as a whole. */
  readonly component_name?: string;
  readonly spec: AlertSpec;
  readonly emails: readonly string[];
  readonly slack_webhooks: readonly SlackWebhook[];
  readonly phase: "ACTIVE";
}

export interface AppDomain {
  readonly id: string;
  readonly spec: DomainSpec;
  /** ACTIVE once the account's DNS points the name at the app. */
  readonly phase: "PENDING" | "ACTIVE";
}

export interface DedicatedIp {
  readonly id: string;
  readonly ip: string;
  readonly status: "ASSIGNED";
}

/** `GET /v2/apps/{id}`. */
export interface App {
  readonly id: string;
  readonly owner_uuid: string;
  /** The intended spec, also when the deployment of it failed. */
  readonly spec: AppSpec;
  readonly default_ingress: string;
  readonly live_url: string;
  readonly live_url_base: string;
  readonly live_domain: string;
  readonly active_deployment?: Deployment;
  readonly in_progress_deployment?: Deployment;
  readonly pending_deployment?: Deployment;
  readonly pinned_deployment?: Deployment;
  readonly last_deployment_created_at?: string;
  readonly last_deployment_active_at?: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly project_id: string;
  readonly region: { readonly slug: string; readonly label: string };
  readonly tier_slug: string;
  readonly domains: readonly AppDomain[];
  readonly dedicated_ips?: readonly DedicatedIp[];
}

/** An app as stored. Deployments are kept by id beside it, newest first. */
export interface StoredApp {
  readonly id: string;
  readonly spec: AppSpec;
  /** Default host name: the app's name, five hexadecimal digits that make it unique, and the platform's domain. */
  readonly host: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deployments: readonly StoredDeployment[];
  readonly alerts: readonly AppAlert[];
  readonly dedicated_ips?: readonly DedicatedIp[];
  /** The deployment that serves. */
  readonly active?: string;
  /** The rollback's deployment while it is neither committed nor reverted. */
  readonly pinned?: string;
  /** The spec to go back to if the rollback is reverted. */
  readonly before_rollback?: AppSpec;
}
