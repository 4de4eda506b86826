import digitalocean from "../../sandbox/facts/digitalocean-2.71.0.json";
import github from "../../sandbox/facts/github-6.9.0.json";
import type { Json, SynthesizedStack } from "../constructs/synthesize";

interface Field {
  readonly type?: string | readonly string[];
  readonly block?: string;
  readonly fields?: Readonly<Record<string, Field>>;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly max_items?: number;
  readonly min_items?: number;
}

interface Resource {
  readonly fields: Readonly<Record<string, Field>>;
  readonly timeouts?: object;
}

/** Terraform's own; its values may be of any type. */
const BUILT_IN = {
  terraform_data: { fields: { triggers_replace: { type: ["list", "string"], optional: true } } },
};

const RESOURCES = { ...digitalocean.resources, ...github.resources, ...BUILT_IN } as unknown as Readonly<
  Record<string, Resource>
>;

/** What Terraform itself understands in every resource. */
const META = new Set(["//", "depends_on", "lifecycle", "provider", "count", "for_each"]);

/** Where a stack's resources do not fit the providers' schemas; empty when all do. */
export function nonconformities(stack: SynthesizedStack): string[] {
  return Object.entries(stack.resource ?? {}).flatMap(([type, instances]) => {
    const resource = RESOURCES[type];
    if (resource === undefined) return [`${type} is no resource of the pinned providers`];
    const known = resource.timeouts === undefined ? META : new Set([...META, "timeouts"]);
    return Object.entries(instances).flatMap(([name, body]) =>
      faultsOfBody(`${type}.${name}`, body, resource.fields, known),
    );
  });
}

function faultsOfBody(
  path: string,
  body: Json,
  fields: Readonly<Record<string, Field>>,
  ignored: ReadonlySet<string> = new Set(),
): string[] {
  const given = Object.entries(body).filter(([key]) => !ignored.has(key));
  const missing = Object.entries(fields).filter(([key, field]) => field.required && !(key in body));
  return [
    ...missing.map(([key]) => `${path}.${key} is required`),
    ...given.flatMap(([key, value]) => {
      const field = fields[key];
      return field === undefined
        ? [`${path}.${key} does not exist`]
        : faultsOfValue(`${path}.${key}`, value, field);
    }),
  ];
}

function faultsOfValue(path: string, value: unknown, field: Field): string[] {
  if (field.computed && !field.optional && !field.required) return [`${path} is set by the provider only`];
  if (field.fields === undefined) return faultsOfScalar(path, value, field);
  const { fields, max_items: most = Number.POSITIVE_INFINITY, min_items: least = 0 } = field;
  const items = Array.isArray(value) ? value : [value];
  const count = items.length < least || items.length > most ? [`${path} has ${items.length} items`] : [];
  return [
    ...count,
    ...items.flatMap((item, index) => faultsOfBody(`${path}[${index}]`, item as Json, fields)),
  ];
}

function faultsOfScalar(path: string, value: unknown, { type = "" }: Field): string[] {
  const [kind, element] = typeof type === "string" ? [type] : type;
  if (isReference(value)) return [];
  if (kind === "list" || kind === "set") {
    if (!Array.isArray(value)) return [`${path} must be a list`];
    return value.flatMap((item, index) => faultsOfScalar(`${path}[${index}]`, item, { type: element ?? "" }));
  }
  const wanted = kind === "bool" ? "boolean" : kind === "map" ? "object" : kind;
  return typeof value === wanted ? [] : [`${path} must be a ${kind}, is ${JSON.stringify(value)}`];
}

function isReference(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("${");
}
