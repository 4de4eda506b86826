import { environmentKind } from "../constructs";
import type { PolicyRun } from "./settings";
import { isComputed } from "./stack/expression";
import type { Place } from "./stack/place";
import type { StackView } from "./stack/stack-view";

/** The word, and not "preprod", "non-production" or "product". */
const WORD = /(?<![a-z])(?<!(?:pre|non)[-_])prod(?:uction)?(?![a-z])/i;

/**
 * Whether a stack is held to the rules of production. It is, unless it is said to be lower and nothing says that it is
 * production: what is called "live", and what only Terraform will know, is production. A stack without apps and GitHub
 * environments, such as the repository's, is none.
 */
export function isProduction(stack: StackView, { production, lower }: PolicyRun): boolean {
  if (production?.includes(stack.name) === true || saysProduction(stack)) return true;
  return lower?.includes(stack.name) !== true && !isCalledLower(stack);
}

/** One sign is enough, and none is taken back by another. */
function saysProduction(stack: StackView): boolean {
  const environments = valuesOf(stack.resources("digitalocean_project", ENVIRONMENT), "environment");
  const specs = stack.resources("digitalocean_app").flatMap((app) => app.blocks("spec"));
  if (environments.some(isComputed)) return true;
  return [stack.name, ...environments, ...valuesOf(specs, "name")].some((name) => WORD.test(String(name)));
}

const ENVIRONMENT = "github_repository_environment";

/** By the stack's name where it has apps, and by that of every GitHub environment. */
function isCalledLower(stack: StackView): boolean {
  const { module = {} } = stack.configuration;
  const hasApps = stack.resources("digitalocean_app").length > 0 || Object.keys(module).length > 0;
  const names = [...(hasApps ? [stack.name] : []), ...valuesOf(stack.resources(ENVIRONMENT), "environment")];
  return names.every((name) => environmentKind(String(name)) !== "production");
}

function valuesOf(places: readonly Place[], attribute: string): unknown[] {
  return places.map((place) => place.value(attribute));
}
