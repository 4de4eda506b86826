import type { SynthesizedStack } from "../../tools/synthesized";
import { managed, withStates } from "../preflight/state-reader";

/** What still stands of stacks after a destruction that failed, by their states, and what to do. */
export function leftOf(stacks: readonly SynthesizedStack[]): Promise<string> {
  return withStates(process.env, async (states) => {
    const standing = await Promise.all(
      stacks.map(async (stack) => {
        const resources = managed(await states.resources(stack));
        return { name: stack.name, addresses: resources.map((each) => `${each.type}.${each.name}`) };
      }),
    );
    const left = standing.filter(({ addresses }) => addresses.length > 0);
    if (left.length === 0) return "by the states, nothing of it is left";
    const names = left.map(({ name }) => name).join(" ");
    return [...left.map(describe), `mend the cause, then run it again: npm run destroy -- ${names}`].join(
      "\n",
    );
  });
}

function describe({ name, addresses }: { name: string; addresses: readonly string[] }): string {
  const count = addresses.length === 1 ? "1 resource" : `${addresses.length} resources`;
  return `${name} still has ${count}: ${addresses.join(", ")}`;
}
