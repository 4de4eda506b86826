import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, SynthesizedStack } from "./synthesize";

interface Field {
  readonly type?: string | readonly string[];
  readonly block?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly max_items?: number;
  readonly validation?: readonly string[];
  readonly fields?: Fields;
}
type Fields = Readonly<Record<string, Field>>;

/** Terraform's own. */
const BUILT_IN = {
  terraform_data: {
    fields: { input: { optional: true }, triggers_replace: { type: ["list", "string"], optional: true } },
  },
};

const RESOURCES = Object.assign(
  BUILT_IN,
  ...["digitalocean-2.71.0", "github-6.9.0"].map((name) => {
    const file = join(__dirname, `../../sandbox/facts/${name}.json`);
    return (JSON.parse(readFileSync(file, "utf8")) as { resources: object }).resources;
  }),
) as Readonly<Record<string, { readonly fields: Fields }>>;

const META = ["//", "lifecycle", "depends_on", "timeouts", "count", "for_each", "provider"];

/** Whatever the providers' schemas have against the resources of a stack; empty when they would take them. */
export function schemaFaults(json: SynthesizedStack): string[] {
  return Object.entries(json.resource ?? {}).flatMap(([type, byName]) => {
    const schema = RESOURCES[type];
    if (schema === undefined) return [`${type} does not exist`];
    return Object.entries(byName).flatMap(([name, config]) =>
      faults(`${type}.${name}`, config, schema.fields),
    );
  });
}

/** What the provider's schema has against a configuration. */
function faults(path: string, config: Json, fields: Fields): string[] {
  const missing = Object.entries(fields)
    .filter(([name, field]) => field.required && !(name in config))
    .map(([name]) => `${path}.${name} is required`);
  const wrong = Object.entries(config)
    .filter(([name]) => !META.includes(name))
    .flatMap(([name, value]) => faultsOfField(`${path}.${name}`, value, fields[name]));
  return [...missing, ...wrong];
}

function faultsOfField(path: string, value: unknown, field: Field | undefined): string[] {
  if (field === undefined) return [`${path} does not exist`];
  if (!field.required && !field.optional) return [`${path} cannot be set`];
  if (field.fields === undefined) return faultsOfValue(path, value, field);
  const { fields } = field;
  const blocks = (Array.isArray(value) ? value : [value]) as Json[];
  const tooMany =
    blocks.length > (field.max_items ?? Number.POSITIVE_INFINITY) ? [`${path} has too many`] : [];
  return [...tooMany, ...blocks.flatMap((block, index) => faults(`${path}[${index}]`, block, fields))];
}

function faultsOfValue(path: string, value: unknown, { type, validation = [] }: Field): string[] {
  const isList = Array.isArray(type);
  if (isList !== Array.isArray(value)) return [`${path} should be ${String(type)}`];
  const isToken = typeof value === "string" && value.includes("${");
  const wanted = { string: "string", number: "number", bool: "boolean" }[String(type)];
  if (!isList && !isToken && typeof value !== wanted) return [`${path} should be ${String(type)}`];
  return validation.flatMap((rule) => {
    const choices = /to be one of \[(.*)\]/.exec(rule)?.[1]?.split(" ");
    const isAllowed =
      choices === undefined || choices.some((one) => one.toLowerCase() === `${value}`.toLowerCase());
    return isAllowed ? [] : [`${path}: ${rule}, got ${String(value)}`];
  });
}
