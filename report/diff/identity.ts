import type { Node } from "../values/node";

/** What tells elements apart, by the name of the block, whatever the provider. */
const BY_BLOCK: Readonly<Record<string, readonly string[]>> = {
  env: ["key"],
  alert: ["rule"],
  service: ["name"],
  worker: ["name"],
  job: ["name"],
  function: ["name"],
  static_site: ["name"],
  database: ["name"],
  domain: ["name"],
  label: ["name"],
  log_destination: ["name"],
  required_check: ["context"],
  environment: ["name"],
};

/** Attributes that commonly name an element, the most telling first. */
const COMMON: readonly (readonly string[])[] = [
  ["key"],
  ["name"],
  ["Sid"],
  ["context"],
  ["rule"],
  ["id"],
  ["slug"],
  ["username"],
  ["team_id"],
  ["login"],
  ["device_name"],
  ["protocol", "port_range"],
  ["protocol", "from_port", "to_port"],
  ["port"],
  ["path"],
  ["host"],
  ["type"],
];

/** Gives the elements of a block their identity; undefined for those that have none. */
export type Identify = (element: Node) => string | undefined;

/**
 * Finds what identifies the elements of both sides: by what the block is known to be, else by the first common
 * attribute that every element has and that differs between all the elements of a side.
 */
export function identityOf(
  block: string,
  before: readonly Node[],
  after: readonly Node[],
): Identify | undefined {
  if (block === "bypass_actors") return identifyActors([before, after]);
  const known = Object.hasOwn(BY_BLOCK, block) ? BY_BLOCK[block] : undefined;
  if (known !== undefined && identifies(known, before, after)) return (element) => key(element, known);
  if (before.length <= 1 && after.length <= 1) return undefined;
  const found = COMMON.find((names) => identifies(names, before, after));
  return found && ((element) => key(element, found));
}

/** Who may bypass a ruleset: by type and id, and by type alone for the actors that have no id. */
function identifyActors(sides: readonly (readonly Node[])[]): Identify | undefined {
  const identify: Identify = (element) => {
    const type = key(element, ["actor_type"]);
    return type === "OrganizationAdmin" || type === "DeployKey"
      ? type
      : key(element, ["actor_type", "actor_id"]);
  };
  return sides.every((side) => areDistinct(side.map(identify))) ? identify : undefined;
}

function areDistinct(keys: readonly (string | undefined)[]): boolean {
  return keys.every((each) => each !== undefined) && new Set(keys).size === keys.length;
}

function identifies(names: readonly string[], before: readonly Node[], after: readonly Node[]): boolean {
  return [before, after].every((side) => areDistinct(side.map((element) => key(element, names))));
}

function key(element: Node, names: readonly string[]): string | undefined {
  if (element.kind !== "map") return undefined;
  const parts: string[] = [];
  for (const name of names) {
    const part = element.entries.get(name);
    if (part?.kind !== "scalar" || part.value === null || part.value === "") return undefined;
    parts.push(String(part.value));
  }
  return parts.join(" ");
}
