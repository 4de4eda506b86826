import { join, relative } from "node:path";
import type { SynthesizedStack } from "../../tools/synthesized";
import { seededFiles } from "./seeded-files";

type Block = Readonly<Record<string, unknown>>;

/** Plain Terraform files by their names. */
export type Files = Readonly<Record<string, string>>;

/**
 * One stack as plain Terraform: what cdktf keeps in one file, by what it is about, without cdktf's own notes.
 * @param directory where the files will be: a state on this machine is named from there
 */
export function stackFiles({ configuration }: SynthesizedStack, directory: string): Files {
  const { terraform = {}, resource = {}, ...rest } = configuration as Readonly<Record<string, Block>>;
  const { backend, cloud, ...versions } = terraform as Readonly<Record<string, Block>>;
  const { github_repository_file: seeded = {}, ...others } = resource as Readonly<Record<string, Block>>;
  const { resources, files: contents } = seededFiles(seeded);
  const types = Object.keys(seeded).length === 0 ? others : { ...others, github_repository_file: resources };
  const files: Record<string, unknown> = {
    versions: { terraform: versions },
    backend: { terraform: backend === undefined ? { cloud } : { backend: located(backend, directory) } },
  };
  for (const [type, all] of Object.entries(types)) files[type] = { resource: { [type]: each(all, plain) } };
  for (const [kind, content] of Object.entries(rest))
    if (kind !== "//") files[FILES[kind] ?? kind] = { [kind]: withoutNotes(kind, content) };
  const texts = Object.entries(files).map(([name, content]) => [`${name}.tf.json`, text(content)]);
  return { ...(Object.fromEntries(texts) as Files), ...contents };
}

/** Usual names of files, by what they hold. */
const FILES: Readonly<Record<string, string>> = {
  provider: "providers",
  variable: "variables",
  output: "outputs",
  import: "imports",
};

/** Blocks without cdktf's notes; lists, of imports and of moves, have none. */
function withoutNotes(kind: string, content: Block): unknown {
  if (kind === "data") return each(content, (all) => each(all as Block, plain));
  return kind === "variable" || kind === "output" ? each(content, plain) : content;
}

function each(blocks: Block, change: (block: unknown) => unknown): Block {
  return Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, change(block)]));
}

/** A block without cdktf's note. */
function plain(block: unknown): unknown {
  const { "//": _note, ...rest } = block as Block;
  return rest;
}

/** Local state by a path from the files on, so that no path of this machine is in them. */
function located(backend: Block, directory: string): Block {
  const { local } = backend as { readonly local?: { readonly path: string } };
  if (local === undefined) return backend;
  return { local: { ...local, path: relative(join(directory), local.path) } };
}

/** What a person is told to do is told in Terraform's words. */
function text(content: unknown): string {
  const json = JSON.stringify(content, told, 2);
  return `${json}\n`;
}

function told(key: string, value: unknown): unknown {
  if (key !== "error_message" || typeof value !== "string") return value;
  return value.replace(/cdktf deploy ([\w-]+)/g, "terraform -chdir=../$1 apply");
}
