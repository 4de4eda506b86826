type Block = Readonly<Record<string, unknown>>;

/** Files that the repository starts with, taken out of the configuration into files of their own. */
export interface SeededFiles {
  /** `github_repository_file` by their names, whose content is read from the files. */
  readonly resources: Block;
  /** The files by their paths below the stack's folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** Takes contents out, so that a person can read them. One that Terraform fills in stays where it is. */
export function seededFiles(resources: Block): SeededFiles {
  const files: Record<string, string> = {};
  const changed = Object.entries(resources).map(([name, resource]) => {
    const { file, content } = resource as { readonly file: string; readonly content?: string };
    const literal = content === undefined ? undefined : literalOf(content);
    if (literal === undefined) return [name, resource];
    files[`files/${file}`] = literal;
    return [name, { ...(resource as Block), content: `\${file("\${path.module}/files/${file}")}` }];
  });
  return { resources: Object.fromEntries(changed) as Block, files };
}

/** The text that a Terraform string stands for; undefined when there are expressions in it. */
function literalOf(text: string): string | undefined {
  const marked = text.replaceAll("$${", "\0").replaceAll("%%{", "\x01");
  if (/[$%]\{/.test(marked)) return undefined;
  return marked.replaceAll("\0", "${").replaceAll("\x01", "%{");
}
