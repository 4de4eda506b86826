import { environmentKind } from "../constructs";
import type { PolicyRun } from "./settings";
import { isComputed } from "./stack/expression";
import type { StackView } from "./stack/stack-view";
import { namedEnvironments } from "./subjects/github-environments";

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
  const kinds = stack.resources("digitalocean_project").map((project) => project.value("environment"));
  const environments = [...kinds, ...namedEnvironments(stack)];
  const specs = stack.resources("digitalocean_app").flatMap((app) => app.blocks("spec"));
  if (environments.some(isComputed)) return true;
  const apps = specs.map((spec) => spec.value("name"));
  return [stack.name, ...environments, ...apps].some((name) => WORD.test(String(name)));
}

/** By the stack's name where it has apps, and by that of every GitHub environment that it makes or adds to. */
function isCalledLower(stack: StackView): boolean {
  const { module = {} } = stack.configuration;
  const hasApps = stack.resources("digitalocean_app").length > 0 || Object.keys(module).length > 0;
  const names = [...(hasApps ? [stack.name] : []), ...namedEnvironments(stack)];
  return names.every((name) => environmentKind(String(name)) !== "production");
}
