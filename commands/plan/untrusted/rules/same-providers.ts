import { canonical, entriesOf } from "../json";
import type { Found, Rule } from "../rule";

/** A provider block is one of the base's, whole. */
export const sameProviders: Rule = {
  id: "same-providers",
  reason: "an address in a provider block (api_endpoint, base_url, spaces_endpoint) is sent the credentials",
  check: ({ configuration }, { providers }) =>
    entriesOf(configuration.provider).flatMap(([name, blocks]) => {
      const allowed = providers.get(name) ?? new Set<string>();
      const wrong = [blocks].flat().filter((block) => !allowed.has(canonical(block)));
      return wrong.map(
        (got): Found => ({
          place: `provider.${name}`,
          fault: "a provider must be configured as in the base",
          got,
          allowed: [...allowed].join(" or ") || "no block of this provider",
          next: "change it in a pull request that people plan themselves: npm run plan -- --live",
        }),
      );
    }),
};
