import { requiredVariables } from "../../../tools/synthesized";
import { formatsOf } from "../../secrets/formats";
import { faultOfValue } from "../../secrets/value-fault";
import type { Check, Finding } from "../check";

/** Every secret that the stacks name has a value of its own in the environment, and one of its form. */
export const secretValues: Check = {
  id: "secret values",
  run: async ({ stacks, env }) => {
    const formats = formatsOf(stacks);
    const names = new Set(stacks.flatMap(requiredVariables));
    return [...names].flatMap((name): Finding[] => {
      const value = env[`TF_VAR_${name}`] ?? "";
      const fault = faultOfValue(value, formats.get(name));
      if (fault === undefined) return [];
      const users = stacks
        .filter((stack) => requiredVariables(stack).includes(name))
        .map((stack) => stack.name);
      const next = value === "" ? `export TF_VAR_${name}` : `export its real value as TF_VAR_${name}`;
      return [{ problem: `the secret ${name} ${fault} (needed by ${users.join(", ")})`, next }];
    });
  },
};
