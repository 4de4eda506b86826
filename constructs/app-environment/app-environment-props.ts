import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { ContainerImage } from "../container-registry/container-image";
import type { AppAlert } from "../observability/app-alert";
import type { ComponentAlert } from "../observability/component-alert";
import type { NotificationTarget } from "../observability/notification-target";
import type { DomainProps } from "./domain";
import type { HealthCheckProps } from "./health-check";
import type { InstanceSize } from "./instance-size";
import type { LogDestination } from "./log-destination";
import type { Maintenance } from "./maintenance";
import type { ProjectProps } from "./project";
import type { Region } from "./region";
import type { ScalingFor } from "./scaling";
import type { Secret } from "./secret";
import type { ServiceTerminationProps, TerminationProps } from "./termination";

/** When an environment variable is there: while the app runs, or also while it is built. */
export type VariableScope = "run" | "run-and-build";

/** How the app reaches the internet: from addresses shared with others, or from its own two for $25 a month. */
export type Egress = "shared" | "dedicated-ip";

/**
 * One environment of an application on App Platform.
 * @typeParam S the size of the service, which decides how it may scale
 */
export interface AppEnvironmentProps<S extends InstanceSize = InstanceSize> {
  /** Name of the app, unique in the account: 2 to 32 lower-case letters, digits and hyphens, beginning with a letter. */
  readonly appName: string;
  /** Where it runs. The provider plans a change as an update in place. */
  readonly region: Region;
  /** Image of the first deployment; afterwards the pipeline owns what runs. It must be in the registry before the app is made. */
  readonly image: ContainerImage;
  /** Size of one instance of the service. */
  readonly size: S;
  /** Number of instances of the service. @default Scaling.fixed(1) */
  readonly scaling?: ScalingFor<S>;
  /** Name of the service, 2 to 32 characters; a pipeline addresses it by this name. @default "api" */
  readonly serviceName?: string;
  /** Port that the service listens on, 1 to 65535. @default 8081 */
  readonly port?: number;
  /** Command to run instead of the image's own. @default - what the image says */
  readonly runCommand?: string;
  /** When an instance is ready. @default - GET /health every 10 s, see HealthCheckProps */
  readonly healthCheck?: HealthCheckProps;
  /**
   * Plain environment variables of all components. A change is planned and applied. App Platform's own variables, such
   * as `${APP_URL}`, pass through; a value that only Terraform knows enters as a token. @default - none
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * When plain variables are there. An image is not built, so that both mean the same to it; an app that was made by
   * hand mostly has "run-and-build". @default "run"
   */
  readonly variableScope?: VariableScope;
  /** Secret environment variables of all components, each under the name of its secret. @default - none */
  readonly secrets?: readonly Secret[];
  /** Addresses besides the one given by DigitalOcean. @default - none */
  readonly domains?: readonly DomainProps[];
  /** How instances stop. @default - 15 s of draining, 120 s of grace, chosen by App Platform */
  readonly termination?: ServiceTerminationProps;
  /** Where logs go besides the App Platform console. @default - nowhere else */
  readonly logDestinations?: readonly LogDestination[];
  /** Takes the app off the air. @default - on the air */
  readonly maintenance?: Maintenance;
  /** Id (UUID) of a VPC to join, of the same region. A public preview in some regions (docs.digitalocean.com). @default - none */
  readonly vpc?: string;
  /** @default "shared" */
  readonly egress?: Egress;
  /** Project to make for the app, by which DigitalOcean's console groups things. @default - the account's default project */
  readonly project?: ProjectProps;
  /** Whether the CDN caches answers. Off needs a domain of your own. @default true */
  readonly edgeCache?: boolean;
  /** Whether the CDN hides e-mail addresses in pages from robots. Off needs a domain of your own. @default true */
  readonly emailObfuscation?: boolean;
  /** Whether the CDN challenges suspicious visitors. Needs a domain of your own. @default false */
  readonly enhancedThreatControl?: boolean;
  /** Alerts besides "deployment failed" and "domain failed"; component alerts are for the service. @default - none */
  readonly alerts?: readonly (AppAlert | ComponentAlert)[];
  /** Whom alerts tell that name nobody. @default - the e-mail address of the account */
  readonly notify?: readonly NotificationTarget[];
  /** The most that the app may cost per month in USD, at its greatest scale. @default - no limit */
  readonly monthlyBudget?: number;
  /** Whether Terraform refuses to delete the app, and with it its addresses. @default true */
  readonly deletionProtection?: boolean;
  /**
   * Sends the values of all secrets and registry credentials in this one apply. Otherwise they are sent when the app
   * is created only: the API answers with ciphertext, and comparing it would redeploy at every apply
   * (digitalocean/terraform-provider-digitalocean#1603). @default false
   */
  readonly rotateSecrets?: boolean;
  /**
   * Sends the destinations of all alerts in this one apply. Otherwise they are sent when the app is created only,
   * because the provider never reads them back (digitalocean/terraform-provider-digitalocean#1606). @default false
   */
  readonly resendAlertDestinations?: boolean;
  /** What must be there before the app is made; a construct stands for its main resource, or else all in it. @default - nothing */
  readonly dependsOn?: readonly (ITerraformDependable | IConstruct)[];
}

/** What workers and jobs have in common. */
export interface ComponentProps {
  /** Image of its first deployment, like the app's; a later change changes nothing. @default - the image of the app */
  readonly image?: ContainerImage;
  /** @default - what the image says */
  readonly runCommand?: string;
  /** Plain variables of this component alone; they win over those of the app. @default - those of the app */
  readonly variables?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly alerts?: readonly ComponentAlert[];
  /** @default - 120 s of grace, chosen by App Platform */
  readonly termination?: TerminationProps;
}

/**
 * A component without a port that runs all the time.
 * @typeParam S its size, which decides how it may scale
 */
export interface WorkerProps<S extends InstanceSize = InstanceSize> extends ComponentProps {
  readonly size: S;
  /** @default Scaling.fixed(1) */
  readonly scaling?: ScalingFor<S>;
}

/** When a job runs: before a deployment (its failure stops it), after one, or after one that failed. */
export type JobKind = "pre-deploy" | "post-deploy" | "failed-deploy";

/** A component that runs once per deployment, for example to migrate a database. */
export interface JobProps extends ComponentProps {
  /** @default "pre-deploy" */
  readonly kind?: JobKind;
  /** @default - the size of the service */
  readonly size?: InstanceSize;
}

/** How a secret enters the app. */
export interface SecretOptions {
  /** Key of the environment variable. @default - the name of the secret */
  readonly key?: string;
}

/** Which component an alert watches. */
export interface AlertOptions {
  /** Name of a component. @default - the service */
  readonly component?: string;
}
