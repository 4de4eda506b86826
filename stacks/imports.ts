import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { TerraformResource } from "cdktf";
import type { Problem } from "../constructs";

/** What exists and is to be taken into the state: by stack and Terraform address, the id that the provider imports by. */
export type Imports = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Where the imports are that have not been applied yet. They belong to a state: those of the real clouds are committed
 * beside the settings, those of a state on this machine are kept beside it.
 */
export function importsFile(stateDirectory?: string): string {
  return join(stateDirectory ?? ".", "imports.json");
}

/** The imports of a file; none when there is no such file. */
export function readImports(file: string): Imports {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Imports) : {};
}

/**
 * Has Terraform take what exists into the state of a stack. An import of what is in the state already does nothing.
 * @returns the imports of resources that the stack does not have
 */
export function addImports(stack: TerraformStack, imports: Imports): Problem[] {
  const wanted = Object.entries(imports[stack.node.id] ?? {});
  const known = new Set(stack.node.findAll().flatMap(addressOf));
  const blocks = wanted.filter(([to]) => known.has(to)).map(([to, id]) => ({ to, id }));
  if (blocks.length > 0) stack.addOverride("import", blocks);
  return wanted
    .filter(([to]) => !known.has(to))
    .map(([to]) => ({
      fault: `imports.json takes something into ${stack.node.id} that is not in this stack`,
      got: to,
      next: "run npm run adopt again, or take the line out of imports.json",
    }));
}

/** Imports of stacks that there are none of. */
export function unknownStacks(imports: Imports, stacks: readonly TerraformStack[]): Problem[] {
  const known = stacks.map(({ node }) => node.id);
  return Object.keys(imports)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      fault: "imports.json takes something into a stack that there is none of",
      got: name,
      allowed: known.join(", "),
      next: "run npm run adopt again, or take it out of imports.json",
    }));
}

function addressOf(node: unknown): string[] {
  return TerraformResource.isTerraformResource(node)
    ? [`${node.terraformResourceType}.${node.friendlyUniqueId}`]
    : [];
}
