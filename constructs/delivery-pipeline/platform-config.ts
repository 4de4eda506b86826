/**
 * What `.github/platform/platform.json` holds: all that the deploy tool has to know and that is no secret.
 * Rendered by the pipeline, read by the tool; types only.
 */
export interface PlatformConfig {
  readonly version: 1;
  readonly defaultBranch: string;
  /** Host, owner and repository of the image, without tag. */
  readonly image: string;
  readonly requiredCheck: { readonly context: string; readonly integrationId: number };
  readonly environments: Readonly<Record<string, EnvironmentConfig>>;
  /** Size labels, smallest first; the last has no limit. */
  readonly sizeLabels: readonly SizeLabel[];
  /** Files whose lines do not count. */
  readonly sizeIgnore: readonly string[];
  /** Patterns of paths by label, for pull requests whose labels actions/labeler cannot set. */
  readonly pathLabels: Readonly<Record<string, readonly string[]>>;
  /** @default - no previews */
  readonly preview?: PreviewConfig;
}

/** A label for pull requests with at most so many changed lines. */
export interface SizeLabel {
  readonly name: string;
  /** @default - no limit */
  readonly maxLines?: number;
}

/** One environment as the tool sees it. Times are in the unit that their name ends with. */
export interface EnvironmentConfig {
  readonly branch: string;
  /** Name of the secret that holds the app's id, for messages. */
  readonly appIdSecret: string;
  /** Name of the repository's variable that is "true" once the app exists. @default - only the secret tells */
  readonly existsVariable?: string;
  /** The stack that creates the app, for messages. */
  readonly stack: string;
  /** The environment whose image is taken over when the tree is the same. @default - always built */
  readonly promoteFrom?: string;
  readonly deploy: DeployLimits;
  readonly health: HealthProbe;
  readonly smoke: SmokeProbe;
  /** @default - not observed after a deployment */
  readonly monitor?: MonitorConfig;
  /** @default - the gate is not checked */
  readonly protection?: ExpectedProtection;
}

/** Time limits of a deployment. */
export interface DeployLimits {
  /** Until the deployment must be ACTIVE. */
  readonly timeoutSeconds: number;
  /** How long to wait for a deployment that is in progress already. */
  readonly inProgressTimeoutSeconds: number;
  readonly pollSeconds: number;
}

/** How the health is asked for. */
export interface HealthProbe {
  readonly path: string;
  /** Tries after the first. */
  readonly retries: number;
  /** Before the second try; doubles with each, up to 60. */
  readonly delaySeconds: number;
  readonly timeoutSeconds: number;
}

/** Pages that must answer. */
export interface SmokeProbe {
  readonly paths: readonly string[];
  /** Tries after the first, for each path. */
  readonly retries: number;
  /** Before the second try; doubles with each, up to 60. */
  readonly delaySeconds: number;
  readonly timeoutSeconds: number;
}

/** What must watch the app, and what is judged after a deployment. */
export interface MonitorConfig {
  /** Rules of alerts that must exist and be enabled. */
  readonly alerts: readonly string[];
  /** An enabled uptime check of this path, with an enabled alert, must exist. */
  readonly uptimePath: string;
  readonly observeSeconds: number;
  readonly intervalSeconds: number;
  readonly maxP95Milliseconds: number;
  readonly maxErrorPercent: number;
  /** Fewer are a fault. 0: without `insights` the rate is told, not judged, because it is that of our own requests. */
  readonly minRequestsPerSecond: number;
  /** Highest CPU of any container, in percent. @default 90 */
  readonly maxCpuPercent?: number;
  /** Highest memory of any container, in percent. @default 90 */
  readonly maxMemoryPercent?: number;
  /** Restarts of containers during the observation. @default 0 */
  readonly maxRestarts?: number;
  /** Queries of DigitalOcean Insights for all requests. @default - measured with requests of our own to the smoke paths, without any to the health path */
  readonly insights?: InsightsQueries;
}

/** PromQL that Insights answers with one number each. */
export interface InsightsQueries {
  readonly region: string;
  readonly requestsPerSecond: string;
  readonly p95Milliseconds: string;
  readonly errorPercent: string;
}

/** The protection that was synthesized, against which the live one is compared. */
export interface ExpectedProtection {
  /** Each must be a required reviewer; both empty: no approval is required. */
  readonly reviewers: { readonly teams: readonly string[]; readonly users: readonly string[] };
  readonly preventSelfReview: boolean;
  readonly adminsCanBypass: boolean;
  readonly waitTimerMinutes: number;
  /** The branches that may deploy, and no others. */
  readonly branches: readonly string[];
  /** Rules of the branch that deploys. @default - not compared */
  readonly branchRules?: ExpectedBranchRules;
  /** Who may bypass the branch's rules, for example `Team:platform`. Compared only with the App's token. @default [] */
  readonly bypassActors?: readonly string[];
}

/** Rules of a branch, as GitHub puts them in force. */
export interface ExpectedBranchRules {
  readonly requiredApprovals: number;
  readonly dismissStaleReviews: boolean;
  readonly lastPushApproval: boolean;
  readonly codeOwnerReview: boolean;
  readonly resolvedThreads: boolean;
  readonly strictChecks: boolean;
  readonly noForcePush: boolean;
  readonly noDeletion: boolean;
  readonly signedCommits: boolean;
  readonly linearHistory: boolean;
  readonly mergeQueue: boolean;
  /** @default - results of code scanning hold no merge back */
  readonly codeScanning?: ExpectedCodeScanning;
  /** Checks that are required besides the pipeline's own, which is `requiredCheck` of the whole configuration. */
  readonly requiredChecks: readonly PlatformConfig["requiredCheck"][];
}

/** Code scanning results that hold a merge back, in GitHub's words for the thresholds. */
export interface ExpectedCodeScanning {
  readonly tool: string;
  readonly alerts: string;
  readonly securityAlerts: string;
}

/** An app per labelled pull request. */
export interface PreviewConfig {
  readonly label: string;
  /** USD per month and app. */
  readonly maxMonthlyDollars: number;
  readonly region: string;
  readonly instanceSize: string;
  /** Apps at the same time. */
  readonly maxApps: number;
  readonly port: number;
  readonly healthPath: string;
  readonly variables: Readonly<Record<string, string>>;
}
