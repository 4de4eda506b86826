/**
 * `recorded/schema-digests.json` holds a digest of the schema of each resource type, and of data sources of DigitalOcean, as `terraform providers schema -json`
 * prints it with the real providers, descriptions left out.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digitaloceanDataSources } from "../../../sandbox/terraform/digitalocean";
import { digitaloceanProvider } from "../../../sandbox/terraform/engine/digitalocean-provider";
import { githubProvider } from "../../../sandbox/terraform/engine/github-provider";
import { buildDataSource, buildResource } from "../../../sandbox/terraform/engine/resource";
import type { Attribute, Block, NestedBlock } from "../../../sandbox/terraform/schema/core";
import { typeToJson } from "../../../sandbox/terraform/value/type";

const recorded: Record<string, string> = JSON.parse(
  readFileSync(join(__dirname, "recorded/schema-digests.json"), "utf8"),
);

function digest(block: Block, version: number): string {
  const text = JSON.stringify([version, plainBlock(block)]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function plainBlock(block: Block): unknown {
  const attributes = sorted(block.attributes).map(([name, attribute]) => [name, plainAttribute(attribute)]);
  const blocks = sorted(block.blocks).map(([name, nested]) => [name, plainNested(nested)]);
  return [attributes, blocks, block.deprecated ?? false];
}

function plainAttribute({ type, required, optional, computed, sensitive, deprecated }: Attribute): unknown {
  return [sortedType(typeToJson(type)), required, optional, computed, sensitive, deprecated];
}

function plainNested({ nesting, minItems, maxItems, block }: NestedBlock): unknown {
  return [nesting, minItems, maxItems, plainBlock(block)];
}

function sortedType(type: unknown): unknown {
  if (Array.isArray(type)) return type.map(sortedType);
  if (typeof type !== "object" || type === null) return type;
  return sorted(type as Record<string, unknown>).map(([name, member]) => [name, sortedType(member)]);
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
}

const none = { resources: {}, dataSources: {} };
const types = [digitaloceanProvider(none), githubProvider(none)].flatMap((provider) =>
  Object.entries(provider.facts.resources).map(
    ([name, facts]) => [name, buildResource(name, facts, provider.rules[name], undefined)] as const,
  ),
);

test.each(types)("the schema of %s is that of the real provider", (name, resource) => {
  expect(digest(resource.block, resource.facts.schema_version ?? 0)).toBe(recorded[name]);
});

test.each(Object.entries(digitaloceanDataSources))("the schema of data source %s is, too", (name, source) => {
  expect(digest(buildDataSource(name, source).block, 0)).toBe(recorded[`data.${name}`]);
});
