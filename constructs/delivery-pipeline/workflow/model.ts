import type { ActionReference } from "./action-reference";
import type { Grant } from "./grant";

/** What `GITHUB_TOKEN` may be granted (GitHub documentation, "Workflow syntax: permissions"). */
export type PermissionScope =
  | "actions"
  | "attestations"
  | "checks"
  | "contents"
  | "deployments"
  | "discussions"
  | "id-token"
  | "issues"
  | "packages"
  | "pages"
  | "pull-requests"
  | "security-events"
  | "statuses";

/** The grants of one job; `{}` grants nothing. */
export type Permissions = Readonly<Partial<Record<PermissionScope, Grant>>>;

/** How long something takes, and who says so. */
export interface Duration {
  /** Shortest and longest, in minutes. */
  readonly minutes: readonly [shortest: number, longest: number];
  /** Where the number is from. */
  readonly source: string;
}

/** What every step may have. */
export interface StepCommon {
  /** Shown in the run's log. */
  readonly name: string;
  /** Names the step for `steps.<id>`. @default - no id */
  readonly id?: string;
  /** Runs the step only when this expression holds. @default - runs when all before it succeeded */
  readonly if?: string;
  /** Environment variables; their names pass through untouched. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Most minutes that the step may take. @default - the job's */
  readonly timeoutMinutes?: number;
  /** Lets the job go on when the step fails. @default false */
  readonly continueOnError?: boolean;
}

/** A step that runs a command of the shell. */
export interface RunStep extends StepCommon {
  readonly run: string;
  /** Shell to run it in. @default - the runner's */
  readonly shell?: string;
  /** Folder to run it in. @default - the repository's top */
  readonly workingDirectory?: string;
}

/** A step that runs an action. */
export interface UsesStep extends StepCommon {
  readonly uses: ActionReference;
  /** The action's inputs; their names pass through untouched. @default - none */
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

/** One step of a job. */
export type Step = RunStep | UsesStep;

/** Only one run of a group at a time. */
export interface Concurrency {
  readonly group: string;
  /** Whether a newer run cancels the running one: `false`, `true` or an expression. Never `true` for a deployment. */
  readonly cancelInProgress: boolean | string;
}

/** The GitHub environment that a job names: its secrets and its approval. */
export interface JobEnvironment {
  readonly name: string;
  /** Shown with the deployment. @default - none */
  readonly url?: string;
}

/** One job per combination of values. */
export interface Strategy {
  /** Values by name; the names pass through untouched. */
  readonly matrix: Readonly<Record<string, readonly string[]>>;
  /** Stops the other jobs when one fails. @default true */
  readonly failFast?: boolean;
}

/** A `push` trigger. */
export interface PushTrigger {
  /** @default - all branches */
  readonly branches?: readonly string[];
  /** @default - all tags */
  readonly tags?: readonly string[];
  /** Runs only when one of these paths changed. @default - all */
  readonly paths?: readonly string[];
  /** Does not run when only these paths changed. @default - none */
  readonly pathsIgnore?: readonly string[];
}

/** A `pull_request` trigger. */
export interface PullRequestTrigger {
  /** Kinds of activity. @default - opened, synchronize, reopened */
  readonly types?: readonly string[];
  /** Base branches. @default - all */
  readonly branches?: readonly string[];
  /** Base branches that are left out. @default - none */
  readonly branchesIgnore?: readonly string[];
  /** Runs only when one of these paths changed. @default - all */
  readonly paths?: readonly string[];
  /** Does not run when only these paths changed. @default - none */
  readonly pathsIgnore?: readonly string[];
}

/** An input of a workflow that a person starts; typed as the form shows it. */
export interface DispatchInput {
  readonly description: string;
  readonly type: "string" | "choice" | "boolean";
  /** @default false */
  readonly required?: boolean;
  /** @default - empty */
  readonly default?: string | boolean;
  /** The choices, for `choice`. @default - none */
  readonly options?: readonly string[];
}

/** When a workflow runs. */
export interface Triggers {
  /** @default - not on push */
  readonly push?: PushTrigger;
  /** @default - not on pull requests */
  readonly pullRequest?: PullRequestTrigger;
  /** Runs for the merge queue. @default false */
  readonly mergeGroup?: boolean;
  /** Can be called by other workflows. @default false */
  readonly workflowCall?: boolean;
  /** Can be started by hand, with these inputs; their names pass through untouched. @default - not by hand */
  readonly workflowDispatch?: Readonly<Record<string, DispatchInput>>;
  /** Cron expressions. @default - no schedule */
  readonly schedule?: readonly string[];
}
