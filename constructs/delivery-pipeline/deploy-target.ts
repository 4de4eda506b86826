import type { Problem } from "../errors";
import type {
  DeployLimits,
  EnvironmentConfig,
  ExpectedProtection,
  HealthProbe,
  MonitorConfig,
  SmokeProbe,
} from "./platform-config";
import { limitProblems } from "./target-limits";

/** One environment that a push to a branch deploys to. */
export interface DeployTargetProps {
  /** Name of the GitHub environment; the workflow is `deploy-<environment>.yml`. */
  readonly environment: string;
  /** A push to this branch deploys. */
  readonly branch: string;
  /** Tags that move to each new image. @default ["<environment>-latest"] */
  readonly movingTags?: readonly string[];
  /** What the tag of one commit starts with, before the commit's id. @default "<environment>-" */
  readonly commitTagPrefix?: string;
  /** The stack that creates the app; a notice names it while the app does not exist. @default - the environment's name */
  readonly stack?: string;
  /** Secret of the environment that holds the app's id. @default "DO_APP_ID_<ENVIRONMENT>" */
  readonly appIdSecret?: string;
  /**
   * Variable of the repository that is "true" once the app exists, as `DeploymentEnvironment.announce` sets it. A job
   * without environment reads it, so that nobody is asked to approve the deployment of an app that is not there.
   * @default - asked by the deploy job, after its approval
   */
  readonly existsVariable?: string;
  /** An environment whose image is taken over, and not built again, when it ran the same tree. @default - always built */
  readonly promoteFrom?: string;
  /** Pages that must answer after a deployment. @default - no smoke tests */
  readonly smokePaths?: readonly string[];
  /** How the health is asked for. @default - the pipeline's health path, 5 retries, 5 seconds apart and twice as long each time */
  readonly health?: Partial<HealthProbe>;
  /** Time limits of a deployment. @default - 10 minutes, after waiting up to 5 for one in progress */
  readonly limits?: Partial<DeployLimits>;
  /** What must watch the app, and what is judged after a deployment. @default - not observed */
  readonly monitor?: Partial<MonitorConfig>;
  /** The synthesized protection; a live one that is weaker stops the deployment. @default - not compared */
  readonly protection?: ExpectedProtection;
}

/** A deploy target with every default filled in. */
export interface DeployTarget {
  readonly environment: string;
  readonly branch: string;
  readonly movingTags: readonly string[];
  readonly commitTagPrefix: string;
  readonly appIdSecret: string;
  readonly config: EnvironmentConfig;
}

const LIMITS: DeployLimits = { timeoutSeconds: 600, inProgressTimeoutSeconds: 300, pollSeconds: 5 };
const MONITOR: MonitorConfig = {
  alerts: ["DEPLOYMENT_FAILED", "DOMAIN_FAILED", "CPU_UTILIZATION", "MEM_UTILIZATION", "RESTART_COUNT"],
  uptimePath: "/health",
  observeSeconds: 180,
  intervalSeconds: 30,
  maxP95Milliseconds: 1000,
  maxErrorPercent: 5,
  minRequestsPerSecond: 0,
};

/** The environment's name as it stands in names of secrets: `DO_APP_ID_PRODUCTION`. */
export function secretSuffix(environment: string): string {
  return environment.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** Fills in the defaults. */
export function resolveTarget(props: DeployTargetProps, healthPath: string): DeployTarget {
  const { environment, branch } = props;
  const appIdSecret = props.appIdSecret ?? `DO_APP_ID_${secretSuffix(environment)}`;
  return {
    environment,
    branch,
    appIdSecret,
    movingTags: props.movingTags ?? [`${environment}-latest`],
    commitTagPrefix: props.commitTagPrefix ?? `${environment}-`,
    config: {
      branch,
      appIdSecret,
      stack: props.stack ?? environment,
      ...(props.existsVariable === undefined ? {} : { existsVariable: props.existsVariable }),
      ...(props.promoteFrom === undefined ? {} : { promoteFrom: props.promoteFrom }),
      deploy: { ...LIMITS, ...props.limits },
      health: { path: healthPath, retries: 5, delaySeconds: 5, timeoutSeconds: 10, ...props.health },
      smoke: smokeProbe(props.smokePaths ?? []),
      ...(props.monitor === undefined
        ? {}
        : { monitor: { ...MONITOR, uptimePath: healthPath, ...props.monitor } }),
      ...(props.protection === undefined ? {} : { protection: props.protection }),
    },
  };
}

function smokeProbe(paths: readonly string[]): SmokeProbe {
  return { paths, retries: 3, delaySeconds: 5, timeoutSeconds: 10 };
}

const ENVIRONMENT = /^[a-z][a-z0-9-]*$/;

/** The targets that files can be named after and times be computed for: the faults of the others are told when the pipeline is validated. */
export function usableTargets(targets: readonly DeployTargetProps[]): readonly DeployTargetProps[] {
  const names = targets.map((target) => target.environment);
  return targets.filter(
    (target, index) =>
      ENVIRONMENT.test(target.environment) &&
      names.indexOf(target.environment) === index &&
      limitProblems(target).length === 0,
  );
}

/** Faults of the deploy targets, all of them. */
export function targetProblems(targets: readonly DeployTargetProps[]): Problem[] {
  return [
    ...duplicateProblems(targets),
    ...targets.flatMap((target) => [...problemsOf(target, targets), ...limitProblems(target)]),
  ];
}

function duplicateProblems(targets: readonly DeployTargetProps[]): Problem[] {
  return (["environment", "branch"] as const).flatMap((key) => {
    const values = targets.map((target) => target[key]);
    const twice = values.filter((value, index) => values.indexOf(value) !== index);
    if (twice.length === 0) return [];
    return [
      {
        fault: `two deploy targets have the same ${key}, so one push would deploy twice`,
        got: twice,
        next: `give each target a ${key} of its own`,
      },
    ];
  });
}

/** Whether a branch's name is that of one branch, and no pattern. */
export function isOneBranch(branch: string): boolean {
  return !/^$|[*?+![\]\s]/.test(branch);
}

function problemsOf(target: DeployTargetProps, targets: readonly DeployTargetProps[]): Problem[] {
  const problems: Problem[] = [];
  if (!ENVIRONMENT.test(target.environment)) {
    problems.push({
      fault: "the environment's name becomes a file name, a tag and the end of a secret's name",
      got: target.environment,
      allowed: "lower-case letters, digits and hyphens, starting with a letter",
      next: "rename the environment",
    });
  }
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(target.appIdSecret ?? "_")) {
    problems.push({
      fault: `the secret that holds the app's id of ${target.environment} is malformed`,
      got: target.appIdSecret,
      allowed: "letters, digits and _, not starting with a digit",
      next: "correct appIdSecret, or leave it out",
    });
  }
  if (!/^(?!GITHUB_)[A-Za-z_][A-Za-z0-9_]*$/i.test(target.existsVariable ?? "_")) {
    problems.push({
      fault: `the variable that tells whether the app of ${target.environment} exists is malformed`,
      got: target.existsVariable,
      allowed: "letters, digits and _, not starting with a digit or GITHUB_",
      next: "correct existsVariable, or leave it out",
    });
  }
  if (!isOneBranch(target.branch)) {
    problems.push({
      fault: `the branch that deploys to ${target.environment} must be one branch, and no pattern`,
      got: target.branch,
      allowed: "a branch's name without * ? + ! [ ] and spaces",
      next: "name the branch, or give each branch a target of its own",
    });
  }
  const known = targets.map((other) => other.environment).filter((name) => name !== target.environment);
  if (target.promoteFrom !== undefined && !known.includes(target.promoteFrom)) {
    problems.push({
      fault: `${target.environment} takes its image over from an environment that is no deploy target`,
      got: target.promoteFrom,
      allowed: known.join(", "),
      next: "name another deploy target, or leave promoteFrom out",
    });
  }
  const tags = [
    ...(target.movingTags ?? []),
    ...(target.commitTagPrefix === undefined ? [] : [target.commitTagPrefix]),
  ];
  const malformed = tags.filter((tag) => !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,86}$/.test(tag));
  if (malformed.length > 0) {
    problems.push({
      fault: `tags of ${target.environment} are malformed`,
      got: malformed,
      allowed: "letters, digits, _ . and -, not starting with . or -",
      next: "correct the tags",
    });
  }
  return problems;
}
