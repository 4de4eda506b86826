import type { Diagnostic, Json } from "./plan-json";
import type { Shown } from "./values/show";

/** What happens to an object, the most dangerous first; `unrecognised` stands for actions this report does not know. */
export const CHANGE_KINDS = [
  "unrecognised",
  "destroy",
  "replace",
  "forget",
  "redeploy",
  "update",
  "create",
  "move",
  "import",
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One attribute, before and after. Sensitive and unknown values are marked, never held. */
export interface AttributeChange {
  /** `spec.service[api].env[LOG_LEVEL].value` */
  readonly path: string;
  readonly before: Shown;
  readonly after: Shown;
  /** Terraform cannot change it in place: it is why the object is replaced. */
  readonly forcesReplacement?: true;
  /** It was changed outside Terraform, and this puts back what Terraform knew. */
  readonly undoesDrift?: true;
  /** Empty before, and the provider says what it is after the apply: most often it stays as it is. */
  readonly settles?: true;
  /** Two names of one team, its id and its slug: nobody gets or loses access. */
  readonly sameTeam?: true;
  /** Ids of teams that nobody could name, and one of which this may be under its other name. */
  readonly perhapsTeams?: readonly string[];
  /** A rule of noise that would explain it, if the provider's version were known to be one it holds for. */
  readonly perhapsNoise?: string;
}

/** What happens to one object. */
export interface ResourceChange {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly kind: ChangeKind;
  /** Terraform's actions, as it wrote them. */
  readonly actions: readonly string[];
  /** Why, as Terraform says: "it is no longer in the configuration". */
  readonly reason?: string;
  /** What cannot be got back, for what is destroyed or replaced. */
  readonly lost?: string;
  /** An object that is created, and is so much alike that this one may only have got another address. */
  readonly successor?: string;
  /** What an update sets off: "a new deployment of the app". */
  readonly effect?: string;
  readonly movedFrom?: string;
  /** Id of the object that is taken into the state. */
  readonly importedId?: string;
  /** It was in the state and was not found: created again if it is really gone, an error or a double if not. */
  readonly vanished?: true;
  /** What guards it weakens: a sentence each, with the attribute. Absent when none. */
  readonly weakens?: readonly string[];
  /** Known provider noise that comes with this change: rules' ids. */
  readonly noise: readonly string[];
  readonly attributes: readonly AttributeChange[];
}

/** An attribute that was changed outside Terraform. */
export interface DriftedAttribute extends AttributeChange {
  /** Whether this plan writes the value that Terraform knew back. */
  readonly putBack: boolean;
  /** The configuration does not set or keep it, and the plan leaves it: the service or the pipeline changed it. */
  readonly decided?: true;
}

/** An object that is not as Terraform left it. */
export interface DriftedResource {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  /** `gone` when it no longer exists. */
  readonly kind: "changed" | "gone";
  readonly attributes: readonly DriftedAttribute[];
}

/** A difference that the provider shows though nobody changed anything. */
export interface NoiseFinding {
  readonly stack: string;
  readonly address: string;
  /** Id of the rule that knows it. */
  readonly rule: string;
  readonly where: "plan" | "drift";
  readonly paths: readonly string[];
}

/** What is known of a kind of noise that was found. */
export interface NoiseExplanation {
  readonly rule: string;
  readonly explanation: string;
  readonly upstream: string;
  readonly provider: string;
  readonly versions: readonly string[];
  readonly caution?: string;
}

/** An output that changes. */
export interface OutputChange {
  readonly stack: string;
  readonly name: string;
  readonly before: Shown;
  readonly after: Shown;
}

/** USD per month: at the least number of instances, and at the greatest. */
export interface MonthlyPrice {
  readonly best: number;
  readonly worst: number;
}

/** What one environment costs. */
export interface EnvironmentPrice {
  readonly stack: string;
  /** Undefined when a size or a count is known only after the apply, or has no price. */
  readonly before?: MonthlyPrice;
  readonly after?: MonthlyPrice;
  /** Worst case allowed, USD per month. */
  readonly budget?: number;
  readonly overBudget: boolean;
}

/** Who has to approve before a stack's environment is deployed, once the plan is applied. */
export interface Approval {
  readonly stack: string;
  /** Empty when it starts by itself. */
  readonly approvers: readonly string[];
  /** Who had to until now. @default - the same */
  readonly before?: readonly string[];
}

/** Result of one policy on one thing. */
export interface PolicyResult {
  readonly stack?: string;
  readonly id: string;
  readonly result: "pass" | "fail" | "waived";
  /** What was found, or why the policy exists. */
  readonly message: string;
  readonly waiver?: { readonly reason: string; readonly expires: string };
}

/** Secrets that an app has and the configuration does not name, or the other way round: no plan shows them. */
export interface SecretNames {
  readonly stack: string;
  readonly address: string;
  readonly onlyConfigured: readonly string[];
  readonly onlyInApp: readonly string[];
}

/** Something that differs between configuration and clouds and that no plan shows, with what to do. */
export interface Unplanned {
  readonly stack: string;
  readonly message: string;
}

/** One stack of the report. */
export interface StackSummary {
  readonly name: string;
  readonly terraformVersion?: string;
  readonly errored: boolean;
  /** False when Terraform left something out: a targeted plan, or changes put off. */
  readonly complete: boolean;
  readonly unchanged: number;
  readonly counts: Readonly<Partial<Record<ChangeKind, number>>>;
}

/** A check, precondition or postcondition that does not hold. */
export interface FailedCheck {
  readonly stack: string;
  readonly address: string;
  readonly messages: readonly string[];
}

/** A change that Terraform could not plan yet. */
export interface DeferredChange {
  readonly stack: string;
  readonly address: string;
  readonly reason: string;
  /** What it would do, as far as that is known now; absent when that loses nothing. */
  readonly kind?: Extract<ChangeKind, "destroy" | "replace" | "unrecognised">;
  /** What cannot be got back then. */
  readonly lost?: string;
}

/** All that a plan means to a person. Also the JSON artifact: it holds no sensitive value. */
export interface Report {
  readonly formatVersion: 1;
  readonly verdict: "nothing" | "changes" | "failed";
  /** As terraform's -detailed-exitcode: 0 nothing, 2 changes, 1 failed; 1 also when a policy does not hold. */
  readonly exitCode: 0 | 1 | 2;
  readonly stacks: readonly StackSummary[];
  readonly diagnostics: readonly (Diagnostic & { readonly stack: string })[];
  readonly failedChecks: readonly FailedCheck[];
  readonly changes: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  readonly deferred: readonly DeferredChange[];
  readonly drift: readonly DriftedResource[];
  /** Told by plans alone; empty for stacks whose clouds were asked, see `unplanned`. */
  readonly secretNames: readonly SecretNames[];
  readonly unplanned: readonly Unplanned[];
  readonly noise: readonly NoiseFinding[];
  readonly noiseRules: readonly NoiseExplanation[];
  readonly prices: readonly EnvironmentPrice[];
  /** Whose settings the budgets are of. @default - of the code that is planned */
  readonly budgetOf?: string;
  readonly approvals: readonly Approval[];
  readonly policies: readonly PolicyResult[];
}

/** What the caller knows and the plan does not say. All by name of the stack. */
export interface ReportContext {
  /**
   * Monthly price of a resource; undefined for types that are not priced, "unknown" when it cannot be told.
   * @default - no prices
   */
  readonly priceOf?: (type: string, values: Json) => MonthlyPrice | "unknown" | undefined;
  /** USD per month that a stack may cost at worst. @default - no budgets */
  readonly budgets?: Readonly<Record<string, number>>;
  /** Whose settings the budgets are of, where those are not of the code that is planned: "the base". @default - of the code */
  readonly budgetOf?: string;
  /** Who approves, for plans that have no environment of GitHub. @default - not told */
  readonly approvers?: Readonly<Record<string, readonly string[]>>;
  /** @default - not told */
  readonly policies?: readonly PolicyResult[];
}
