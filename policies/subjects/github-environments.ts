import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";
import { appsOf } from "./apps";

const ENVIRONMENT = "github_repository_environment";

/** The GitHub environments of the stack; one that may not be there is held to everything, and noted: it guards nothing. */
export function environmentsOf(stack: StackView): readonly Place[] {
  const environments = stack.resources(ENVIRONMENT);
  for (const environment of environments) environment.surelyExists();
  return environments;
}

/**
 * The GitHub environments that guard the stack's apps.
 * @param without what is missing when an app has none
 */
export function guardingEnvironments(stack: StackView, without: string): readonly Place[] {
  const environments = environmentsOf(stack);
  if (environments.length > 0) return environments;
  for (const app of appsOf(stack))
    app.note("", {
      fault: `no GitHub environment of this stack guards the app, so ${without}`,
      next: "add a DeploymentEnvironment beside the app",
    });
  return [];
}

/** The attribute that names the environment, by the types of what says which branches and tags may deploy to it. */
const DEPLOYMENT_POLICIES: Readonly<Record<string, string>> = {
  github_repository_environment_deployment_policy: "environment",
  github_repository_deployment_branch_policy: "environment_name",
};

/** The same, of all that is made in an environment. */
const NAMING: Readonly<Record<string, string>> = {
  ...DEPLOYMENT_POLICIES,
  [ENVIRONMENT]: "environment",
  github_actions_environment_secret: "environment",
  github_actions_environment_variable: "environment",
};

/** A branch or a tag, or a pattern of them, that may deploy to an environment. */
export interface DeploymentPolicy {
  readonly place: Place;
  readonly environment: unknown;
}

/** All deployment policies of the stack, whichever environment they are of. */
export function deploymentPoliciesOf(stack: StackView): readonly DeploymentPolicy[] {
  return Object.entries(DEPLOYMENT_POLICIES).flatMap(([type, attribute]) =>
    stack.resources(type).map((place) => ({ place, environment: place.value(attribute) })),
  );
}

/** The names of all GitHub environments that the stack makes, or makes something in. */
export function namedEnvironments(stack: StackView): readonly unknown[] {
  return Object.entries(NAMING).flatMap(([type, attribute]) =>
    stack.resources(type).map((place) => place.value(attribute)),
  );
}

/** What a message calls an environment. */
export function environmentName(environment: Place): string {
  return JSON.stringify(String(environment.value("environment")));
}
