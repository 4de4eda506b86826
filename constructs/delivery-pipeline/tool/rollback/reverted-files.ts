import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, gitBytes } from "../git";

/** One file as the revert leaves it. */
export interface RevertedFile {
  readonly path: string;
  /** Git's mode: "100644", "100755", "120000". */
  readonly mode: string;
  /** Content in base64; undefined: the file is removed. */
  readonly content: string | undefined;
}

/** The files that differ from `base` once `commit` is reverted on top of it. Throws Failure on a conflict. */
export function revertedFiles(base: string, commit: string): readonly RevertedFile[] {
  const directory = mkdtempSync(join(tmpdir(), "revert-"));
  try {
    git("worktree", "add", "--detach", "--quiet", "--force", directory, base);
    git("-C", directory, "revert", "--no-commit", ...mainline(commit), commit);
    const changes = git(
      "-C",
      directory,
      "diff",
      "--cached",
      "--raw",
      "--no-renames",
      "--abbrev=40",
      "-z",
      base,
    );
    return changes.split("\0:").flatMap((entry) => parse(directory, entry.replace(/^:/, "")));
  } finally {
    rmSync(directory, { recursive: true, force: true });
    git("worktree", "prune");
  }
}

/** A merge is undone against its first parent: the branch as it was. */
export function mainline(commit: string): readonly string[] {
  const parents = git("rev-list", "--parents", "-n", "1", commit).split(" ").length - 1;
  return parents > 1 ? ["-m", "1"] : [];
}

/** "100644 100644 <old sha> <new sha> M\0path" */
function parse(directory: string, entry: string): readonly RevertedFile[] {
  const [head = "", path = ""] = entry.split("\0");
  const [, mode = "", , sha = "", status] = head.split(" ");
  if (path === "") return [];
  if (status === "D") return [{ path, mode: "100644", content: undefined }];
  return [{ path, mode, content: gitBytes("-C", directory, "cat-file", "blob", sha).toString("base64") }];
}
