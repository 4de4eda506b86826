/**
 * The provider's own view of a schema: what helper/schema of the plugin SDK knows beyond Terraform's view.
 */
export type PrimitiveKind = "string" | "int" | "float" | "bool";

export type Fields = Readonly<Record<string, Field>>;

/** What a schema element says of its values. */
export type Validator = (value: string | number | boolean, key: string) => readonly string[];

/** The other attributes of the resource under plan, by path with indexes. */
export interface PlannedData {
  /** The configured value, or that of the state, or the zero value. */
  get(path: string): unknown;
  getOld(path: string): unknown;
}

/** DiffSuppressFunc over the texts the SDK compares: `""` is a value that is not there. */
export type SuppressText = (key: string, old: string, next: string, data: PlannedData) => boolean;

export interface Field {
  readonly kind: PrimitiveKind | "list" | "set" | "map";
  /** Element of a list, set or map of primitives. */
  readonly element?: Field;
  /** Fields of the objects in a list or set. */
  readonly fields?: Fields;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly forceNew: boolean;
  readonly deprecated?: string;
  readonly default?: string | number | boolean;
  readonly minItems: number;
  readonly maxItems: number;
  readonly conflictsWith: readonly string[];
  readonly exactlyOneOf: readonly string[];
  readonly atLeastOneOf: readonly string[];
  readonly requiredWith: readonly string[];
  readonly validators: readonly Validator[];
  readonly suppress?: SuppressText;
  /** Whether `suppress` also hides what a refresh finds (DiffSuppressOnRefresh). */
  readonly suppressOnRefresh: boolean;
  readonly stateFunction?: (value: string) => string;
  /** Set function that is not the default hash of the whole element. */
  readonly hash?: (value: unknown) => number;
}

export function isPrimitive(field: Field): boolean {
  return field.kind === "string" || field.kind === "int" || field.kind === "float" || field.kind === "bool";
}

/** A field without any property: the base of the synthetic ones. */
export function plainField(kind: Field["kind"], overrides: Partial<Field> = {}): Field {
  return {
    kind,
    required: false,
    optional: false,
    computed: false,
    sensitive: false,
    forceNew: false,
    minItems: 0,
    maxItems: 0,
    conflictsWith: [],
    exactlyOneOf: [],
    atLeastOneOf: [],
    requiredWith: [],
    validators: [],
    suppressOnRefresh: false,
    ...overrides,
  };
}

/** What an address leads to: a field, or the object that is an element of a list or set. */
export type Target = { readonly field: Field } | { readonly object: Fields };

/**
 * The fields on the way along a flat address (`["spec", "0", "name"]`), outermost first.
 * Empty when the address leads nowhere. `#` leads to the count of a list or set.
 */
export function resolve(address: readonly string[], root: Fields): Target[] {
  if (address.length === 0) return [{ object: root }];
  const trail: Target[] = [];
  let fields: Fields | undefined = root;
  let index = 0;
  while (index < address.length) {
    const field: Field | undefined = fields?.[address[index] ?? ""];
    if (field === undefined) return [];
    trail.push({ field });
    index += 1;
    if (index === address.length) return trail;
    if (isPrimitive(field)) return [];
    fields = descend(field, address, index, trail);
    index += 1;
    if (fields === undefined) return index === address.length ? trail : [];
  }
  return trail;
}

/** Steps into an element (or the count) of a collection; undefined when what follows can only be the end. */
function descend(
  field: Field,
  address: readonly string[],
  index: number,
  trail: Target[],
): Fields | undefined {
  if (field.kind !== "map" && address[index] === "#") {
    trail.push({ field: plainField("int") });
    return undefined;
  }
  if (field.fields === undefined) {
    trail.push({ field: field.element ?? plainField("string") });
    return undefined;
  }
  trail.push({ object: field.fields });
  return field.fields;
}
