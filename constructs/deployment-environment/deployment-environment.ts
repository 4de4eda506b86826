import {
  ActionsEnvironmentSecret,
  type ActionsEnvironmentSecretConfig,
} from "@cdktf/provider-github/lib/actions-environment-secret";
import { ActionsEnvironmentVariable } from "@cdktf/provider-github/lib/actions-environment-variable";
import { ActionsVariable } from "@cdktf/provider-github/lib/actions-variable";
import { RepositoryEnvironment } from "@cdktf/provider-github/lib/repository-environment";
import { RepositoryEnvironmentDeploymentPolicy } from "@cdktf/provider-github/lib/repository-environment-deployment-policy";
import { dependable } from "cdktf";
import { Construct } from "constructs";
import { Secret, type SecretFormat } from "../app-environment/secret";
import type { Problem } from "../errors";
import { literal } from "../private/literal";
import { Problems } from "../private/problems";
import { type GitHubTier, hasFeature } from "../repository-protection/github-plan";
import { duplicateEntry, entryNameProblems } from "./entry-names";
import { environmentProblems, secretProblems } from "./environment-problems";
import { countReviewers, type Reviewers, requireTeamAccess, toReviewers } from "./reviewers";

/** What DeploymentEnvironment takes. */
export interface DeploymentEnvironmentProps extends GitHubTier {
  /** The user or organization that owns the repository. */
  readonly owner: string;
  /** The repository's name, best as the token of an ExistingRepository or a RepositoryProtection. */
  readonly repository: string;
  /** The environment's name, 1 to 255 characters; workflows name it in `environment:`. */
  readonly environment: string;
  /** Patterns of branches that may deploy, for example "main" or "release/*". */
  readonly branches: readonly string[];
  /** Patterns of tags that may deploy, for example "v*". @default - none */
  readonly tags?: readonly string[];
  /**
   * Jobs of every branch, tag and pull request may use it; then `branches` and `tags` are empty. Needed for jobs of pull
   * requests, whose ref is neither. @default false
   */
  readonly anyRef?: boolean;
  /** Who may approve a deployment, up to 6. @default - nobody has to */
  readonly reviewers?: Reviewers;
  /** States that deployments wait for an approval, so that leaving the reviewers out is a fault. @default false */
  readonly approvalRequired?: boolean;
  /** Whoever started a deployment cannot approve it. @default - true when there are reviewers */
  readonly preventSelfReview?: boolean;
  /** Minutes that every deployment waits, 0 to 43200 (30 days). @default 0 */
  readonly waitTimerMinutes?: number;
  /** Administrators may deploy past these rules. @default - false where the plan can keep them from it */
  readonly adminsMayBypass?: boolean;
  /** Secrets by name: a Secret, or a token such as an app's id. @default - none */
  readonly secrets?: Readonly<Record<string, Secret | string>>;
  /** Variables by name, readable by everybody who can read the workflow's log. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
}

/** How a secret is kept. */
export interface EnvironmentSecretOptions {
  /** Set once; later values are set by hand or by a rotation, and Terraform leaves them alone. @default false */
  readonly ignoreValueAfterCreation?: boolean;
  /** What a Secret's value must look like, which Terraform checks when it plans. @default - anything */
  readonly format?: SecretFormat;
}

/**
 * The GitHub environment of one deployment target: who approves, which branches deploy, and the secrets and variables
 * that a job gets by naming it.
 *
 * Reviewers taken away by hand are not seen by provider 6.9.0, so the pipeline has to check them before it deploys.
 */
export class DeploymentEnvironment extends Construct {
  /** The environment's name, as a token that waits for the environment. */
  public readonly environmentName: string;

  private readonly problems: Problems;
  private readonly resource: RepositoryEnvironment;
  private readonly secrets: ActionsEnvironmentSecret[] = [];
  private readonly announcements: ActionsVariable[] = [];
  private readonly names = { secret: new Set<string>(), variable: new Set<string>() };

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: DeploymentEnvironmentProps,
  ) {
    super(scope, id);
    this.problems = new Problems(this);
    this.problems.add(...environmentProblems(props));
    this.resource = this.createEnvironment();
    this.environmentName = this.resource.environment;
    for (const pattern of new Set(props.branches)) this.createPolicy("branch", pattern);
    for (const pattern of new Set(props.tags ?? [])) this.createPolicy("tag", pattern);
    for (const [name, value] of Object.entries(props.secrets ?? {})) this.addSecret(name, value);
    for (const [name, value] of Object.entries(props.variables ?? {})) this.addVariable(name, value);
  }

  /** The names of the secrets, in the order they were added. */
  public get secretNames(): readonly string[] {
    return [...this.names.secret];
  }

  /** The names of the variables, in the order they were added. */
  public get variableNames(): readonly string[] {
    return [...this.names.variable];
  }

  /**
   * Gives jobs of this environment a secret.
   * @param value a Secret, or a token such as an app's id; a literal value is refused
   */
  public addSecret(name: string, value: Secret | string, options: EnvironmentSecretOptions = {}): void {
    if (!this.claim("secret", name)) return;
    const faults = secretProblems(name, value);
    this.problems.add(...faults);
    if (faults.length > 0) return;
    const secret = new ActionsEnvironmentSecret(this, `Secret-${name}`, {
      repository: this.props.repository,
      environment: this.environmentName,
      secretName: name,
      plaintextValue: value instanceof Secret ? value.in(this) : value,
      ...this.secretLifecycle(value, options),
    });
    this.secrets.push(secret);
    this.restoreOrder();
  }

  /** Gives jobs of this environment a variable, which is not secret. */
  public addVariable(name: string, value: string): void {
    if (!this.claim("variable", name)) return;
    new ActionsEnvironmentVariable(this, `Variable-${name}`, {
      repository: this.props.repository,
      environment: this.environmentName,
      variableName: name,
      value: literal(value),
      // A replaced environment takes its variables with it; the provider would update what is gone.
      lifecycle: { replaceTriggeredBy: [`${dependable(this.resource)}.id`] },
    });
  }

  /**
   * Tells every job of the repository that there is something to deploy to, by a variable that is "true": set when all
   * secrets of the environment are, and gone with the environment. A job that names the environment has to be approved
   * before it can see that there is nothing; one that reads the variable has not.
   */
  public announce(variable: string): void {
    if (!this.claim("variable", variable)) return;
    const announcement = new ActionsVariable(this, `Announcement-${variable}`, {
      repository: this.props.repository,
      variableName: variable,
      value: "true",
    });
    this.announcements.push(announcement);
    this.restoreOrder();
  }

  private secretLifecycle(
    value: Secret | string,
    { ignoreValueAfterCreation = false, format }: EnvironmentSecretOptions,
  ): Pick<ActionsEnvironmentSecretConfig, "lifecycle"> {
    const precondition =
      value instanceof Secret && format !== undefined ? [value.requiring(this, format)] : undefined;
    if (!ignoreValueAfterCreation && precondition === undefined) return {};
    return {
      lifecycle: {
        ...(ignoreValueAfterCreation ? { ignoreChanges: ["plaintext_value"] } : {}),
        ...(precondition === undefined ? {} : { precondition }),
      },
    };
  }

  private restoreOrder(): void {
    for (const variable of this.announcements) variable.dependsOn = this.secrets.map(dependable);
  }

  private createEnvironment(): RepositoryEnvironment {
    const { props } = this;
    const reviewers = props.reviewers ?? {};
    const reviewed = countReviewers(reviewers) > 0;
    const timer = props.waitTimerMinutes ?? 0;
    return new RepositoryEnvironment(this, "Resource", {
      repository: props.repository,
      environment: props.environment,
      canAdminsBypass: props.adminsMayBypass ?? !hasFeature("no-admin-bypass", props),
      preventSelfReview: props.preventSelfReview ?? reviewed,
      ...(timer === 0 ? {} : { waitTimer: timer }),
      ...(reviewed ? { reviewers: toReviewers(this, reviewers) } : {}),
      // `protected_branches` would let every branch deploy where only rulesets protect.
      ...(props.anyRef === true
        ? {}
        : { deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true } }),
      ...requireTeamAccess(this, props, reviewers),
    });
  }

  /**
   * Provider 6.9.0 reads neither repository nor environment back, so that an imported policy would be replaced. It is
   * replaced when its environment is, which is when either really changes.
   */
  private createPolicy(kind: "branch" | "tag", pattern: string): void {
    const { terraformResourceType: type, friendlyUniqueId: name } = this.resource;
    new RepositoryEnvironmentDeploymentPolicy(this, `Policy-${kind}-${pattern}`, {
      repository: this.props.repository,
      environment: this.environmentName,
      ...(kind === "branch" ? { branchPattern: pattern } : { tagPattern: pattern }),
      lifecycle: {
        ignoreChanges: ["repository", "environment"],
        replaceTriggeredBy: [`${type}.${name}.id`],
      },
    });
  }

  private claim(kind: "secret" | "variable", name: string): boolean {
    const faults: Problem[] = entryNameProblems(kind, name);
    const taken = [...this.names[kind]].some((known) => known.toLowerCase() === name.toLowerCase());
    this.problems.add(...faults, ...(taken ? [duplicateEntry(kind, name)] : []));
    if (faults.length > 0 || taken) return false;
    this.names[kind].add(name);
    return true;
  }
}
