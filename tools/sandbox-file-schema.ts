/** Writes the schema of the sandbox's file, out of the types that the model stores: `npm run sandbox-file-schema`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..");
const MODEL = join(ROOT, "sandbox/cloud/cloud.ts");

/** The committed schema. */
export const SCHEMA_FILE = join(ROOT, "sandbox/facts/sandbox-file.json");

/** The part of JSON Schema that is used. */
interface Schema {
  readonly $ref?: string;
  readonly type?: "string" | "number" | "boolean" | "null" | "array" | "object";
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
}

/** The schema of `CloudData`, as the file's text. */
export function sandboxFileSchema(): string {
  const settings = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile).config as object;
  const { options } = ts.parseJsonConfigFileContent(settings, { ...ts.sys, readDirectory: () => [] }, ROOT);
  const program = ts.createProgram([MODEL], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(MODEL);
  const data = source?.statements.find(
    (each): each is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(each) && each.name.text === "CloudData",
  );
  if (data === undefined) throw new Error(`no interface CloudData in ${MODEL}`);
  const writer = new SchemaWriter(checker);
  const root = writer.schemaOf(checker.getTypeAtLocation(data));
  const definitions = Object.entries(writer.definitions).map((each) =>
    each.map((part) => JSON.stringify(part)),
  );
  const lines = definitions.map(([name, schema]) => `${name}: ${schema}`);
  return `{"root": ${JSON.stringify(root)}, "definitions": {\n${lines.join(",\n")}\n}}\n`;
}

class SchemaWriter {
  readonly definitions: Record<string, Schema> = {};
  private readonly names = new Map<ts.Type, string>();

  constructor(private readonly checker: ts.TypeChecker) {}

  schemaOf(type: ts.Type): Schema {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (type.isUnion()) return this.union(type.types);
    if (type.flags & ts.TypeFlags.Literal) return { enum: [this.literal(type)] };
    if (type.flags & ts.TypeFlags.String) return { type: "string" };
    if (type.flags & ts.TypeFlags.Number) return { type: "number" };
    if (type.flags & ts.TypeFlags.Null) return { type: "null" };
    if (this.checker.isArrayType(type)) return this.array(type as ts.TypeReference);
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.named(type);
    throw new Error(`no schema for the type ${this.checker.typeToString(type)}`);
  }

  private union(types: readonly ts.Type[]): Schema {
    const present = types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
    const isFixed = ({ flags }: ts.Type) => (flags & (ts.TypeFlags.Literal | ts.TypeFlags.Null)) !== 0;
    const fixed = present.filter(isFixed).map((each) => this.literal(each));
    const schemas = present.filter((each) => !isFixed(each)).map((each) => this.schemaOf(each));
    if (fixed.length > 0) schemas.push(isBoolean(fixed) ? { type: "boolean" } : { enum: fixed });
    const [only] = schemas;
    return only !== undefined && schemas.length === 1 ? only : { anyOf: schemas };
  }

  private literal(type: ts.Type): string | number | boolean | null {
    if (type.flags & ts.TypeFlags.Null) return null;
    if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
    return this.checker.typeToString(type) === "true";
  }

  private array(type: ts.TypeReference): Schema {
    const [item] = this.checker.getTypeArguments(type);
    return { type: "array", items: item === undefined ? {} : this.schemaOf(item) };
  }

  /** Interfaces stand once, among the definitions: they may hold themselves. */
  private named(type: ts.Type): Schema {
    if (!type.isClassOrInterface()) return this.object(type);
    const known = this.names.get(type);
    if (known !== undefined) return { $ref: known };
    const name = this.freeName(type.symbol.name);
    this.names.set(type, name);
    this.definitions[name] = {};
    this.definitions[name] = this.object(type);
    return { $ref: name };
  }

  private freeName(wanted: string): string {
    let name = wanted;
    for (let number = 2; name in this.definitions; number += 1) name = `${wanted}${number}`;
    return name;
  }

  private object(type: ts.Type): Schema {
    const members = this.checker.getPropertiesOfType(type).sort((a, b) => (a.name < b.name ? -1 : 1));
    const index = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const properties = members.map((each) => [each.name, this.schemaOf(this.checker.getTypeOfSymbol(each))]);
    const required = members
      .filter(({ flags }) => !(flags & ts.SymbolFlags.Optional))
      .map(({ name }) => name);
    return {
      type: "object",
      ...(members.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(index === undefined ? {} : { additionalProperties: this.schemaOf(index) }),
    };
  }
}

function isBoolean(values: readonly unknown[]): boolean {
  return values.length === 2 && values.every((value) => typeof value === "boolean");
}

if (require.main === module) writeFileSync(SCHEMA_FILE, sandboxFileSchema());
