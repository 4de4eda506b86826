import type { SynthesizedStack } from "../../../../tools/synthesized";
import { canonical, entriesOf, isObject, type JsonObject } from "../json";
import type { Found, Rule } from "../rule";
import type { Trusted } from "../trusted";

const KEYS = ["backend", "required_providers", "required_version"];

/** The `terraform` block is the base's: the same backend, providers from the same place at the same version, and no more. */
export const sameSettings: Rule = {
  id: "same-settings",
  reason:
    "another backend sends the state's credentials elsewhere or shows a false plan; another provider is foreign code that runs with all credentials",
  check: ({ name, configuration }, base) => {
    const settings = isObject(configuration.terraform) ? configuration.terraform : {};
    return [
      ...entriesOf(settings)
        .filter(([key]) => !KEYS.includes(key))
        .map(([key]) => unknownKey(key)),
      ...backendProblems(name, settings, base),
      ...versionProblems(settings, base),
      ...providerProblems(configuration, settings, base),
    ];
  },
};

function unknownKey(key: string): Found {
  return {
    place: `terraform.${key}`,
    fault: "the base has no such setting",
    got: key,
    allowed: KEYS.join(", "),
    next: "plan it yourself: npm run plan -- --live",
  };
}

function backendProblems(name: string, { backend }: JsonObject, { stacks }: Trusted): Found[] {
  const known = stacks.find((stack) => stack.name === name);
  const allowed = (known === undefined ? stacks.map((stack) => moved(stack, name)) : [backendOf(known)]).map(
    canonical,
  );
  if (allowed.includes(canonical(backend))) return [];
  return [
    {
      place: "terraform.backend",
      fault: "the state must be where the base keeps it, under the stack's name",
      got: backend ?? null,
      allowed: [...new Set(allowed)].join(" or "),
      next: "move the state in a pull request that people plan themselves: npm run plan -- --live",
    },
  ];
}

function backendOf({ configuration }: SynthesizedStack): unknown {
  return configuration.terraform?.backend;
}

/** Where the base would keep the state of a stack that it does not have: `staging/terraform.tfstate` under another name. */
function moved(stack: SynthesizedStack, name: string): unknown {
  const own = new RegExp(`(?<=^|/)${stack.name}(?=[/.])`, "g");
  const text = JSON.stringify(backendOf(stack) ?? null, (_, value: unknown) =>
    typeof value === "string" ? value.replace(own, name) : value,
  );
  return JSON.parse(text) as unknown;
}

function versionProblems({ required_version: version }: JsonObject, { stacks }: Trusted): Found[] {
  const allowed = [...new Set(stacks.map(({ configuration }) => configuration.terraform?.required_version))];
  if (allowed.includes(version)) return [];
  return [
    {
      place: "terraform.required_version",
      fault: "the version of Terraform must be the base's",
      got: version ?? null,
      allowed: allowed.join(" or "),
      next: "change it in a pull request that people plan themselves: npm run plan -- --live",
    },
  ];
}

function providerProblems(configuration: JsonObject, settings: JsonObject, { stacks }: Trusted): Found[] {
  const known = new Map(
    stacks.flatMap(({ configuration: each }) => entriesOf(each.terraform?.required_providers)),
  );
  const required = new Map(entriesOf(settings.required_providers));
  const wrong = [...required].filter(([name, pin]) => canonical(known.get(name)) !== canonical(pin));
  const missing = usedProviders(configuration).filter((name) => !required.has(name));
  return [...wrong, ...missing.map((name) => [name, null] as const)].map(([name, got]) => ({
    place: `terraform.required_providers.${name}`,
    fault: "a provider must come from where the base takes it, at the base's version",
    got,
    allowed: canonical(Object.fromEntries(known)),
    next: "change it in a pull request that people plan themselves: npm run plan -- --live",
  }));
}

/** Built into Terraform, for `terraform_data`. */
const BUILT_IN = "terraform";

/** Terraform takes a provider that is used and not required from the registry's namespace "hashicorp", at any version. */
function usedProviders({ provider, resource, data }: JsonObject): string[] {
  const types = [resource, data].flatMap(entriesOf).map(([type]) => type.split("_", 1)[0] ?? "");
  const used = new Set([...types, ...entriesOf(provider).map(([name]) => name)]);
  return [...used].filter((name) => name !== BUILT_IN);
}
