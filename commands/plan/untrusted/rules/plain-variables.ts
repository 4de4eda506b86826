import { entriesOf } from "../json";
import type { Found, Rule } from "../rule";

const KEYS = ["type", "description", "sensitive", "nullable", "default", "validation"];
const TYPES = ["string", "number", "bool"];

/** Variables are texts, numbers or yes and no: a type in Terraform's JSON is an expression. */
export const plainVariables: Rule = {
  id: "plain-variables",
  reason:
    "a variable's type is read as an expression, and an unknown argument means something else in another version",
  check: ({ configuration }) =>
    entriesOf(configuration.variable).flatMap(([name, body]) => problemsIn(body, `variable.${name}`)),
};

function problemsIn(body: unknown, place: string): Found[] {
  return entriesOf(body)
    .filter(([key]) => key !== "//")
    .flatMap(([key, value]): Found[] => {
      const next = "plan it yourself: npm run plan -- --live";
      if (!KEYS.includes(key))
        return [
          {
            place: `${place}.${key}`,
            fault: "a variable must not have this",
            got: key,
            allowed: KEYS.join(", "),
            next,
          },
        ];
      if (key !== "type" || TYPES.includes(String(value))) return [];
      return [
        {
          place: `${place}.type`,
          fault: "a variable must be plain",
          got: value,
          allowed: TYPES.join(", "),
          next,
        },
      ];
    });
}
