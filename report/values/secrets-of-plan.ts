import type { Json, PlanJson } from "../plan-json";
import { isSecretText } from "./secrecy";
import { Veil } from "./veil";

/** Shorter texts are words ("true", "main", "production"), and would veil half of the report. */
const SHORTEST = 11;

/** Of shorter texts nothing is veiled. */
const SHORTEST_WORD = 4;

const WORDS = ["true", "false", "null"];

/** The sensitive texts of a plan, which are veiled also where Terraform does not mark them. */
export interface PlanSecrets {
  /** Veiled where they are all of a value. */
  readonly values: ReadonlySet<string>;
  /** Takes them out of texts. */
  readonly veil: Veil;
}

/** @param others texts that must not show, beside those that the plan marks: values of sensitive variables */
export function secretsOfPlan(plan: PlanJson, others: readonly string[] = []): PlanSecrets {
  const marked = new Set<string>();
  const changes = [
    ...(plan.resource_changes ?? []).map(({ change }) => change),
    ...(plan.resource_drift ?? []).map(({ change }) => change),
    ...(plan.deferred_changes ?? []).map(({ resource_change }) => resource_change.change),
    ...Object.values(plan.output_changes ?? {}),
  ];
  for (const change of changes) {
    addMarked(change.before ?? null, change.before_sensitive, marked);
    addMarked(change.after ?? null, change.after_sensitive, marked);
  }
  const variables = new Set<string>();
  for (const value of [...others, ...sensitiveVariables(plan)]) addAll(value, variables);
  const all = [...marked, ...variables];
  const long = all.filter((text) => text.length >= SHORTEST || isSecretText(text));
  const veil = new Veil(new Set(long.flatMap(forms)), all.filter(isTelling));
  return { values: new Set([...long, ...[...variables].filter(isTelling)]), veil };
}

function isTelling(text: string): boolean {
  return text.length >= SHORTEST_WORD && !WORDS.includes(text);
}

/** A secret as messages and paths may have it: in quotes, and each of its lines. */
function forms(secret: string): string[] {
  const lines = secret.split("\n").filter((line) => line.length >= SHORTEST);
  return [secret, JSON.stringify(secret).slice(1, -1), ...lines].filter((text) => text.length > 1);
}

function sensitiveVariables({ configuration, variables = {} }: PlanJson): Json[] {
  const declared = configuration?.root_module?.variables ?? {};
  return Object.entries(variables).flatMap(([name, { value }]) =>
    declared[name]?.sensitive === true && value !== undefined ? [value] : [],
  );
}

function addMarked(value: Json, mark: Json | undefined, secrets: Set<string>): void {
  if (mark === true) addAll(value, secrets);
  if (mark === undefined || mark === null || typeof mark !== "object") return;
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    const marks = mark as readonly Json[];
    for (const [index, item] of value.entries()) addMarked(item as Json, marks[index], secrets);
    return;
  }
  const entries = value as Record<string, Json>;
  for (const [name, each] of Object.entries(mark)) addMarked(entries[name] ?? null, each as Json, secrets);
}

function addAll(value: Json, secrets: Set<string>): void {
  if (typeof value === "string") secrets.add(value);
  else if (value !== null && typeof value === "object") {
    if (isVariable(value)) addVariable(value, secrets);
    else for (const each of Object.values(value)) addAll(each as Json, secrets);
  }
}

interface VariableJson {
  readonly key: Json;
  readonly value: Json;
  readonly type?: Json;
}

function isVariable(value: object): value is VariableJson {
  return "key" in value && "value" in value;
}

/** An app's plain variables are marked with the secret ones, and say "production"; names are no secrets. */
function addVariable({ type, value }: VariableJson, secrets: Set<string>): void {
  if (type !== "GENERAL" && type !== "") addAll(value, secrets);
}
