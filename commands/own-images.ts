import { BUILT_IN } from "../facts/built-in";
import type { SynthesizedStack, TerraformConfiguration } from "../tools/synthesized";
import { DigitalOcean, type LiveComponent, type LiveImage } from "./clouds/digitalocean";
import { CloudError } from "./clouds/http";
import { appName, type ConfiguredResource, resourcesOf, specOf } from "./configuration";
import { withConfiguration } from "./written-configuration";

/** The lists of components that have an order: in the configuration, and in the API. */
const LISTS = [
  ["worker", "workers"],
  ["job", "jobs"],
] as const;

interface Component {
  readonly name: string;
  readonly image?: Record<string, unknown>;
}

/**
 * Plans or applies a stack so that each component keeps the image that it runs, when workers or jobs of the live app stand in
 * another order than in the code. Terraform ignores images by position and refuses such a plan; here the images are given
 * as they are live, by the components' names. A component that is new gets the image of the settings.
 *
 * When DigitalOcean does not answer, nothing is changed: Terraform asks it next, and tells.
 */
export async function withOwnImages<T>(
  stack: SynthesizedStack,
  env: NodeJS.ProcessEnv,
  use: () => Promise<T>,
): Promise<T> {
  const configuration = await reordered(stack, new DigitalOcean(env));
  return configuration === undefined ? use() : withConfiguration(stack, configuration, use);
}

/** @returns undefined when everything stands where it did */
async function reordered(
  stack: SynthesizedStack,
  cloud: DigitalOcean,
): Promise<TerraformConfiguration | undefined> {
  const configuration = structuredClone(stack.configuration);
  const copy = { ...stack, configuration };
  let isMoved = false;
  for (const app of resourcesOf(copy, "digitalocean_app")) {
    if (LISTS.every(([kind]) => componentsOf(app, kind).length === 0)) continue;
    const live = await liveSpec(cloud, appName(app));
    for (const [kind, list] of LISTS) isMoved = giveOwn(app, kind, live?.[list] ?? []) || isMoved;
  }
  if (!isMoved) return undefined;
  for (const order of resourcesOf(copy, BUILT_IN)) liftRefusal(order);
  return configuration;
}

async function liveSpec(cloud: DigitalOcean, name: string) {
  try {
    return (await cloud.app(name))?.spec;
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}

/** @returns whether the components of this kind have moved */
function giveOwn(app: ConfiguredResource, kind: string, live: readonly LiveComponent[]): boolean {
  const components = componentsOf(app, kind);
  const isMoved = components.some(({ name }, index) => (live[index]?.name ?? name) !== name);
  if (!isMoved) return false;
  for (const { name, image } of components) {
    const own = live.find((each) => each.name === name)?.image;
    if (image !== undefined && own !== undefined) takeOver(image, own);
  }
  const { lifecycle } = app.values as { lifecycle?: { ignore_changes?: string[] } };
  if (lifecycle?.ignore_changes !== undefined)
    lifecycle.ignore_changes = lifecycle.ignore_changes.filter((path) => !isImageOf(kind, path));
  return true;
}

/** The credential as the `EV[…]` text that the app holds, which DigitalOcean keeps as it is. */
function takeOver(image: Record<string, unknown>, own: LiveImage): void {
  for (const key of ["tag", "digest", "registry_credentials"] as const) {
    delete image[key];
    if (own[key] !== undefined) image[key] = own[key];
  }
}

function isImageOf(kind: string, path: string): boolean {
  return path.startsWith(`spec[0].${kind}[`) && path.includes("].image[0].");
}

function componentsOf(app: ConfiguredResource, kind: string): readonly Component[] {
  return (specOf(app)[kind] ?? []) as readonly Component[];
}

/** The condition that holds the code's order against the live app's: images are not ignored by their order now. */
function liftRefusal({ values }: ConfiguredResource): void {
  const { lifecycle } = values as { lifecycle?: { precondition?: unknown[] } };
  if (JSON.stringify(lifecycle?.precondition ?? []).includes("data.digitalocean_app."))
    delete lifecycle?.precondition;
}
