import { readFileSync } from "node:fs";

/** Terraform's own name of an object, which construct paths decide. */
const LOGICAL_ID = /\b((?:digitalocean|github)_\w+)\.[\w-]+/g;

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/**
 * What a stack's JSON says, without cdktf's metadata and whatever the names and the order of the objects are: equal for
 * two programs that write the same resources.
 */
export function terraformContent(file: string): string {
  const {
    resource,
    data,
    "//": _,
    ...rest
  } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const objects = [resource, data].map((blocks) => objectsOf((blocks ?? {}) as Blocks));
  return JSON.stringify(sorted([objects, rest])).replace(LOGICAL_ID, "$1.*");
}

function objectsOf(blocks: Blocks): string[] {
  return Object.entries(blocks)
    .flatMap(([type, objects]) => Object.values(objects).map(({ "//": _, ...values }) => [type, values]))
    .map((object) => JSON.stringify(sorted(object)).replace(LOGICAL_ID, "$1.*"))
    .sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
