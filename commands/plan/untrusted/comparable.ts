import type { SynthesizedStack } from "../../../tools/synthesized";
import { appName, type ConfiguredResource, literalOf, repositoryOf, resourcesOf } from "../../configuration";

/** What of a foreign stack may be compared with the clouds, and what may not, in words. */
export interface Comparable {
  readonly stack: SynthesizedStack;
  /** "app lingobot-other" */
  readonly left: readonly string[];
}

const APP = "digitalocean_app";
const SECRET = "github_actions_environment_secret";

/**
 * The stack without the apps and the secrets of environments that the base's stack of the same name does not have: what the
 * clouds hold for a name that somebody else chose is not told.
 */
export function comparable(stack: SynthesizedStack, base: readonly SynthesizedStack[]): Comparable {
  const known = base.find(({ name }) => name === stack.name);
  const allowed = new Set(known === undefined ? [] : named(known).map(({ subject }) => subject));
  const foreign = named(stack).filter(({ subject }) => !allowed.has(subject));
  return { stack: without(stack, foreign), left: [...new Set(foreign.map(({ subject }) => subject))] };
}

interface Named extends ConfiguredResource {
  readonly subject: string;
}

function named(stack: SynthesizedStack): Named[] {
  const { owner, repository } = repositoryOf(stack) ?? {};
  return [
    ...resourcesOf(stack, APP).map((app) => ({ ...app, subject: `app ${appName(app)}` })),
    ...resourcesOf(stack, SECRET).map((secret) => ({
      ...secret,
      subject: `environment ${literalOf(stack, secret.values.environment)} of ${owner}/${repository}`,
    })),
  ];
}

function without(stack: SynthesizedStack, resources: readonly Named[]): SynthesizedStack {
  const { resource = {} } = stack.configuration;
  const kept = Object.entries(resource).map(([type, all]) => {
    const left = new Set(resources.filter((each) => each.type === type).map(({ id }) => id));
    return [type, Object.fromEntries(Object.entries(all).filter(([id]) => !left.has(id)))];
  });
  return { ...stack, configuration: { ...stack.configuration, resource: Object.fromEntries(kept) } };
}
