import { entriesOf } from "../json";
import type { Rule } from "../rule";

/** Only resources that this project knows. */
export const knownResources: Rule = {
  id: "known-resources",
  reason: "nobody has looked at what planning another resource reads and sends",
  check: ({ configuration }, { resourceTypes }) =>
    entriesOf(configuration.resource)
      .filter(([type]) => !resourceTypes.has(type))
      .map(([type]) => ({
        place: `resource.${type}`,
        fault: "resources of this type are not planned for a pull request",
        got: type,
        next: "plan it yourself, or have the type added to sandbox/facts on the base branch first",
      })),
};
