import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import type { RepositoryRecord } from "../../../../sandbox/cloud/github";

/** Writes the sandbox's git objects into a real clone: same bytes, so the same shas. */
export function cloneInto(directory: string, { git }: RepositoryRecord): void {
  mkdirSync(directory, { recursive: true });
  const run = (input: string | Buffer, ...arguments_: readonly string[]) =>
    execFileSync("git", ["-C", directory, ...arguments_], { input, encoding: "utf8" }).trim();
  run("", "init", "--quiet", "--initial-branch", "main");
  for (const content of Object.values(git.blobs)) {
    run(Buffer.from(content, "base64"), "hash-object", "-w", "--stdin");
  }
  for (const files of Object.values(git.trees)) {
    run("", "read-tree", "--empty");
    const index = Object.entries(files).map(([path, { mode, sha }]) => `${mode} ${sha}\t${path}\n`);
    run(index.join(""), "update-index", "--index-info");
    run("", "write-tree");
  }
  for (const { tree, parents, author, committer, message } of Object.values(git.commits)) {
    const person = (each: typeof author) =>
      `${each.name} <${each.email}> ${Date.parse(each.date) / 1000} +0000`;
    const lines = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author ${person(author)}`,
      `committer ${person(committer)}`,
    ];
    run(`${lines.join("\n")}\n\n${message}`, "hash-object", "-w", "-t", "commit", "--stdin");
  }
  for (const [ref, sha] of Object.entries(git.refs)) run("", "update-ref", ref, sha);
  run("", "reset", "--hard", "--quiet", "main");
}
