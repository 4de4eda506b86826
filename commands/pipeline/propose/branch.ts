import type { GitHub } from "../../../constructs/delivery-pipeline/tool/github";
import { CommandFailure } from "../../command-line";
import type { FileChange } from "./comparison";
import { type GitCommit, isOwn, ownMessage } from "./own-commit";

/** The branch that proposals come by. */
export const BRANCH = "platform/pipeline";

interface Ref {
  readonly object: { readonly sha: string };
}

/** The commit that a branch ends with; undefined when there is no such branch. */
export async function headOf(github: GitHub, branch: string): Promise<string | undefined> {
  return (await github.find<Ref>(`/git/ref/heads/${branch}`))?.object.sha;
}

/**
 * Makes the branch one commit of these changes on top of `base`.
 * @returns whether it moved; not when it is that already
 * @throws CommandFailure when it holds commits of others
 */
export async function pushBranch(
  github: GitHub,
  base: string,
  title: string,
  changes: readonly FileChange[],
): Promise<boolean> {
  const head = await headOf(github, BRANCH);
  const there = head === undefined ? undefined : await github.get<GitCommit>(`/git/commits/${head}`);
  if (there !== undefined && !isOwn(there)) throw othersWork(github, there);
  const tree = await createTree(github, base, changes);
  if (there?.tree.sha === tree && there.parents[0]?.sha === base) return false;
  const message = ownMessage(title, base, tree);
  const { sha } = await github.post<GitCommit>("/git/commits", { message, tree, parents: [base] });
  if (head === undefined) await github.post("/git/refs", { ref: `refs/heads/${BRANCH}`, sha });
  else await replaceHead(github, head, sha);
  return true;
}

async function createTree(github: GitHub, base: string, changes: readonly FileChange[]): Promise<string> {
  const { tree } = await github.get<GitCommit>(`/git/commits/${base}`);
  const entries = await Promise.all(
    changes.map(async ({ path, content }) => {
      if (content === undefined) return { path, mode: "100644", type: "blob", sha: null };
      const blob = await github.post<{ sha: string }>("/git/blobs", {
        content: Buffer.from(content).toString("base64"),
        encoding: "base64",
      });
      return { path, mode: "100644", type: "blob", sha: blob.sha };
    }),
  );
  return (await github.post<{ sha: string }>("/git/trees", { base_tree: tree.sha, tree: entries })).sha;
}

/** The API cannot move a ref only if it is still where it was, so it is looked at right before. */
async function replaceHead(github: GitHub, seen: string, sha: string): Promise<void> {
  const now = await headOf(github, BRANCH);
  if (now !== seen)
    throw new CommandFailure(
      `somebody pushed to ${BRANCH} meanwhile, and nothing was overwritten; run propose again`,
    );
  await github.patch(`/git/refs/heads/${BRANCH}`, { sha, force: true });
}

function othersWork({ repository }: GitHub, { sha, message }: GitCommit): CommandFailure {
  return new CommandFailure(
    `the branch ${BRANCH} of ${repository} holds commits that are not of this command, and they were left alone:
  ${sha.slice(0, 7)} ${message.split("\n")[0]}
Bring what it changes into the settings here. Then merge its pull request, or close it and delete the branch:
  git push origin --delete ${BRANCH}
and run propose again.`,
  );
}
