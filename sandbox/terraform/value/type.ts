/** Terraform's type system, as far as providers of plugin protocol 5 use it. */
export type Type =
  | "string"
  | "number"
  | "bool"
  | { readonly list: Type }
  | { readonly set: Type }
  | { readonly map: Type }
  | { readonly object: Readonly<Record<string, Type>> };

/** The element type of a list or set; undefined for every other type. */
export function sequenceElement(type: Type): Type | undefined {
  if (typeof type === "string") return undefined;
  if ("list" in type) return type.list;
  if ("set" in type) return type.set;
  return undefined;
}

/** The JSON notation Terraform has for types: `"string"`, `["list", "string"]`, `["object", {...}]`. */
export function typeToJson(type: Type): unknown {
  if (typeof type === "string") return type;
  if ("list" in type) return ["list", typeToJson(type.list)];
  if ("set" in type) return ["set", typeToJson(type.set)];
  if ("map" in type) return ["map", typeToJson(type.map)];
  const attributes = Object.entries(type.object).map(([name, attribute]) => [name, typeToJson(attribute)]);
  return ["object", Object.fromEntries(attributes)];
}
