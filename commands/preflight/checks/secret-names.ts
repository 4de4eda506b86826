import { describeDifferences, differencesOf } from "../../secrets/differences";
import type { Check } from "../check";

/** The live secrets are those of the code. A difference shows in no plan, and no deployment mends it. */
export const secretNames: Check = {
  id: "secret names",
  run: async (context) => {
    const { stacks, digitalocean, github } = context;
    if (!digitalocean.hasToken || !github.hasToken) return [];
    const differences = await Promise.all(
      stacks.map((stack) => differencesOf(stack, { digitalocean, github })),
    );
    return differences.flatMap((each) => describeDifferences(each)).map((note) => ({ note }));
  },
};
