/** A commit as GitHub's git API shows it. */
export interface GitCommit {
  readonly sha: string;
  readonly message: string;
  readonly tree: { readonly sha: string };
  readonly parents: readonly { readonly sha: string }[];
}

const TRAILER = "Rendered-Pipeline";

/** The message of the one commit of a proposal. Its last line says what it was made of, so that it is known again. */
export function ownMessage(title: string, parent: string, tree: string): string {
  return `${title}\n\n${TRAILER}: ${parent} ${tree}\n`;
}

/**
 * Whether the branch that ends with this commit is a proposal and nothing else: the commit has the parent and the tree
 * that it was made with, so nobody amended, rebased or built upon it.
 */
export function isOwn({ message, tree, parents }: GitCommit): boolean {
  const [, parent, made] = new RegExp(`^${TRAILER}: ([0-9a-f]{40}) ([0-9a-f]{40})$`, "m").exec(message) ?? [];
  return made === tree.sha && parents.length === 1 && parents[0]?.sha === parent;
}
