import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../../tools/cdktf";
import { CommandFailure } from "../command-line";

/**
 * Checks a commit out beside this tree while `use` runs. It gets packages of its own when its lockfile differs.
 * @param directory an empty folder for it
 * @throws CommandFailure when there is no such commit, or its packages cannot be installed
 */
export async function withWorktree<T>(
  ref: string,
  directory: string,
  use: (tree: string) => Promise<T>,
): Promise<T> {
  const commit = commitOf(ref);
  const tree = join(directory, "tree");
  git("worktree", "add", "--detach", "--quiet", tree, commit);
  try {
    await installPackages(tree);
    return await use(tree);
  } finally {
    git("worktree", "remove", "--force", tree);
  }
}

function commitOf(ref: string): string {
  try {
    return git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`).trim();
  } catch {
    throw new CommandFailure(
      `--base: "${ref}" is no commit of this repository; name a branch, a tag or a commit, and fetch it first (in a workflow: fetch-depth: 0)`,
    );
  }
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

async function installPackages(tree: string): Promise<void> {
  const [lock, otherLock] = ["package-lock.json", join(tree, "package-lock.json")].map((file) =>
    existsSync(file) ? readFileSync(file, "utf8") : "",
  );
  if (lock === otherLock) {
    symlinkSync(resolve("node_modules"), join(tree, "node_modules"));
    return;
  }
  const installed = await run("npm", ["ci", "--no-audit", "--no-fund"], {
    env: process.env,
    cwd: tree,
    onLine: () => undefined,
  });
  if (installed.exitCode !== 0)
    throw new CommandFailure(`the packages of the base could not be installed:\n${installed.output.trim()}`);
}
