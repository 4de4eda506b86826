import { PLACEHOLDER_MARK } from "../../stacks/placeholder";
import type { TerraformConfiguration } from "../../tools/synthesized";
import { entriesOf, isObject } from "./untrusted/json";

/** The same configuration without its refusal of placeholders: to plan with them, never to apply. */
export function withoutGuard(configuration: TerraformConfiguration): TerraformConfiguration {
  if (configuration.resource === undefined) return configuration;
  const resource = mapValues(configuration.resource, (named) => mapValues(named, unguarded));
  return { ...configuration, resource } as TerraformConfiguration;
}

function unguarded(body: unknown): unknown {
  if (!isObject(body) || !isObject(body.lifecycle) || !Array.isArray(body.lifecycle.postcondition))
    return body;
  const kept = body.lifecycle.postcondition.filter(
    (each) => !JSON.stringify(each).includes(PLACEHOLDER_MARK),
  );
  const { postcondition: _all, ...lifecycle } = body.lifecycle;
  return { ...body, lifecycle: kept.length === 0 ? lifecycle : { ...lifecycle, postcondition: kept } };
}

function mapValues(value: unknown, change: (each: unknown) => unknown): unknown {
  return Object.fromEntries(entriesOf(value).map(([key, each]) => [key, change(each)]));
}
