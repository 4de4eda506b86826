import { Token } from "cdktf";
import { Secret } from "../app-environment/secret";
import type { Problem } from "../errors";
import { duplicateProblems, loginProblems, repositoryProblems } from "../private/names";
import { missingFeature } from "../repository-protection/github-plan";
import type { DeploymentEnvironmentProps } from "./deployment-environment";
import { countReviewers, reviewerProblems } from "./reviewers";

/** GitHub's limit of the wait timer: 30 days. */
const MAX_WAIT_MINUTES = 43_200;

const NAME_REVIEWERS = "name a team or a person in `reviewers` (`approval` of the environment's settings)";

/** Faults of the environment's settings, and of what the plan lacks for them. */
export function environmentProblems(props: DeploymentEnvironmentProps): Problem[] {
  return [
    ...missingFeature("environments", props, `environment "${props.environment}"`),
    ...nameProblems(props.environment),
    ...loginProblems("the owner", props.owner),
    ...repositoryProblems("the repository", props.repository),
    ...reviewerProblems(props.environment, props.reviewers ?? {}),
    ...approvalProblems(props),
    ...waitProblems(props),
    ...bypassProblems(props),
    ...policyProblems(props),
  ];
}

/** Faults of a secret's value; never prints it. */
export function secretProblems(name: string, value: unknown): readonly Problem[] {
  if (value instanceof Secret) return value._problems();
  if (typeof value === "string" && Token.isUnresolved(value)) return [];
  return [
    {
      fault: `the secret "${name}" was given as a literal value, which would end up in code, plan and state`,
      allowed: "a Secret, or a token such as an app's id (the value is not shown here)",
      next: `use Secret.named("${name}") and set TF_VAR_${name} when deploying`,
    },
  ];
}

function nameProblems(environment: string): Problem[] {
  const fits = environment.trim() === environment && environment.length > 0 && environment.length <= 255;
  if (fits) return [];
  return [
    {
      fault: "an environment has no usable name",
      got: environment,
      allowed: "1 to 255 characters without spaces around them",
      next: 'name it, for example "production"',
    },
  ];
}

function approvalProblems(props: DeploymentEnvironmentProps): Problem[] {
  const name = `environment "${props.environment}"`;
  const count = countReviewers(props.reviewers ?? {});
  const gate = count > 0 || props.approvalRequired === true;
  const problems = gate ? missingFeature("required-reviewers", props, `the approval gate of ${name}`) : [];
  if (props.approvalRequired === true && count === 0) {
    problems.push({
      fault: `${name} requires an approval, but nobody is named who could give it`,
      allowed: "1 to 6 teams and people",
      next: `${NAME_REVIEWERS}, or drop \`approvalRequired\` (\`approval\`)`,
    });
  }
  if (props.preventSelfReview === true && !gate) {
    problems.push({
      fault: `${name} prevents self-review, but has no reviewers`,
      next: `${NAME_REVIEWERS}, or drop \`preventSelfReview\``,
    });
  }
  return problems;
}

function waitProblems(props: DeploymentEnvironmentProps): Problem[] {
  const { waitTimerMinutes: minutes } = props;
  if (minutes === undefined || minutes === 0) return [];
  const problems = missingFeature("wait-timer", props, `environment "${props.environment}"`);
  if (Number.isInteger(minutes) && minutes > 0 && minutes <= MAX_WAIT_MINUTES) return problems;
  return [
    ...problems,
    {
      fault: `environment "${props.environment}" waits for an impossible time`,
      got: minutes,
      allowed: `a whole number of minutes from 0 to ${MAX_WAIT_MINUTES}`,
      next: "change `waitTimerMinutes`",
    },
  ];
}

function bypassProblems(props: DeploymentEnvironmentProps): Problem[] {
  if (props.adminsMayBypass !== false) return [];
  return missingFeature("no-admin-bypass", props, `environment "${props.environment}"`);
}

function policyProblems(props: DeploymentEnvironmentProps): Problem[] {
  const { branches, tags = [] } = props;
  const problems: Problem[] = [...branches, ...tags].flatMap(patternProblems);
  if (props.anyRef === true && branches.length + tags.length > 0) {
    problems.push({
      fault: `environment "${props.environment}" takes any ref, so patterns of branches and tags limit nothing`,
      got: [...branches, ...tags],
      next: "leave the patterns out, or `anyRef`",
    });
  }
  if (props.anyRef !== true && branches.length + tags.length === 0) {
    problems.push({
      fault: `no branch and no tag may deploy to environment "${props.environment}"`,
      allowed: "at least one pattern",
      next: 'name a branch, for example branches: ["main"]',
    });
  }
  const next = "give each pattern once";
  return [
    ...problems,
    ...duplicateProblems("a branch pattern", branches, next),
    ...duplicateProblems("a tag pattern", tags, next),
  ];
}

function patternProblems(pattern: string): Problem[] {
  if (!/^refs\/|^\s*$|[\s~^:\\]/.test(pattern)) return [];
  return [
    {
      fault: "a pattern of branches or tags is malformed",
      got: pattern,
      allowed: "a branch or tag name, with * as a wildcard, without refs/heads/ or refs/tags/",
      next: 'write it like "main" or "v*"',
    },
  ];
}
