import { isPlaceholder } from "../../../stacks/placeholder";
import { requiredVariables } from "../../../tools/synthesized";
import type { Check, Finding } from "../check";

/** Every secret that the stacks name has a value of its own in the environment. */
export const secretValues: Check = {
  id: "secret values",
  run: async ({ stacks, env }) => {
    const names = new Set(stacks.flatMap(requiredVariables));
    return [...names].flatMap((name): Finding[] => {
      const value = env[`TF_VAR_${name}`];
      const users = stacks
        .filter((stack) => requiredVariables(stack).includes(name))
        .map((stack) => stack.name);
      const needed = `needed by ${users.join(", ")}`;
      if (!value)
        return [{ problem: `the secret ${name} has no value (${needed})`, next: `export TF_VAR_${name}` }];
      if (!isPlaceholder(value)) return [];
      return [
        {
          problem: `the secret ${name} is a placeholder, which is for planning only (${needed})`,
          next: `export its real value as TF_VAR_${name}`,
        },
      ];
    });
  },
};
