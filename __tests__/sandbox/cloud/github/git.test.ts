import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { headOf, refusalOf, withRepository } from "./harness";

describe("git objects", () => {
  test("have the shas that git itself computes", () => {
    const { github, bot } = withRepository();
    const files = { "a.txt": "a\n", "b/c.txt": "c\n", "b.txt": "b\n", "b/d/e.txt": "e\n" };
    const author = { name: "Ada", email: "ada@example.com" };
    const commit = github.git.push(...bot, "feature", {
      message: "four files\n",
      changes: files,
      author,
      committer: author,
    });
    expect(commit.tree).toBe(treeOf({ ...files }));
  });

  test("a commit's sha covers tree, parents, people and message", () => {
    const { github, bot } = withRepository();
    const commit = github.git.commit(...bot, "main");
    const lines = [
      `tree ${commit.tree}`,
      `author ada <${commit.author.email}> ${Date.parse(commit.author.date) / 1000} +0000`,
      `committer GitHub <noreply@github.com> ${Date.parse(commit.committer.date) / 1000} +0000`,
      "",
      "Initial commit",
    ];
    const options = { input: lines.join("\n"), encoding: "utf8" as const };
    expect(execFileSync("git", ["hash-object", "-t", "commit", "--stdin"], options).trim()).toBe(commit.sha);
  });
});

function treeOf(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), "git-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: directory, encoding: "utf8" }).trim();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  git("init", "-q");
  git("add", "-A");
  return git("write-tree");
}

describe("refs", () => {
  test("an empty repository has none and takes none", () => {
    const { github, bot } = withRepository({ empty: true });
    expect(refusalOf(() => github.git.ref(...bot, "heads/main"))).toMatchObject({
      status: 409,
      reason: "Git Repository is empty.",
    });
    expect(refusalOf(() => github.git.createRef(...bot, "refs/heads/x", "0".repeat(40))).status).toBe(409);
    expect(refusalOf(() => github.contents.get(...bot, "README.md")).reason).toBe(
      "This repository is empty.",
    );
    github.contents.put(...bot, "README.md", "hi", { message: "first" });
    expect(github.git.branches(...bot).map((branch) => branch.name)).toEqual(["main"]);
  });

  test("are made once, of commits that exist", () => {
    const { github, bot } = withRepository();
    const sha = headOf(github);
    github.git.createRef(...bot, "refs/heads/staging", sha);
    expect(github.git.branch(...bot, "staging").commit.sha).toBe(sha);
    expect(refusalOf(() => github.git.createRef(...bot, "refs/heads/staging", sha))).toMatchObject({
      status: 422,
      reason: "Reference already exists",
    });
    expect(refusalOf(() => github.git.createRef(...bot, "refs/heads/x", "f".repeat(40))).reason).toBe(
      "Object does not exist",
    );
    expect(refusalOf(() => github.git.branch(...bot, "nope")).reason).toBe("Branch not found");
  });

  test("move forward, and elsewhere only by force", () => {
    const { github, bot } = withRepository();
    const old = headOf(github);
    const next = github.git.push(...bot, "main", { message: "next", changes: { a: "1" } });
    expect(refusalOf(() => github.git.updateRef(...bot, "heads/main", old)).reason).toBe(
      "Update is not a fast forward",
    );
    expect(github.git.updateRef(...bot, "heads/main", old, true).object.sha).toBe(old);
    expect(github.git.updateRef(...bot, "heads/main", next.sha).object.sha).toBe(next.sha);
    expect(refusalOf(() => github.git.updateRef(...bot, "heads/nope", old)).reason).toBe(
      "Reference does not exist",
    );
  });

  test("the default branch stays; others can be deleted and renamed", () => {
    const { github, bot } = withRepository();
    github.git.createRef(...bot, "refs/heads/staging", headOf(github));
    expect(refusalOf(() => github.git.deleteRef(...bot, "heads/main"))).toMatchObject({
      status: 422,
      reason: "Cannot delete the default branch",
    });
    expect(github.git.renameBranch(...bot, "main", "trunk").name).toBe("trunk");
    expect(github.repositories.get(...bot).default_branch).toBe("trunk");
    expect(refusalOf(() => github.git.renameBranch(...bot, "trunk", "staging")).errors).toEqual([
      "Branch 'staging' already exists",
    ]);
    github.git.deleteRef(...bot, "heads/staging");
    expect(github.git.branches(...bot).map((branch) => branch.name)).toEqual(["trunk"]);
  });
});

describe("contents", () => {
  test("a file is replaced only by who knows its sha", () => {
    const { github, bot } = withRepository();
    const made = github.contents.put(...bot, "src/app.py", "print(1)\n", { message: "add", branch: "main" });
    const again = (sha?: string) =>
      github.contents.put(...bot, "src/app.py", "print(2)\n", { message: "change", ...(sha ? { sha } : {}) });
    expect(refusalOf(() => again())).toMatchObject({
      status: 422,
      reason: 'Invalid request.\n\n"sha" wasn\'t supplied.',
    });
    expect(refusalOf(() => again("f".repeat(40)))).toMatchObject({
      status: 409,
      reason: `src/app.py does not match ${"f".repeat(40)}`,
    });
    expect(again(made.content.sha).content.size).toBe(9);
    expect(github.git.commits(...bot, { path: "src/app.py" }).map((each) => each.message)).toEqual([
      "change",
      "add",
    ]);
    expect(github.contents.list(...bot, "")).toEqual(["README.md", "src"]);
  });

  test("a file can be deleted, a missing one and a missing branch cannot be written to", () => {
    const { github, bot } = withRepository();
    const { sha } = github.contents.get(...bot, "README.md");
    github.contents.delete(...bot, "README.md", { message: "gone", sha });
    expect(refusalOf(() => github.contents.get(...bot, "README.md")).status).toBe(404);
    expect(
      refusalOf(() => github.contents.delete(...bot, "README.md", { message: "gone", sha })).status,
    ).toBe(404);
    const elsewhere = { message: "x", branch: "nope" };
    expect(refusalOf(() => github.contents.put(...bot, "x", "x", elsewhere)).reason).toBe(
      "Branch nope not found",
    );
  });

  test("trees and commits can be made by hand, as a revert is", () => {
    const { github, bot } = withRepository();
    const before = github.git.commit(...bot, "main");
    const bad = github.git.push(...bot, "main", { message: "bad", changes: { "bad.txt": "x" } });
    const tree = github.git.createTree(...bot, { "bad.txt": null }, bad.tree);
    expect(tree).toBe(before.tree);
    const revert = github.git.createCommit(...bot, { message: "revert", tree, parents: [bad.sha] });
    github.git.createRef(...bot, "refs/heads/revert", revert.sha);
    expect(Object.keys(github.git.files(...bot, "revert"))).toEqual(["README.md"]);
    expect(
      refusalOf(() => github.git.createCommit(...bot, { message: "m", tree: "0", parents: [] })).reason,
    ).toBe("Tree SHA does not exist");
    const blob = github.git.createBlob(...bot, Buffer.from("hello\n"));
    expect(blob).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
    expect(Buffer.from(github.git.blob(...bot, blob), "base64").toString()).toBe("hello\n");
  });
});
