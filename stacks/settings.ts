import type {
  AccessList,
  Capacity,
  DeliveryPipelineProps,
  DeployTargetProps,
  DomainProps,
  GitHubPlan,
  Label,
  LogDestination,
  NotificationTarget,
  ProjectEnvironment,
  ProtectedBranch,
  Region,
  RemoteState,
  Secret,
  SecurityProduct,
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

/** The product's repository at GitHub. */
export interface GitHubSettings {
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

/** One environment: an app, and who may deploy to it. */
export type EnvironmentSettings = Capacity & {
  /**
   * Name of the environment and of its stack: lower-case letters, digits and hyphens, so many that the app's name
   * (product, hyphen, environment) stays within 32. Not "repository" and not "all".
   */
  readonly name: string;
  /** The branch that is deployed here, one of `github.branches`. */
  readonly branch: string;
  /** Where the app runs. @default "nyc" */
  readonly region?: Region;
  /** What DigitalOcean's console shows the environment as. @default - by its name: "production", "staging", else "development" */
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
  /** Whom alerts tell. @default - DigitalOcean's own choice, the account's owner; no uptime alerts */
  readonly notify?: readonly NotificationTarget[];
  /** Where logs are forwarded. @default - kept by App Platform only */
  readonly logDestinations?: readonly LogDestination[];
  /** USD a month that the environment may cost at worst. @default - no limit */
  readonly monthlyBudget?: number;
};
