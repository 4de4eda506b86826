import type { RegistryLogin } from "../container-registry";
import type { DeployTargetProps } from "./deploy-target";
import type { LocalEnvironment } from "./files/texts";
import type { LanguageProfile } from "./language/language-profile";
import type { Pins } from "./pinned-versions";
import type { PreviewConfig } from "./platform-config";
import type { Override } from "./workflow/render";
import type { Workflow } from "./workflow/workflow";

/** What an app's pipeline is. */
export interface DeliveryPipelineProps {
  /** The app's language, for example `Python.uv({ application: "lingobot.main:app" })`. */
  readonly language: LanguageProfile;
  /** Host, owner and repository of the image, in lower case, without tag. */
  readonly image: string;
  /** Environments and the branches that deploy to them. */
  readonly targets: readonly DeployTargetProps[];
  /** Branches whose pushes are checked. @default ["main", "staging", "develop"] */
  readonly branches?: readonly string[];
  /** The branch that pull requests go to by default. @default "main" */
  readonly defaultBranch?: string;
  /** How the pipeline logs in to the registry. @default - ghcr.io, by the workflow's own token */
  readonly login?: RegistryLogin;
  /**
   * GitHub environment without reviewers that holds what `login` names in `secrets`, best for the branches that deploy
   * only. Then the order is build, approval, deployment, as with ghcr.io.
   * @default - the environment that is deployed to: with reviewers it is approved twice, before the push and before the
   * deployment
   */
  readonly registryEnvironment?: string;
  /** Port that the app listens on. @default 8081 */
  readonly port?: number;
  /** Path that answers while the app is healthy. @default "/health" */
  readonly healthPath?: string;
  /** Name of the gate job, and so of the one required check. @default "All Pass" */
  readonly gateName?: string;
  /**
   * Whether CodeQL can upload and dependencies can be reviewed: public repositories, and private ones with GitHub Code
   * Security. Without it both are left out; the vulnerability check stays.
   * @default true
   */
  readonly codeScanning?: boolean;
  /** Whether pull requests pass through a merge queue. @default false */
  readonly mergeQueue?: boolean;
  /**
   * GitHub environment without reviewers whose `SLACK_WEBHOOK_URL` is told of runs that stop before their deployment.
   * The deployed environment's own is told of deployments only: to read it a job has to be approved.
   * @default - a comment on the commit and the job's summary tell of them, Slack is not told
   */
  readonly alertsEnvironment?: string;
  /** An app per labelled pull request. @default - no previews */
  readonly preview?: Partial<PreviewConfig>;
  /** Settings of a developer's machine. @default - none */
  readonly localEnvironment?: LocalEnvironment;
  /** Who must review changes to which paths. @default - no CODEOWNERS file */
  readonly codeOwners?: Readonly<Record<string, readonly string[]>>;
  /** The branch that Dependabot's pull requests go to. @default - the default branch */
  readonly updatesBranch?: string;
  /** Days that a new version must have been out before Dependabot proposes it. @default 7 */
  readonly cooldownDays?: number;
  /** Versions of everything taken from elsewhere. @default - the committed pins */
  readonly pins?: Pins;
  /** Text of the deploy tool. @default - the committed bundle */
  readonly tool?: string;
  /** Adds jobs to a workflow before its gate is made, so that the gate needs them too. @default - nothing is added */
  readonly extend?: (workflow: Workflow) => void;
  /**
   * The way out: changes to rendered workflows by GitHub's own keys, applied last.
   * What the required check rests on is refused: the gate, its name on another job, jobs that it does not need or that
   * may fail. @default - none
   */
  readonly overrides?: readonly Override[];
  /** Files of the caller's own, by path from the repository's top; one that the pipeline renders is refused. @default - none */
  readonly extraFiles?: Readonly<Record<string, string>>;
}
