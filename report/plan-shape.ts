import type { Json } from "./plan-json";

/** Tells where a value is of another form than a report reads; nothing when it is as expected. */
type Shape = (value: Json | undefined, path: string) => string[];

const text = simple("a text", (value) => typeof value === "string");
const either = simple(
  "a text or a number",
  (value) => typeof value === "string" || typeof value === "number",
);

function simple(expected: string, isFit: (value: Json) => boolean): Shape {
  return (value, path) => {
    if (value === undefined) return [`${path} is missing`];
    return isFit(value) ? [] : [`${path} is ${describe(value)}, where ${expected} is expected`];
  };
}

function describe(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "a text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function list(of: Shape): Shape {
  const isList = simple("a list", Array.isArray);
  return (value, path) => {
    const faults = isList(value, path);
    if (faults.length > 0) return faults;
    return (value as readonly Json[]).flatMap((each, index) => of(each, `${path}[${index}]`));
  };
}

const isObject = simple(
  "an object",
  (value) => value !== null && typeof value === "object" && !Array.isArray(value),
);

/** An object with any names. */
function map(of: Shape): Shape {
  return (value, path) => {
    const faults = isObject(value, path);
    if (faults.length > 0) return faults;
    return Object.entries(value as Record<string, Json>).flatMap(([name, each]) => of(each, at(path, name)));
  };
}

/** An object with these among its names. */
function object(of: Readonly<Record<string, Shape>>): Shape {
  return (value, path) => {
    const faults = isObject(value, path);
    if (faults.length > 0) return faults;
    const entries = value as Readonly<Record<string, Json>>;
    return Object.entries(of).flatMap(([name, shape]) =>
      shape(Object.hasOwn(entries, name) ? entries[name] : undefined, at(path, name)),
    );
  };
}

function optional(shape: Shape): Shape {
  return (value, path) => (value === undefined ? [] : shape(value, path));
}

function at(path: string, name: string): string {
  if (!/^\w+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

const change = object({
  actions: list(text),
  replace_paths: optional(list(list(either))),
  importing: optional(object({ id: optional(text) })),
});

const resource = object({
  address: text,
  type: text,
  previous_address: optional(text),
  provider_name: optional(text),
  action_reason: optional(text),
  change,
});

const action = object({
  address: text,
  type: optional(text),
  lifecycle_action_trigger: optional(object({})),
});

const check = object({
  address: optional(object({ to_display: optional(text) })),
  instances: optional(list(object({ problems: optional(list(object({ message: optional(text) }))) }))),
});

const state = object({
  values: optional(
    object({ root_module: optional(object({ resources: optional(list(object({ type: text }))) })) }),
  ),
});

const configuration = object({
  provider_config: optional(map(object({ full_name: optional(text), version_constraint: optional(text) }))),
  root_module: optional(
    object({
      resources: optional(list(object({ address: text, type: text }))),
      variables: optional(map(object({}))),
    }),
  ),
});

/** The parts of a plan that a report reads. */
const PLAN = object({
  resource_changes: optional(list(resource)),
  resource_drift: optional(list(resource)),
  deferred_changes: optional(list(object({ reason: optional(text), resource_change: resource }))),
  output_changes: optional(map(change)),
  action_invocations: optional(list(action)),
  deferred_action_invocations: optional(list(object({ reason: optional(text), action_invocation: action }))),
  checks: optional(list(check)),
  variables: optional(map(object({}))),
  prior_state: optional(state),
  configuration: optional(configuration),
});

/** Where a plan is not as Terraform writes it, in sentences; empty when it is. */
export function faultsOfPlan(plan: Json): string[] {
  return PLAN(plan, "");
}
