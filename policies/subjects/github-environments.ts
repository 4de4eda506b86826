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

/** The patterns of the branches and tags that may deploy to an environment. */
export function patternsOf(environment: Place, stack: StackView): readonly Place[] {
  const name = environment.value("environment");
  const policies = stack
    .guards("github_repository_environment_deployment_policy")
    .filter((policy) => policy.value("environment") === name);
  const older = stack
    .guards("github_repository_deployment_branch_policy")
    .filter((policy) => policy.value("environment_name") === name);
  return [...policies, ...older];
}

/** What a message calls an environment. */
export function environmentName(environment: Place): string {
  return JSON.stringify(String(environment.value("environment")));
}
