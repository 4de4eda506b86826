import { isIrreplaceable, lossOf } from "../../facts/irreplaceable";
import type { SynthesizedStack } from "../../tools/synthesized";
import type { GitHub } from "../clouds/github";
import { attributesOf, managed, type StateReader, type StateResource } from "../preflight/state-reader";

type Attributes = Readonly<Record<string, unknown>>;

/** Tells what destroying the stack takes away that no later deployment brings back: by its state, not by its code. */
export async function describeLoss(
  stack: SynthesizedStack,
  states: StateReader,
  github: GitHub,
): Promise<string> {
  const resources = managed(await states.resources(stack));
  const count = resources.reduce((sum, { instances }) => sum + instances.length, 0);
  const lost = [
    ...resources.filter(({ type }) => isIrreplaceable(type)).flatMap(lossesOf),
    ...(await secretsOf(stack, resources, github)),
  ];
  return [
    `${stack.name}: ${count} resources will be destroyed; lost for good:`,
    ...(lost.length > 0 ? lost : ["nothing"]).map((line) => `  ${line}`),
  ].join("\n");
}

function lossesOf({ type, name, instances }: StateResource): string[] {
  return instances.map(({ attributes }) => {
    const what = [nameOf(attributes), attributes.live_url].filter((part) => part).join(", ");
    return `${type}.${name}${what === "" ? "" : ` (${what})`}: ${lossOf(type)}`;
  });
}

function nameOf({ spec, full_name, branch, name }: Attributes): unknown {
  return (spec as readonly Attributes[] | undefined)?.[0]?.name ?? full_name ?? branch ?? name;
}

/** Secrets go with their GitHub environment, also those that somebody added by hand. */
async function secretsOf(
  stack: SynthesizedStack,
  resources: readonly StateResource[],
  github: GitHub,
): Promise<string[]> {
  const owner = [stack.configuration.provider?.github].flat()[0]?.owner;
  if (!github.hasToken || owner === undefined) return [];
  const known = attributesOf(resources, "github_actions_environment_secret");
  const lines = attributesOf(resources, "github_repository_environment").map(
    async ({ repository, environment }) => {
      const live = await github.environmentSecrets(`${owner}/${repository}`, String(environment));
      const isOurs = (secret: string) =>
        known.some((each) => each.environment === environment && each.secret_name === secret);
      const names = (live ?? [])
        .map(({ name }) => (isOurs(name) ? name : `${name} (not in the code)`))
        .sort();
      return names.length === 0
        ? []
        : [`secrets of the GitHub environment ${environment}: ${names.join(", ")}`];
    },
  );
  return (await Promise.all(lines)).flat();
}
