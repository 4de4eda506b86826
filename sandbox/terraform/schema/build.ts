import type { FactType, FieldFacts } from "../facts";
import { interpretValidation } from "../validate/interpret";
import { type Field, type Fields, type PrimitiveKind, plainField, type Validator } from "./field";
import type { PlanningRules } from "./rules";

/** Builds the provider's view of a schema from its facts and rules. */
export function buildFields(
  facts: Readonly<Record<string, FieldFacts>>,
  rules: PlanningRules = {},
  prefix = "",
): Fields {
  const fields = Object.entries(facts).map(([name, field]) => [
    name,
    buildField(field, rules, prefix + name),
  ]);
  return Object.fromEntries(fields);
}

function buildField(facts: FieldFacts, rules: PlanningRules, path: string): Field {
  const shape = shapeOf(facts, rules, path);
  const suppress = rules.suppress?.[path];
  const stateFunction = rules.stateFunctions?.[path];
  const hash = rules.hashes?.[path];
  return plainField(shape.kind, {
    ...shape,
    required: facts.required ?? false,
    optional: facts.optional ?? false,
    computed: facts.computed ?? false,
    sensitive: facts.sensitive ?? false,
    forceNew: facts.force_new ?? false,
    ...(facts.deprecated ? { deprecated: rules.deprecations?.[path] ?? "This argument is deprecated." } : {}),
    ...(facts.default !== undefined ? { default: facts.default } : {}),
    minItems: facts.min_items ?? 0,
    maxItems: facts.max_items ?? 0,
    conflictsWith: facts.conflicts_with ?? [],
    exactlyOneOf: facts.exactly_one_of ?? [],
    atLeastOneOf: facts.at_least_one_of ?? [],
    requiredWith: facts.required_with ?? [],
    validators: validatorsOf(facts.validation, rules.validators?.[path]),
    ...(suppress ? { suppress, suppressOnRefresh: rules.suppressOnRefresh?.includes(path) ?? false } : {}),
    ...(stateFunction ? { stateFunction } : {}),
    ...(hash ? { hash } : {}),
  });
}

function shapeOf(
  facts: FieldFacts,
  rules: PlanningRules,
  path: string,
): Pick<Field, "kind"> & Partial<Pick<Field, "element" | "fields">> {
  if (facts.block !== undefined) {
    return { kind: facts.block, fields: buildFields(facts.fields ?? {}, rules, `${path}.`) };
  }
  const type: FactType = facts.type ?? "string";
  if (typeof type === "string") return { kind: primitiveKind(type, facts, rules, path) };
  const shape = shapeOf({ ...facts, type: type[1] }, rules, path);
  const validators = validatorsOf(facts.element_validation, rules.validators?.[`${path}.*`]);
  return { kind: type[0], element: plainField(shape.kind, { ...shape, validators }) };
}

/** Facts know numbers only; a range with decimals, or a rule, tells those that may have a fraction. */
function primitiveKind(
  type: "string" | "number" | "bool",
  facts: FieldFacts,
  rules: PlanningRules,
  path: string,
): PrimitiveKind {
  if (type !== "number") return type;
  const decimal = facts.validation?.some((text) => /\(-?\d+\.\d+/.test(text)) ?? false;
  return decimal || rules.fractions?.includes(path) ? "float" : "int";
}

function validatorsOf(texts: readonly string[] | undefined, rule: Validator | undefined): Validator[] {
  const interpreted = (texts ?? []).flatMap((text) => interpretValidation(text) ?? []);
  return rule === undefined ? interpreted : [rule];
}
