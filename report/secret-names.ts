import type { SecretNames } from "./model";
import type { ConfiguredResourceJson, Json, PlanJson, ResourceChangeJson } from "./plan-json";
import { isRecord } from "./values/record";

/**
 * Compares the names of an app's SECRET variables in the configuration with those the app has. The set is ignored in
 * plans, because its values never compare equal; so no plan shows a secret that was added or removed.
 */
export function secretNamesOf(stack: string, plan: PlanJson): SecretNames[] {
  const configured = new Map(
    (plan.configuration?.root_module?.resources ?? []).map((resource) => [resource.address, resource]),
  );
  return (plan.resource_changes ?? []).flatMap((resource) => {
    if (resource.type !== "digitalocean_app") return [];
    const names = compare(resource, configured.get(resource.address));
    return names === undefined ? [] : [{ stack, address: resource.address, ...names }];
  });
}

function compare(resource: ResourceChangeJson, configured: ConfiguredResourceJson | undefined) {
  const { change } = resource;
  const isThere = (change.before ?? null) !== null && (change.after ?? null) !== null;
  if (!isThere || configured === undefined) return undefined;
  const wanted = configuredNames(configured.expressions);
  if (wanted === undefined) return undefined;
  const has = appNames(change.after ?? null);
  const onlyConfigured = [...wanted].filter((name) => !has.has(name)).sort();
  const onlyInApp = [...has].filter((name) => !wanted.has(name)).sort();
  return onlyConfigured.length === 0 && onlyInApp.length === 0 ? undefined : { onlyConfigured, onlyInApp };
}

/** Names in the configuration; undefined when one of them is computed, so that nothing can be said. */
function configuredNames(expressions: Json | undefined): Set<string> | undefined {
  const names = new Set<string>();
  for (const spec of blocks(expressions, "spec"))
    for (const variable of blocks(spec, "env")) {
      const key = constant(variable, "key");
      if (typeof key !== "string") return undefined;
      if (constant(variable, "type") === "SECRET") names.add(key);
    }
  return names;
}

function appNames(app: Json): Set<string> {
  const variables = blocks(app, "spec").flatMap((spec) => blocks(spec, "env"));
  return new Set(
    variables.flatMap((variable) =>
      isRecord(variable) && variable.type === "SECRET" && typeof variable.key === "string"
        ? [variable.key]
        : [],
    ),
  );
}

function blocks(value: Json | undefined, name: string): readonly Json[] {
  if (!isRecord(value)) return [];
  const found = value[name];
  if (Array.isArray(found)) return found as readonly Json[];
  return found === undefined || found === null ? [] : [found];
}

function constant(block: Json, name: string): Json | undefined {
  const expression = isRecord(block) ? block[name] : undefined;
  return isRecord(expression) ? expression.constant_value : undefined;
}
