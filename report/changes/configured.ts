import type { Path } from "../diff/path";
import type { Json, PlanJson, ResourceChangeJson } from "../plan-json";
import { isRecord } from "../values/record";

/** Whether the configuration makes an attribute of something else, as far as the plan has the configuration. */
export type IsComputed = (path: Path) => boolean;

/** Of a resource in a module nothing is known. */
export function computedIn({ configuration }: PlanJson): (resource: ResourceChangeJson) => IsComputed {
  const resources = configuration?.root_module?.resources ?? [];
  const byAddress = new Map(resources.map(({ address, expressions }) => [address, expressions]));
  return ({ address }) => {
    const expressions = byAddress.get(address.replace(/\[[^[]*\]$/, ""));
    return (path) => refersAt(expressions, path);
  };
}

function refersAt(expressions: Json | undefined, path: Path): boolean {
  let at = expressions;
  for (const { name, after } of path) {
    if (!isRecord(at) || !Object.hasOwn(at, name)) return false;
    at = at[name];
    if (isExpression(at)) return at.references.length > 0;
    if (Array.isArray(at)) at = (at as readonly Json[])[after ?? 0];
  }
  return false;
}

function isExpression(value: Json | undefined): value is { readonly references: readonly Json[] } {
  return isRecord(value) && Array.isArray(value.references);
}
