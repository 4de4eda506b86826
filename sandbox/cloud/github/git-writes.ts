import type { Caller } from "./caller";
import type { RepositoryRecord } from "./data";
import { blobSha, makeCommit, treeSha } from "./git-objects";
import type { Store } from "./store";
import type { GitCommit, Signature, TreeFile } from "./types";

/** What a commit shall hold. */
export interface CommitContent {
  readonly message: string;
  /** New content by path; null removes the file. */
  readonly changes: Readonly<Record<string, string | Buffer | null>>;
  /** @default - the caller */
  readonly author?: { readonly name: string; readonly email: string };
  /** @default - GitHub, as for commits made on the web */
  readonly committer?: { readonly name: string; readonly email: string };
  /** Second parent, for a merge. @default - none */
  readonly merges?: string;
  /** Looks at the commit before the branch moves; throws to forbid it. @default - nothing is forbidden */
  readonly allow?: (commit: GitCommit) => void;
}

/** Adds a commit on top of a branch and moves the branch there, if `allow` lets it. */
export function writeCommit(
  store: Store,
  caller: Caller,
  record: RepositoryRecord,
  branch: string,
  content: CommitContent,
): GitCommit {
  const ref = `refs/heads/${branch}`;
  const parent = record.git.refs[ref];
  const commit = storeCommit(record, {
    tree: storeTree(record, changedFiles(record, parent, content.changes)),
    parents: [parent, content.merges].filter((sha) => sha !== undefined),
    author: sign(store, content.author ?? callerAsAuthor(store, caller)),
    committer: sign(store, content.committer ?? { name: "GitHub", email: "noreply@github.com" }),
    message: content.message,
  });
  content.allow?.(commit);
  record.git.refs[ref] = commit.sha;
  record.repository.pushed_at = store.now();
  return commit;
}

/** Adds a commit to the repository's objects; no ref moves. */
export function storeCommit(record: RepositoryRecord, commit: Omit<GitCommit, "sha">): GitCommit {
  const made = makeCommit(commit);
  record.git.commits[made.sha] = made;
  return made;
}

/** Adds the root tree with these files and gives its sha. */
export function storeTree(record: RepositoryRecord, files: Record<string, TreeFile>): string {
  const sha = treeSha(files);
  record.git.trees[sha] = files;
  return sha;
}

/** Files by path at a commit; none when there is no commit yet. */
export function filesAt(record: RepositoryRecord, commit: string | undefined): Record<string, TreeFile> {
  const tree = commit === undefined ? undefined : record.git.commits[commit]?.tree;
  return tree === undefined ? {} : (record.git.trees[tree] ?? {});
}

/** Whether `ancestor` is `commit` or before it. */
export function isAncestor(record: RepositoryRecord, ancestor: string, commit: string): boolean {
  return history(record, commit).some((each) => each.sha === ancestor);
}

/** The commit and all before it, newest first along first parents, then the others. */
export function history(record: RepositoryRecord, commit: string): GitCommit[] {
  const seen = new Map<string, GitCommit>();
  const waiting = [commit];
  for (let sha = waiting.shift(); sha !== undefined; sha = waiting.shift()) {
    const each = record.git.commits[sha];
    if (each === undefined || seen.has(sha)) continue;
    seen.set(sha, each);
    waiting.push(...each.parents);
  }
  return [...seen.values()];
}

function changedFiles(
  record: RepositoryRecord,
  parent: string | undefined,
  changes: CommitContent["changes"],
) {
  const files = { ...filesAt(record, parent) };
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) delete files[path];
    else files[path] = { mode: files[path]?.mode ?? "100644", sha: storeBlob(record, Buffer.from(content)) };
  }
  return files;
}

function storeBlob(record: RepositoryRecord, content: Buffer): string {
  const sha = blobSha(content);
  record.git.blobs[sha] = content.toString("base64");
  return sha;
}

function sign(store: Store, person: { readonly name: string; readonly email: string }): Signature {
  return { ...person, date: store.now() };
}

function callerAsAuthor(store: Store, { login }: Caller) {
  const id = store.user(login)?.id;
  const local = id === undefined ? login : `${id}+${login}`;
  return { name: login, email: `${local}@users.noreply.github.com` };
}
