import { createHash } from "node:crypto";
import type { GitCommit, Signature, TreeFile } from "./types";

/** Sha-1 of a git object: of its type, its length and its bytes. */
function objectSha(type: string, body: Buffer): string {
  return createHash("sha1").update(`${type} ${body.length}\0`).update(body).digest("hex");
}

/** Sha of a file's content. */
export function blobSha(content: Buffer): string {
  return objectSha("blob", content);
}

interface Entry {
  readonly name: string;
  readonly mode: string;
  readonly sha: string;
}

/** Sha of the root tree that holds these files by path. */
export function treeSha(files: Readonly<Record<string, TreeFile>>): string {
  const entries = [...entriesOf(files)].sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
  const parts = entries.flatMap((e) => [Buffer.from(`${e.mode} ${e.name}\0`), Buffer.from(e.sha, "hex")]);
  return objectSha("tree", Buffer.concat(parts));
}

function entriesOf(files: Readonly<Record<string, TreeFile>>): Entry[] {
  const folders = new Map<string, Record<string, TreeFile>>();
  const entries: Entry[] = [];
  for (const [path, file] of Object.entries(files)) {
    const slash = path.indexOf("/");
    if (slash < 0) {
      entries.push({ name: path, mode: file.mode, sha: file.sha });
      continue;
    }
    const folder = path.slice(0, slash);
    const inside = folders.get(folder) ?? {};
    inside[path.slice(slash + 1)] = file;
    folders.set(folder, inside);
  }
  for (const [name, inside] of folders) entries.push({ name, mode: "40000", sha: treeSha(inside) });
  return entries;
}

/** Git sorts folders as if their names ended in a slash. */
function sortKey(entry: Entry): Buffer {
  return Buffer.from(entry.mode === "40000" ? `${entry.name}/` : entry.name);
}

/** The commit with its sha. */
export function makeCommit(commit: Omit<GitCommit, "sha">): GitCommit {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${person(commit.author)}`,
    `committer ${person(commit.committer)}`,
    "",
    commit.message,
  ];
  return { sha: objectSha("commit", Buffer.from(lines.join("\n"))), ...commit };
}

function person({ name, email, date }: Signature): string {
  return `${name} <${email}> ${Date.parse(date) / 1000} +0000`;
}
