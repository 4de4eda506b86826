import type { ChangeJson, Json, PlanJson } from "../plan-json";
import { isSecretText } from "./secrecy";

/** Shorter texts are words ("true", "main", "production"), and would veil half of the report. */
const SHORTEST = 11;

/** The sensitive texts of a plan: they are veiled also where Terraform does not mark them. */
export function secretsOfPlan(plan: PlanJson): Set<string> {
  const secrets = new Set<string>();
  const changes = [
    ...(plan.resource_changes ?? []).map(({ change }) => change),
    ...(plan.resource_drift ?? []).map(({ change }) => change),
    ...(plan.deferred_changes ?? []).map(({ resource_change }) => resource_change.change),
    ...Object.values(plan.output_changes ?? {}),
  ];
  for (const change of changes) addSecretsOf(change, secrets);
  const declared = plan.configuration?.root_module?.variables ?? {};
  for (const [name, { value }] of Object.entries(plan.variables ?? {}))
    if (declared[name]?.sensitive === true && value !== undefined) addAll(value, secrets);
  return secrets;
}

function addSecretsOf(change: ChangeJson, secrets: Set<string>): void {
  addMarked(change.before ?? null, change.before_sensitive, secrets);
  addMarked(change.after ?? null, change.after_sensitive, secrets);
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
  if (typeof value === "string") {
    if (value.length >= SHORTEST || isSecretText(value)) secrets.add(value);
  } else if (value !== null && typeof value === "object") {
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
