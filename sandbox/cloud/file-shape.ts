import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a value of the sandbox's file must look like: the part of JSON Schema that the model's types need. */
interface Shape {
  /** Name of one of the definitions. */
  readonly $ref?: string;
  readonly type?: "string" | "number" | "boolean" | "null" | "array" | "object";
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape;
}

interface FileShape {
  readonly root: Shape;
  readonly definitions: Readonly<Record<string, Shape>>;
}

/** Written out of the model's types by `npm run sandbox-file-schema`. */
const FILE = join(__dirname, "../facts/sandbox-file.json");

/** What is wrong with the contents of a sandbox's file, each with the place, what must be there, and what is. */
export function shapeFaults(data: unknown): string[] {
  const { root, definitions } = JSON.parse(readFileSync(FILE, "utf8")) as FileShape;
  return new Check(definitions).faults(data, root, []);
}

class Check {
  constructor(private readonly definitions: Readonly<Record<string, Shape>>) {}

  faults(value: unknown, shape: Shape, path: readonly string[]): string[] {
    if (shape.$ref !== undefined) return this.faults(value, this.definitions[shape.$ref] ?? {}, path);
    if (shape.anyOf !== undefined) return this.oneOf(value, shape.anyOf, path);
    if (shape.enum !== undefined && !shape.enum.includes(value))
      return [fault(path, `must be ${shape.enum.map((each) => JSON.stringify(each)).join(" or ")}`, value)];
    if (shape.type === undefined) return [];
    if (typeOf(value) !== shape.type) return [fault(path, `must be ${NAMES[shape.type]}`, value)];
    if (Array.isArray(value))
      return value.flatMap((each, index) => this.faults(each, shape.items ?? {}, [...path, String(index)]));
    return shape.type === "object"
      ? this.members(value as Readonly<Record<string, unknown>>, shape, path)
      : [];
  }

  private members(value: Readonly<Record<string, unknown>>, shape: Shape, path: readonly string[]): string[] {
    const { properties = {}, required = [], additionalProperties } = shape;
    const missing = required.filter((name) => !Object.hasOwn(value, name));
    return [
      ...missing.map((name) => `${[...path, name].join(".")} is missing`),
      ...Object.entries(value).flatMap(([name, each]) => {
        const known = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
        return known === undefined ? [] : this.faults(each, known, [...path, name]);
      }),
    ];
  }

  private oneOf(value: unknown, shapes: readonly Shape[], path: readonly string[]): string[] {
    const tries = shapes.map((each) => this.faults(value, each, path));
    return tries.reduce((best, each) => (each.length < best.length ? each : best));
  }
}

const NAMES = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  null: "null",
  array: "a list",
  object: "an object",
} as const;

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function fault(path: readonly string[], wanted: string, value: unknown): string {
  const text = JSON.stringify(value);
  return `${path.join(".")} ${wanted}, is ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}
