import type { Json, SynthesizedStack } from "../constructs/synthesize";

/** A stack as a reviewer reads it: each resource and below it its settings, without cdktf's metadata and hashes. */
export function outline(stack: SynthesizedStack): string {
  const variables = Object.keys(stack.variable ?? {}).sort();
  const resources = Object.entries(stack.resource ?? {})
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([type, instances]) =>
      Object.entries(instances).map(([name, body]) => [`${type}.${name}`, body] as const),
    );
  const lines = resources.flatMap(([address, body]) => [withoutHash(address), ...settings(body)]);
  return [`variables: ${variables.join(", ") || "none"}`, ...lines].join("\n");
}

function settings(attributes: Json): string[] {
  const { "//": _metadata, depends_on: _order, spec, ...rest } = attributes;
  return Object.entries({ ...rest, ...(spec as Json | undefined) }).map(
    ([key, value]) => `  ${key}: ${key === "content" ? linesOf(value) : compact(value)}`,
  );
}

/** Contents of seeded files have snapshots of their own. */
function linesOf(content: unknown): string {
  return `${String(content).split("\n").length} lines`;
}

function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(", ")}]`;
  if (typeof value !== "object" || value === null) return withoutHash(String(value));
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}: ${compact(each)}`)
    .join(", ")}}`;
}

function withoutHash(text: string): string {
  return text.replace(/_[0-9A-F]{8}(?=[.}]|$)/g, "");
}
