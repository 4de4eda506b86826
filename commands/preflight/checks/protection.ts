import { isIrreplaceable, lossOf } from "../../../tools/destruction";
import type { SynthesizedStack } from "../../../tools/synthesized";
import type { Check, Finding, PreflightContext } from "../check";

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

async function findingsOf(stack: SynthesizedStack, { states }: PreflightContext): Promise<Finding[]> {
  const kept = addressesOf(stack);
  const resources = await states.resources(stack);
  return resources
    .filter(({ mode, type }) => mode === "managed" && isIrreplaceable(type))
    .filter(({ type, name }) => !kept.has(`${type}.${name}`))
    .map(({ type, name }) => ({
      problem: `${type}.${name} of ${stack.name} is in the state and no longer in the code, so it would be destroyed, with ${lossOf(type)}`,
      next: wayOut(`${type}.${name}`, stack),
    }));
}

/** Addresses that the code has, or says what became of. */
function addressesOf({ configuration }: SynthesizedStack): Set<string> {
  const { moved = [], removed = [] } = configuration as {
    moved?: readonly { readonly from: string }[];
    removed?: readonly { readonly from: string }[];
  };
  const defined = Object.entries(configuration.resource ?? {}).flatMap(([type, instances]) =>
    Object.keys(instances).map((id) => `${type}.${id}`),
  );
  return new Set([...defined, ...moved.map(({ from }) => from), ...removed.map(({ from }) => from)]);
}

function wayOut(address: string, { name, directory, configuration }: SynthesizedStack): string {
  const [type = ""] = address.split(".");
  const now = Object.keys(configuration.resource?.[type] ?? {}).map((id) => `${type}.${id}`);
  const to = now.length === 0 ? `${type}.NEW` : now.join(" or ");
  return [
    `renamed: stack.addOverride("moved", [{ from: "${address}", to: "${to}" }])`,
    `to be kept outside of the code: in ${directory}, terraform state rm ${address}`,
    `to go, with the whole stack: npm run destroy -- ${name}`,
  ].join("; ");
}
