import { canonical, entriesOf } from "../json";
import type { UntrustedStack } from "../read-files";
import type { Found, Rule } from "../rule";
import type { Trusted } from "../trusted";

/** A provider block is one of the base's, whole; and one that is used and that the base configures has one. */
export const sameProviders: Rule = {
  id: "same-providers",
  reason:
    "an address in a provider block (api_endpoint, base_url, spaces_endpoint) is sent the credentials; without the block, another owner is planned",
  check: (stack, { providers }) => {
    const blocks = new Map(
      entriesOf(stack.configuration.provider).map(([name, each]) => [name, listed(each)]),
    );
    const missing = [...usedProviders(stack), ...blocks.keys()].filter(
      (name) => providers.has(name) && (blocks.get(name) ?? []).length === 0,
    );
    return [
      ...[...new Set(missing)].map((name) => told(name, null, providers)),
      ...[...blocks].flatMap(([name, each]) =>
        each
          .filter((block) => providers.get(name)?.has(canonical(block)) !== true)
          .map((got) => told(name, got, providers)),
      ),
    ];
  },
};

function listed(blocks: unknown): unknown[] {
  return blocks === null || blocks === undefined ? [] : [blocks].flat();
}

/** By the types of what the stack has. */
function usedProviders({ configuration: { resource, data } }: UntrustedStack): string[] {
  return [resource, data].flatMap(entriesOf).map(([type]) => type.split("_", 1)[0] ?? "");
}

function told(name: string, got: unknown, providers: Trusted["providers"]): Found {
  return {
    place: `provider.${name}`,
    fault: "a provider must be configured as in the base",
    got,
    allowed: [...(providers.get(name) ?? [])].join(" or ") || "no block of this provider",
    next: "change it in a pull request that people plan themselves: npm run plan -- --live",
  };
}
