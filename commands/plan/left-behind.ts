import { isIrreplaceable } from "../../facts/irreplaceable";
import type { Diagnostic, Json, StackPlan } from "../../report";
import type { SynthesizedStack } from "../../tools/synthesized";
import { addressOf, allResourcesOf, appName, type ConfiguredResource, resourcesOf } from "../configuration";

/**
 * Stacks that the new tree no longer defines: no plan of another stack shows what becomes of them. Of what they made, that
 * which holds data or an address is told as forgotten, which it is but for the state that nobody reads.
 */
export function leftBehind(
  base: readonly SynthesizedStack[],
  stacks: readonly SynthesizedStack[],
): StackPlan[] {
  const names = namesOf(stacks);
  const before = namesOf(base);
  const added = stacks.filter((stack) => !before.has(stack.name) && appsIn(stack).length > 0);
  return base
    .filter(({ name }) => !names.has(name))
    .map((stack) => ({
      name: stack.name,
      plan: {
        resource_changes: allResourcesOf(stack)
          .filter(({ type }) => isIrreplaceable(type))
          .map(forgotten),
      },
      diagnostics: [warning(stack, added)],
    }));
}

function namesOf(stacks: readonly SynthesizedStack[]): Set<string> {
  return new Set(stacks.map(({ name }) => name));
}

function appsIn(stack: SynthesizedStack): string[] {
  return resourcesOf(stack, "digitalocean_app").map(appName);
}

function forgotten(resource: ConfiguredResource) {
  const change = { actions: ["forget"], before: resource.values as Json, after: null };
  return { address: addressOf(resource), type: resource.type, change };
}

function warning(stack: SynthesizedStack, added: readonly SynthesizedStack[]): Diagnostic {
  const { name } = stack;
  const apps = appsIn(stack);
  const others = allResourcesOf(stack).length - apps.length;
  const made = [
    ...apps.map((app) => `app ${app}, which runs on and is billed`),
    ...(others === 0 ? [] : [`${others} other object${others === 1 ? "" : "s"}`]),
  ];
  const destroy = `to go: npm run destroy -- ${name}, before this is merged`;
  const renamed = `${[...namesOf(added)].join(", ")} is made beside it: a renamed environment is a new one to Terraform, with another address, without the image that runs and its deployments; renamed: keep the name ${name} in the settings`;
  return {
    severity: "warning",
    summary: `the stack is no longer defined, and nothing manages what it made: ${made.join(", and ")}`,
    detail: apps.length > 0 && added.length > 0 ? `${renamed}; ${destroy}` : destroy,
  };
}
