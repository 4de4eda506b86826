import type {
  AccessList,
  AppAlert,
  AppEnvironmentProps,
  Capacity,
  CertificateExpiryAlertProps,
  ComponentAlert,
  ComponentProps,
  ContainerImage,
  DeliveryPipelineProps,
  DeploymentEnvironmentProps,
  DeployTargetProps,
  DomainProps,
  GitHubPlan,
  JobProps,
  Label,
  LatencyAlertProps,
  LogDestination,
  NotificationTarget,
  ProjectEnvironment,
  ProjectProps,
  ProtectedBranch,
  Region,
  RemoteState,
  RepositoryProtectionProps,
  Secret,
  SecurityProduct,
  UptimeAlertProps,
  UptimeCheckProps,
  Visibility,
} from "../constructs";

/** Everything the stacks need to know of one product: its repository and its environments. */
export interface PlatformSettings {
  /** Name of the product; the apps are called after it, `lingobot-staging`. 2 to 30 lower-case letters, digits, hyphens. */
  readonly name: string;
  /** Where Terraform's state is kept. */
  readonly state: RemoteState;
  readonly github: GitHubSettings;
  /** What the repository's workflows are made of. @default - the repository has no workflows of ours */
  readonly pipeline?: PipelineSettings;
  /** One stack each, at least one. Adding an environment is adding an entry. */
  readonly environments: readonly EnvironmentSettings[];
}

/** What the pipeline is made of beside the repository and the environments. */
export type PipelineSettings = Pick<
  DeliveryPipelineProps,
  | "language"
  | "gateName"
  | "alertsEnvironment"
  | "preview"
  | "localEnvironment"
  | "codeOwners"
  | "updatesBranch"
  | "extend"
  | "overrides"
  | "extraFiles"
>;

/** What the pipeline does beyond building, deploying and asking for the app's health. */
export type DeliverySettings = Pick<
  DeployTargetProps,
  "movingTags" | "commitTagPrefix" | "promoteFrom" | "smokePaths" | "health" | "limits" | "monitor"
>;

/** What a repository has that a product seldom says: each has the default of RepositoryProtection. */
type RepositoryDetails = Pick<
  RepositoryProtectionProps,
  | "actions"
  | "defaultBranch"
  | "discussions"
  | "downloads"
  | "homepageUrl"
  | "issues"
  | "merge"
  | "projects"
  | "releaseTags"
  | "security"
  | "wiki"
>;

/** The product's repository at GitHub. */
export interface GitHubSettings extends RepositoryDetails {
  /** The user or organization that owns the repository. */
  readonly owner: string;
  /** Name of the repository. */
  readonly repository: string;
  /** The owner's plan. */
  readonly plan: GitHubPlan;
  readonly visibility: Visibility;
  /** What was bought on top of the plan. @default - nothing */
  readonly securityProducts?: readonly SecurityProduct[];
  /**
   * How Terraform signs in: with a token (GITHUB_TOKEN) or as a GitHub App (GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID,
   * GITHUB_APP_PEM_FILE).
   * @default "token"
   */
  readonly auth?: "token" | "app";
  /** Takes over the repository that exists under this name, instead of creating it. @default false */
  readonly adopt?: boolean;
  /** One line about the repository. @default - none */
  readonly description?: string;
  /** @default - none */
  readonly topics?: readonly string[];
  /**
   * The long-lived branches, and the rules of each; with `pipeline.codeOwners`, `codeOwnerApproval` is true by default.
   * @default - main, staging and develop, the first two promoted into
   */
  readonly branches?: readonly ProtectedBranch[];
  /** Teams with access, by slug. @default - none */
  readonly teams?: AccessList;
  /** People with access, by login. @default - none */
  readonly collaborators?: AccessList;
  /** Labels of issues and pull requests, beside those that the pipeline sets. @default - GitHub's own, or the pipeline's alone */
  readonly labels?: readonly Label[];
}

/** Who must approve a deployment before it starts. */
export interface ApprovalSettings {
  /** Teams, by slug. @default - none */
  readonly teams?: readonly string[];
  /** People, by login. @default - none */
  readonly users?: readonly string[];
}

/** What an app has that a product seldom says: each has the default of AppEnvironment. */
type AppDetails = Pick<
  AppEnvironmentProps,
  | "edgeCache"
  | "egress"
  | "emailObfuscation"
  | "enhancedThreatControl"
  | "healthCheck"
  | "maintenance"
  | "port"
  | "runCommand"
  | "serviceName"
  | "termination"
  | "variableScope"
  | "vpc"
>;

/** The check of an app from outside, and its alerts. */
export interface UptimeSettings extends Pick<UptimeCheckProps, "regions" | "enabled"> {
  /** @default - the app's name and "-health" */
  readonly name?: string;
  /** What is asked for: a path of the app's own address, or a whole address that begins with https://. @default "/health" */
  readonly target?: string;
  /** @default - down, slower than a second and an expiring certificate tell `notify`; none without `notify` */
  readonly alerts?: UptimeAlertSettings;
}

/** The alerts of an uptime check; one that is left out is not made. */
export interface UptimeAlertSettings {
  /** @default - none */
  readonly down?: UptimeAlertProps;
  /** @default - none */
  readonly downGlobally?: UptimeAlertProps;
  /** @default - none */
  readonly latency?: LatencyAlertProps;
  /** @default - none */
  readonly certificateExpiry?: CertificateExpiryAlertProps;
}

/** The environment at GitHub beyond `branch` and `approval`: each has the default of DeploymentEnvironment. */
export interface DeploymentSettings
  extends Pick<
    DeploymentEnvironmentProps,
    "adminsMayBypass" | "preventSelfReview" | "tags" | "variables" | "waitTimerMinutes"
  > {
  /** Patterns of branches that may deploy beside `branch`. @default - none */
  readonly moreBranches?: readonly string[];
  /** Secrets that jobs get, by name; their values are sent once. @default - none */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** Whether jobs get what our pipeline deploys with: DO_ACCESS_TOKEN, the app's id and APP_URL. @default true */
  readonly pipelineEntries?: boolean;
}

/** One environment: an app, and who may deploy to it. */
export type EnvironmentSettings = Capacity &
  AppDetails & {
    /**
     * Name of the environment and of its stack: lower-case letters, digits and hyphens, so many that the app's name
     * (product, hyphen, environment) stays within 32. Not "repository" and not "all".
     */
    readonly name: string;
    /** The branch that is deployed here, one of `github.branches`. */
    readonly branch: string;
    /** Name of the app. @default - the product's and the environment's, "lingobot-staging" */
    readonly appName?: string;
    /** Image of the first deployment. @default - the one tagged "NAME-latest" of the repository's packages */
    readonly image?: ContainerImage;
    /** Where the app runs. @default "nyc" */
    readonly region?: Region;
    /**
     * What the environment is: what DigitalOcean's console shows, and whether it is held to production's policies. A name
     * with the word production or prod in it is held to them whatever is said here.
     * @default - by its name, see `environmentKind`: "development" and "staging" where it says so, else "production"
     */
    readonly kind?: ProjectEnvironment;
    /** Plain variables of the service. @default - none */
    readonly variables?: Readonly<Record<string, string>>;
    /** Secrets that the app gets, by name. @default - none */
    readonly secrets?: readonly Secret[];
    /** Who must approve a deployment. @default - deployments start by themselves */
    readonly approval?: ApprovalSettings;
    /** What the pipeline does on the way here. @default - it builds, deploys and checks the health */
    readonly delivery?: DeliverySettings;
    /** Addresses of the app. @default - the one DigitalOcean gives */
    readonly domains?: readonly DomainProps[];
    /** Components without a port that run all the time, by name. @default - none */
    readonly workers?: Readonly<Record<string, Capacity & ComponentProps>>;
    /** Components that run once per deployment, by name. @default - none */
    readonly jobs?: Readonly<Record<string, JobProps>>;
    /** Alerts besides "deployment failed" and "domain failed". @default - CPU and memory above 80 %, more than 3 restarts in 10 minutes */
    readonly alerts?: readonly (AppAlert | ComponentAlert)[];
    /** The app's project; "unmanaged" leaves the app in the one it is in. @default - one named like the app */
    readonly project?: ProjectProps | "unmanaged";
    /** The check from outside. @default - GET /health, see UptimeSettings */
    readonly uptime?: UptimeSettings | "none";
    /** The environment at GitHub. @default - see DeploymentSettings */
    readonly deployment?: DeploymentSettings;
    /** Whom alerts tell. @default - DigitalOcean's own choice, the account's owner; no uptime alerts */
    readonly notify?: readonly NotificationTarget[];
    /** Where logs are forwarded. @default - kept by App Platform only */
    readonly logDestinations?: readonly LogDestination[];
    /** USD a month that the environment may cost at worst. @default - no limit */
    readonly monthlyBudget?: number;
  };
