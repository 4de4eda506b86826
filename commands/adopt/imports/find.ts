import type { Imports } from "../../../stacks";
import type { SynthesizedStack } from "../../../tools/synthesized";
import type { Clouds } from "../../clouds/clouds";
import { CommandFailure, EXIT } from "../../command-line";
import { addressOf, repositoryOf, resourcesOf } from "../../configuration";
import { DIGITALOCEAN_FINDERS } from "./digitalocean";
import type { Finder, Search } from "./finder";
import { GITHUB_FINDERS } from "./github";

const FINDERS: Readonly<Record<string, Finder>> = { ...DIGITALOCEAN_FINDERS, ...GITHUB_FINDERS };

interface Found {
  readonly address: string;
  readonly ids: readonly string[];
}

/**
 * What exists in the clouds of what the stacks configure, by the ids that the providers import by.
 * @param apps ids of apps that the person named, by the app's name
 * @throws CommandFailure when several things could be meant
 */
export async function findImports(
  stacks: readonly SynthesizedStack[],
  clouds: Clouds,
  apps: Readonly<Record<string, string>> = {},
): Promise<Imports> {
  const imports: Record<string, Record<string, string>> = {};
  const ambiguous: string[] = [];
  for (const stack of stacks) {
    const found = await findAll(stack, clouds, apps);
    const single = found.flatMap(({ address, ids: [id] }) => (id === undefined ? [] : [[address, id]]));
    ambiguous.push(...found.filter(({ ids }) => ids.length > 1).map((each) => tell(stack, each)));
    if (single.length > 0) imports[stack.name] = Object.fromEntries(single) as Record<string, string>;
  }
  if (ambiguous.length > 0) throw new CommandFailure(ambiguous.join("\n"), EXIT.problems);
  return imports;
}

function tell({ name }: SynthesizedStack, { address, ids }: Found): string {
  return `${name}: ${address} could be any of ${ids.join(", ")}, which have the same name; rename or remove all but one`;
}

async function findAll(
  stack: SynthesizedStack,
  clouds: Clouds,
  apps: Readonly<Record<string, string>>,
): Promise<Found[]> {
  const repository = repositoryOf(stack) ?? { owner: "", repository: "" };
  const search: Search = { stack, clouds, repository, apps };
  const known = new Set((stack.configuration.import ?? []).map(({ to }) => to));
  const types = Object.keys(stack.configuration.resource ?? {});
  const resources = types
    .flatMap((type) => resourcesOf(stack, type))
    .filter((resource) => !known.has(addressOf(resource)));
  return Promise.all(
    resources.map(async (resource) => ({
      address: addressOf(resource),
      ids: (await FINDERS[resource.type]?.(resource, search)) ?? [],
    })),
  );
}
