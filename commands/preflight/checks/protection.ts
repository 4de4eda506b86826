import { isIrreplaceable, lossOf } from "../../../facts/irreplaceable";
import type { SynthesizedStack } from "../../../tools/synthesized";
import { addressOf, allResourcesOf, appName, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";
import { managed, type StateResource } from "../state-reader";

/**
 * What holds data or an address is still in the code. `prevent_destroy` stands in the code too, so that it goes with
 * it: Terraform would destroy what was renamed there, or left out.
 */
export const protection: Check = {
  id: "protection",
  run: async (context) => {
    const answers = await Promise.all(context.stacks.map((stack) => findingsOf(stack, context)));
    return answers.flat();
  },
};

async function findingsOf(stack: SynthesizedStack, context: PreflightContext): Promise<Finding[]> {
  const resources = managed(await context.states.resources(stack));
  return [
    ...renamedRepository(stack, resources),
    ...(await renamedApps(stack, resources, context)),
    ...leftOut(stack, resources),
  ];
}

interface AppAttributes {
  readonly id: string;
  readonly spec: readonly { readonly name: string }[];
  readonly live_url?: string;
}

/** DigitalOcean renames in place, and nothing keeps the address, which is made of the name; what refers to it breaks the apply. */
async function renamedApps(
  stack: SynthesizedStack,
  resources: readonly StateResource[],
  { digitalocean }: PreflightContext,
): Promise<Finding[]> {
  const findings = resourcesOf(stack, "digitalocean_app").map(async (app) => {
    const inState = resources.find(({ type, name }) => type === app.type && name === app.id);
    const {
      id,
      spec,
      live_url: address,
    } = (inState?.instances[0]?.attributes ?? {}) as Partial<AppAttributes>;
    const [before, now] = [spec?.[0]?.name, appName(app)];
    if (before === undefined || before === now) return [];
    const isRenamed = digitalocean.hasToken && (await digitalocean.app(now))?.id === id;
    if (isRenamed) return [];
    return [
      {
        problem: `the app ${before} has the name ${now} in the code, and its address ${address ?? ""}, which is made of the name, would go`,
        next: `keep the name ${before} in the settings; or make ${now} beside it as another product, and move over; or, once nobody needs the address, rename it at https://cloud.digitalocean.com/apps/${id}/settings, then deploy`,
      },
    ];
  });
  return (await Promise.all(findings)).flat();
}

/** GitHub renames in place, but a branch belongs to a repository by its name: Terraform would have to replace it. */
function renamedRepository(stack: SynthesizedStack, resources: readonly StateResource[]): Finding[] {
  const names = resourcesOf(stack, "github_repository").map(({ id, values }) => [id, values.name] as const);
  return resources
    .filter(({ type }) => type === "github_repository")
    .flatMap(({ name: id, instances }) => {
      const [, now] = names.find(([each]) => each === id) ?? [];
      const before = instances[0]?.attributes.name;
      if (now === undefined || before === undefined || now === before) return [];
      return [
        {
          problem: `the repository ${before} has the name ${now} in the code, and Terraform would have to replace its branches, which are protected, and with them the GitHub environments and their secrets`,
          next: `keep the name ${before} in the settings, or make the repository ${now} beside it as another product, and move over`,
        },
      ];
    });
}

function leftOut(stack: SynthesizedStack, resources: readonly StateResource[]): Finding[] {
  const kept = addressesOf(stack);
  const known = new Set(resources.map(({ type, name }) => `${type}.${name}`));
  return resources
    .filter(({ type }) => isIrreplaceable(type))
    .filter(({ type, name }) => !kept.has(`${type}.${name}`))
    .map(({ type, name }) => ({
      problem: `${type}.${name} of ${stack.name} is in the state and no longer in the code, so it would be destroyed, with ${lossOf(type)}`,
      next: wayOut(`${type}.${name}`, stack, known),
    }));
}

/** Addresses that the code has, or says what became of. */
function addressesOf(stack: SynthesizedStack): Set<string> {
  const { moved = [], removed = [] } = stack.configuration as {
    moved?: readonly { readonly from: string }[];
    removed?: readonly { readonly from: string }[];
  };
  const defined = allResourcesOf(stack).map(addressOf);
  return new Set([...defined, ...moved.map(({ from }) => from), ...removed.map(({ from }) => from)]);
}

/** @param known addresses in the state: what is there is another thing, and nothing can be moved to it */
function wayOut(address: string, stack: SynthesizedStack, known: ReadonlySet<string>): string {
  const { name, directory, configuration } = stack;
  const [type = ""] = address.split(".");
  const forget = `in ${directory}, terraform state rm ${address}`;
  const now = Object.keys(configuration.resource?.[type] ?? {}).map((id) => `${type}.${id}`);
  const free = now.filter((each) => !known.has(each));
  const moved = `renamed: stack.addOverride("moved", [{ from: "${address}", to: "${free.join(" or ")}" }])`;
  return [
    ...(free.length > 0 ? [moved] : []),
    ...(type === "github_branch"
      ? [`to go: delete the branch at GitHub, then ${forget}`, `to be kept outside of the code: ${forget}`]
      : [
          `to be kept outside of the code: ${forget}`,
          `to go, with the whole stack: npm run destroy -- ${name}`,
        ]),
  ].join("; ");
}
