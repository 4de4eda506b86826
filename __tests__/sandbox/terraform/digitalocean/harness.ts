import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../../sandbox/cloud/cloud";
import facts from "../../../../sandbox/facts/digitalocean-2.71.0.json";
import { digitaloceanResources } from "../../../../sandbox/terraform/digitalocean";
import type { FieldFacts, ProviderFacts } from "../../../../sandbox/terraform/facts";
import type { Context, ResourceType, Value, Values } from "../../../../sandbox/terraform/resource-type";

/** A new sandbox in which the images of the recorded plans exist. */
export function newContext(): Context {
  const cloud = Cloud.open(join(mkdtempSync(join(tmpdir(), "sandbox-")), "cloud.json"));
  cloud.images.push("ghcr.io/acme/lingobot:v1");
  cloud.images.push("ghcr.io/acme/lingobot:v2");
  cloud.images.push("ghcr.io/acme/lingobot:pinned", { digest: `sha256:${"a".repeat(64)}` });
  return { cloud, provider: { token: "test" } };
}

/** The adapter of a resource type, its calls made plain. */
export function adapter(type: string) {
  const resource = digitaloceanResources[type] as ResourceType;
  return {
    create: (context: Context, planned: Values) => resource.create(context, planned) as Values,
    read: (context: Context, state: Values) => resource.read(context, state) as Values | undefined,
    update: (context: Context, prior: Values, planned: Values) =>
      resource.update?.(context, prior, planned) as Values,
    delete: (context: Context, state: Values) => resource.delete(context, state),
    import: (context: Context, id: string) => resource.import?.(context, id) as Values,
  };
}

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly before: Values; readonly after: Values; readonly after_unknown: Value };
}

/** The changes of one recorded plan, by address. */
export function recordedChanges(scenario: string): Record<string, Change> {
  const file = join(__dirname, "../../../real-plans", scenario, "plan.json");
  const plan = JSON.parse(readFileSync(file, "utf8")) as { readonly resource_changes: readonly Change[] };
  return Object.fromEntries(plan.resource_changes.map((change) => [change.address, change]));
}

/** The one change of an address; fails the test when the recording has none. */
export function recorded(scenario: string, address: string): Change["change"] {
  const change = recordedChanges(scenario)[address];
  if (change === undefined) throw new Error(`${scenario} has no ${address}`);
  return change.change;
}

/** Ids, URLs, times and sealed values differ from run to run. */
export function stable(value: Value): Value {
  if (typeof value === "string") return stableText(value);
  if (Array.isArray(value)) return value.map(stable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, stable(each)]));
}

function stableText(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>")
    .replace(/-[0-9a-f]{5}\.ondigitalocean\.app/g, "-<hash>.ondigitalocean.app")
    .replace(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(Z| \+0000 UTC)$/, "<time>$1")
    .replace(/^EV\[1:.*\]$/, "EV[1:<nonce>:<cipher>]");
}

/** The state with null, empty and zero where the provider's SDK has them; in a sandbox the engine does that. */
export function asTheSdkKeepsIt(type: string, state: Values): Values {
  const { fields } = (facts as unknown as ProviderFacts).resources[type] ?? { fields: {} };
  const filled = Object.entries(fields).map(([name, field]): [string, Value] => {
    const value = state[name] ?? null;
    return [name, value === null && field.block !== undefined ? [] : withZeros(field, value)];
  });
  return { ...state, ...Object.fromEntries(filled) };
}

function withZeros(field: FieldFacts, value: Value): Value {
  const { fields } = field;
  if (fields === undefined || !Array.isArray(value)) return value;
  return value.map((each) => {
    const block = typeof each === "object" && each !== null && !Array.isArray(each) ? each : {};
    const names = Object.entries(fields);
    return Object.fromEntries(
      names.map(([name, inner]) => [name, withZeros(inner, block[name] ?? zero(inner))]),
    );
  });
}

function zero({ type }: FieldFacts): Value {
  if (type === "string") return "";
  if (type === "number") return 0;
  return type === "bool" ? false : [];
}
