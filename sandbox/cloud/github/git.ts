import { own } from "../own";
import { ApiGroup, type Method } from "./api-group";
import type { RepositoryRecord } from "./data";
import { invalid, notFound, refuse } from "./errors";
import { blobSha } from "./git-objects";
import {
  type CommitContent,
  filesAt,
  history,
  isAncestor,
  storeCommit,
  storeTree,
  writeCommit,
} from "./git-writes";
import { enforceRules, type RefChange } from "./rule-checks";
import { matchesRef } from "./ruleset-match";
import type { Branch, GitCommit, GitRef, Signature, TreeFile } from "./types";

/** Refs, branches, commits, trees and blobs. */
export class Git extends ApiGroup {
  /** `ref` is a full name or without "refs/": "heads/main". 409 in an empty repository. */
  ref(owner: string, name: string, ref: string): GitRef {
    const full = fullRef(ref);
    return this.call("GET", `/repos/${owner}/${name}/git/ref/${full.slice(5)}`, "none", () => {
      const record = this.repo(owner, name);
      requireCommits(record);
      return shownRef(full, record.git.refs[full] ?? missing());
    });
  }

  /** All refs whose name starts with `prefix` ("heads/"). */
  refs(owner: string, name: string, prefix = ""): GitRef[] {
    return this.call("GET", `/repos/${owner}/${name}/git/matching-refs/${prefix}`, "none", () =>
      Object.entries(this.repo(owner, name).git.refs)
        .filter(([ref]) => ref.startsWith(`refs/${prefix}`))
        .map(([ref, sha]) => shownRef(ref, sha)),
    );
  }

  /** 422 if it exists ("Reference already exists") or there is no such commit. */
  createRef(owner: string, name: string, ref: string, sha: string): GitRef {
    return this.change("POST", `/repos/${owner}/${name}/git/refs`, owner, name, (record) => {
      requireCommits(record);
      if (record.git.refs[ref] !== undefined) throw invalid("Reference already exists");
      if (record.git.commits[sha] === undefined) throw invalid("Object does not exist");
      this.enforce(record, { ref, kind: "create", sha });
      return this.move(record, ref, sha);
    });
  }

  /** Moves a ref; without `force` only forward. */
  updateRef(owner: string, name: string, ref: string, sha: string, force = false): GitRef {
    const full = fullRef(ref);
    return this.change("PATCH", `/repos/${owner}/${name}/git/${full}`, owner, name, (record) => {
      const now = record.git.refs[full];
      if (now === undefined) throw invalid("Reference does not exist");
      if (record.git.commits[sha] === undefined) throw invalid("Object does not exist");
      const forward = isAncestor(record, now, sha);
      if (!forward && !force) throw invalid("Update is not a fast forward");
      this.enforce(record, { ref: full, kind: forward ? "update" : "force", sha });
      return this.move(record, full, sha);
    });
  }

  /** 422 for the default branch. */
  deleteRef(owner: string, name: string, ref: string): void {
    const full = fullRef(ref);
    this.change("DELETE", `/repos/${owner}/${name}/git/${full}`, owner, name, (record) => {
      if (record.git.refs[full] === undefined) throw invalid("Reference does not exist");
      if (full === `refs/heads/${record.repository.default_branch}`)
        throw invalid("Cannot delete the default branch");
      this.enforce(record, { ref: full, kind: "delete" });
      delete record.git.refs[full];
    });
  }

  branch(owner: string, name: string, branch: string): Branch {
    return this.call("GET", `/repos/${owner}/${name}/branches/${branch}`, "none", () => {
      const record = this.repo(owner, name);
      const sha = record.git.refs[`refs/heads/${branch}`];
      if (sha === undefined) throw refuse(404, "Branch not found");
      return shownBranch(record, branch, sha);
    });
  }

  branches(owner: string, name: string): Branch[] {
    return this.call("GET", `/repos/${owner}/${name}/branches`, "none", () => {
      const record = this.repo(owner, name);
      const heads = Object.entries(record.git.refs).filter(([ref]) => ref.startsWith("refs/heads/"));
      return heads.map(([ref, sha]) => shownBranch(record, ref.slice(11), sha));
    });
  }

  /** Renames a branch; the default branch stays the default. */
  renameBranch(owner: string, name: string, branch: string, to: string): Branch {
    return this.call("POST", `/repos/${owner}/${name}/branches/${branch}/rename`, "admin", () => {
      const record = this.writable(owner, name);
      const { refs } = record.git;
      const sha = refs[`refs/heads/${branch}`];
      if (sha === undefined) throw refuse(404, "Branch not found");
      if (refs[`refs/heads/${to}`] !== undefined)
        throw invalid("Validation Failed", `Branch '${to}' already exists`);
      delete refs[`refs/heads/${branch}`];
      refs[`refs/heads/${to}`] = sha;
      if (record.repository.default_branch === branch) record.repository.default_branch = to;
      return shownBranch(record, to, sha);
    });
  }

  /** `ref` is a sha, a branch or a tag. */
  commit(owner: string, name: string, ref: string): GitCommit {
    return this.call("GET", `/repos/${owner}/${name}/commits/${ref}`, "none", () => {
      const record = this.repo(owner, name);
      requireCommits(record);
      const commit = record.git.commits[resolve(record, ref) ?? ""];
      if (commit === undefined) throw invalid(`No commit found for SHA: ${ref}`);
      return commit;
    });
  }

  /** Newest first; with `path` only those that changed the file. */
  commits(
    owner: string,
    name: string,
    options: { readonly sha?: string; readonly path?: string } = {},
  ): GitCommit[] {
    return this.call("GET", `/repos/${owner}/${name}/commits`, "none", () => {
      const record = this.repo(owner, name);
      requireCommits(record);
      const start = resolve(record, options.sha ?? record.repository.default_branch);
      if (start === undefined) throw notFound();
      const { path } = options;
      return history(record, start).filter((each) => path === undefined || touches(record, each, path));
    });
  }

  /** Files of the tree at a commit, by path. */
  files(owner: string, name: string, ref: string): Readonly<Record<string, TreeFile>> {
    return this.call("GET", `/repos/${owner}/${name}/git/trees/${ref}`, "none", () => {
      const record = this.repo(owner, name);
      return own(record.git.trees, ref) ?? filesAt(record, resolve(record, ref) ?? missing());
    });
  }

  /** Content of a blob in base64. */
  blob(owner: string, name: string, sha: string): string {
    return this.call(
      "GET",
      `/repos/${owner}/${name}/git/blobs/${sha}`,
      "none",
      () => this.repo(owner, name).git.blobs[sha] ?? missing(),
    );
  }

  createBlob(owner: string, name: string, content: Buffer): string {
    return this.change("POST", `/repos/${owner}/${name}/git/blobs`, owner, name, (record) => {
      const sha = blobSha(content);
      record.git.blobs[sha] = content.toString("base64");
      return sha;
    });
  }

  /** A root tree of these files, on top of those of another tree; null removes one. */
  createTree(
    owner: string,
    name: string,
    files: Readonly<Record<string, TreeFile | null>>,
    base?: string,
  ): string {
    return this.change("POST", `/repos/${owner}/${name}/git/trees`, owner, name, (record) => {
      const all = { ...(base === undefined ? {} : record.git.trees[base]), ...files };
      const kept = Object.entries(all).filter((entry): entry is [string, TreeFile] => entry[1] !== null);
      return storeTree(record, Object.fromEntries(kept));
    });
  }

  createCommit(
    owner: string,
    name: string,
    commit: { message: string; tree: string; parents: string[]; author?: Signature },
  ): GitCommit {
    return this.change("POST", `/repos/${owner}/${name}/git/commits`, owner, name, (record) => {
      if (record.git.trees[commit.tree] === undefined) throw invalid("Tree SHA does not exist");
      const me = {
        name: this.caller.login,
        email: `${this.caller.login}@users.noreply.github.com`,
        date: this.store.now(),
      };
      return storeCommit(record, { committer: me, ...commit, author: commit.author ?? me });
    });
  }

  /** What `git push` of one new commit does: rules hold (422); the branch is made if it is new. */
  push(owner: string, name: string, branch: string, content: Omit<CommitContent, "allow">): GitCommit {
    return this.change("POST", `/${owner}/${name}.git/git-receive-pack`, owner, name, (record) => {
      const ref = `refs/heads/${branch}`;
      const kind = record.git.refs[ref] === undefined ? "create" : "update";
      return writeCommit(this.store, this.caller, record, branch, {
        ...content,
        allow: ({ sha }) => this.enforce(record, { ref, kind, sha }),
      });
    });
  }

  private change<R>(
    method: Method,
    path: string,
    owner: string,
    name: string,
    work: (record: RepositoryRecord) => R,
  ): R {
    return this.call(method, path, "write", () => work(this.writable(owner, name)));
  }

  private enforce(record: RepositoryRecord, change: RefChange): void {
    enforceRules(this.store, this.caller, record, change, 422);
  }

  private move(record: RepositoryRecord, ref: string, sha: string): GitRef {
    record.git.refs[ref] = sha;
    record.repository.pushed_at = this.store.now();
    return shownRef(ref, sha);
  }
}

/** The sha that a sha, a branch, a tag or a full ref name stands for. */
export function resolve(record: RepositoryRecord, ref: string): string | undefined {
  const { refs, commits } = record.git;
  if (own(commits, ref) !== undefined) return ref;
  return own(refs, ref) ?? refs[`refs/heads/${ref}`] ?? refs[`refs/tags/${ref}`];
}

function requireCommits(record: RepositoryRecord): void {
  if (Object.keys(record.git.refs).length === 0) throw refuse(409, "Git Repository is empty.");
}

function missing(): never {
  throw notFound();
}

function fullRef(ref: string): string {
  return ref.startsWith("refs/") ? ref : `refs/${ref}`;
}

function shownRef(ref: string, sha: string): GitRef {
  return { ref, object: { type: "commit", sha } };
}

function shownBranch(record: RepositoryRecord, name: string, sha: string): Branch {
  const ref = `refs/heads/${name}`;
  const isProtected =
    record.rulesets.some(
      (each) => each.enforcement === "active" && each.target === "branch" && matchesRef(record, each, ref),
    ) || record.branch_protections.some((each) => each.pattern === name);
  return { name, commit: { sha }, protected: isProtected };
}

function touches(record: RepositoryRecord, commit: GitCommit, path: string): boolean {
  const before = filesAt(record, commit.parents[0])[path];
  return filesAt(record, commit.sha)[path]?.sha !== before?.sha;
}
