import { type App, TerraformStack, Testing } from "cdktf";
import type { IConstruct } from "constructs";
import { RemoteState } from "../../constructs";
import { lingobot } from "../../lingobot";
import { definePlatform, type PlatformOptions, type PlatformSettings } from "../../stacks";
import { type SynthesizedStack, synthesize } from "../constructs/synthesize";

/** The app with all stacks of the settings in it, not yet synthesized. */
export function definedApp(settings: PlatformSettings, options: Partial<PlatformOptions> = {}): App {
  const app = Testing.app();
  definePlatform(app, settings, { state: settings.state, ...options });
  return app;
}

/** Every stack of the settings by its name, validated and synthesized. */
export function synthesizedStacks(
  settings: PlatformSettings = lingobot,
  options: Partial<PlatformOptions> = {},
): Record<string, SynthesizedStack> {
  const stacks = definedApp(settings, options).node.children.filter(TerraformStack.isStack);
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, synthesize(stack)]));
}

/** LingoBot's settings with some of one environment changed. */
export function withEnvironment(name: string, change: object): PlatformSettings {
  const environments = lingobot.environments.map((environment) =>
    environment.name === name ? { ...environment, ...change } : environment,
  );
  return { ...lingobot, environments };
}

/** State in a folder, for tests that deploy. */
export const localState = (directory: string) => RemoteState.local({ directory });

/**
 * What `use` gives, with other Terraform names of some resources: what renaming their constructs comes to.
 * @param names the new names, by the end of the resource's path
 */
export function withLogicalIds<T>(names: Readonly<Record<string, string>>, use: () => T): T {
  // cdktf means this method to be replaced.
  const prototype = TerraformStack.prototype as unknown as { allocateLogicalId(element: unknown): string };
  const original = prototype.allocateLogicalId;
  prototype.allocateLogicalId = function (this: unknown, element: IConstruct) {
    const renamed = Object.entries(names).find(([path]) => element.node.path.endsWith(`/${path}`));
    return renamed?.[1] ?? original.call(this, element);
  };
  try {
    return use();
  } finally {
    prototype.allocateLogicalId = original;
  }
}
