import { isComputed } from "./stack/expression";
import type { StackView } from "./stack/stack-view";

const NAME = /^prod(?:uction)?$/i;

/**
 * Whether a stack says that it is production: by its name, by a DigitalOcean project's environment, or by the name of a
 * GitHub environment. "unknown" when only Terraform will know, which counts as production.
 */
export function isProduction(stack: StackView): boolean | "unknown" {
  const environments = ["digitalocean_project", "github_repository_environment"]
    .flatMap((type) => stack.resources(type))
    .map((place) => place.value("environment"));
  if ([stack.name, ...environments].some((name) => NAME.test(String(name)))) return true;
  return environments.some(isComputed) ? "unknown" : false;
}
