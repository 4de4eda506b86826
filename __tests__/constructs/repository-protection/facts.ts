import facts from "../../../sandbox/facts/github-6.9.0.json";
import type { Json, SynthesizedStack } from "../synthesize";

interface Field {
  readonly type?: unknown;
  readonly block?: string;
  readonly fields?: Record<string, Field>;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly conflicts_with?: readonly string[];
}

const META = new Set(["//", "lifecycle", "depends_on", "provider", "count", "for_each"]);

/** Everything in a stack's GitHub resources that the provider's schema does not take. */
export function violations(json: SynthesizedStack): string[] {
  const schemas = facts.resources as unknown as Record<string, { fields: Record<string, Field> }>;
  const { terraform_data: _own, ...resources } = json.resource ?? {};
  return Object.entries(resources).flatMap(([type, all]) => {
    const fields = schemas[type]?.fields;
    if (fields === undefined) return [`${type}: not in the facts`];
    return Object.values(all).flatMap((resource) => violationsIn(type, fields, resource));
  });
}

function violationsIn(path: string, fields: Record<string, Field>, values: Json): string[] {
  const given = Object.keys(values).filter((name) => !META.has(name));
  const missing = Object.keys(fields).filter((name) => fields[name]?.required === true && !(name in values));
  return [
    ...missing.map((name) => `${path}.${name}: required`),
    ...given.flatMap((name) => fieldViolations(`${path}.${name}`, fields[name], values[name], given)),
  ];
}

function fieldViolations(path: string, field: Field | undefined, value: unknown, given: string[]): string[] {
  if (field === undefined) return [`${path}: unknown`];
  if (field.required !== true && field.optional !== true) return [`${path}: computed only`];
  const conflicts = (field.conflicts_with ?? []).filter((name) => given.includes(name));
  if (conflicts.length > 0) return [`${path}: conflicts with ${conflicts.join(", ")}`];
  if (field.block === undefined) return fits(field.type, value) ? [] : [`${path}: ${JSON.stringify(value)}`];
  const blocks = (Array.isArray(value) ? value : [value]) as Json[];
  const { min_items: min = 0, max_items: max = Number.POSITIVE_INFINITY } = field;
  const count = blocks.length < min || blocks.length > max ? [`${path}: ${blocks.length} blocks`] : [];
  return [...count, ...blocks.flatMap((block) => violationsIn(path, field.fields ?? {}, block))];
}

function fits(type: unknown, value: unknown): boolean {
  if (typeof value === "string" && value.startsWith("${")) return true;
  if (Array.isArray(type)) return Array.isArray(value) && value.every((item) => fits(type[1], item));
  return typeof value === (type === "bool" ? "boolean" : type);
}
