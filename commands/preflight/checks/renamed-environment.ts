import type { SynthesizedStack } from "../../../tools/synthesized";
import type { LiveApp } from "../../clouds/digitalocean";
import { appName, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

/**
 * An app of the product that no stack defines: its environment was renamed or taken out of the settings, and it runs on
 * and is billed. While another is about to be made, that is a rename.
 */
export const renamedEnvironment: Check = {
  id: "renamed environment",
  run: async (context) => {
    const { digitalocean, all, stacks } = context;
    const defined = all.flatMap((stack) => resourcesOf(stack, "digitalocean_app").map(appName));
    const prefixes = new Set(all.flatMap(prefixOf));
    if (!digitalocean.hasToken || prefixes.size === 0) return [];
    const left = (await digitalocean.apps()).filter(
      ({ spec: { name } }) => !defined.includes(name) && nameIn(prefixes, name) !== undefined,
    );
    if (left.length === 0) return [];
    const fresh = await Promise.all(stacks.map((stack) => isNew(stack, context)));
    const made = stacks.filter((_, index) => fresh[index]).map(({ name }) => name);
    return left.map((app) => findingOf(app, nameIn(prefixes, app.spec.name) ?? "", made));
  },
};

/** `lingobot-` of the stack `staging` with the app `lingobot-staging`. */
function prefixOf(stack: SynthesizedStack): string[] {
  const names = resourcesOf(stack, "digitalocean_app").map(appName);
  return names
    .filter((name) => name.endsWith(`-${stack.name}`))
    .map((name) => name.slice(0, -stack.name.length));
}

/** The environment that the app is of by its name. */
function nameIn(prefixes: ReadonlySet<string>, app: string): string | undefined {
  const [prefix] = [...prefixes].filter((each) => app.startsWith(each));
  return prefix === undefined ? undefined : app.slice(prefix.length);
}

async function isNew(stack: SynthesizedStack, { states }: PreflightContext): Promise<boolean> {
  if (resourcesOf(stack, "digitalocean_app").length === 0) return false;
  return !(await states.resources(stack)).some(({ type }) => type === "digitalocean_app");
}

function findingOf({ id, spec }: LiveApp, name: string, made: readonly string[]): Finding {
  const what = `the app ${spec.name} (${id}) runs and is billed, and no stack defines it`;
  const destroy = `to go: npm run destroy -- ${name}`;
  if (made.length === 0) return { note: `${what}; ${destroy}, if it has a state` };
  return {
    problem: `${what}, while ${made.join(", ")} would be made beside it: a renamed environment is a new one to Terraform`,
    next: `renamed: keep the name ${name} in the settings; ${destroy}, if it has a state; not of this product: give it a name that does not begin like the product's`,
  };
}
