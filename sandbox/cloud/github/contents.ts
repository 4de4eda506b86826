import { own } from "../own";
import { ApiGroup } from "./api-group";
import type { RepositoryRecord } from "./data";
import { invalid, notFound, refuse } from "./errors";
import { resolve } from "./git";
import { type CommitContent, filesAt, writeCommit } from "./git-writes";
import { enforceRules } from "./rule-checks";
import { API_URL } from "./store";
import type { FileContent, GitCommit } from "./types";

/** Body of `PUT /repos/{owner}/{repo}/contents/{path}` and of DELETE. */
export interface FileWrite {
  readonly message: string;
  /** @default - the default branch */
  readonly branch?: string;
  /** Sha of the file that is replaced; needed when there is one. @default - the file is new */
  readonly sha?: string;
  readonly author?: CommitContent["author"];
  readonly committer?: CommitContent["committer"];
}

/** Files through the API: `/repos/{owner}/{repo}/contents/{path}`. */
export class Contents extends ApiGroup {
  get(owner: string, name: string, path: string, ref?: string): FileContent {
    return this.call("GET", address(owner, name, path), "none", () => {
      const record = this.repo(owner, name);
      const at = ref ?? record.repository.default_branch;
      const commit = resolve(record, at);
      if (commit === undefined) {
        throw refuse(
          404,
          Object.keys(record.git.refs).length === 0
            ? "This repository is empty."
            : `No commit found for the ref ${at}`,
        );
      }
      const file = own(filesAt(record, commit), path);
      if (file === undefined) throw notFound();
      return shownFile(record, path, file.sha, at);
    });
  }

  /** Names of what is directly in a folder ("" is the root). */
  list(owner: string, name: string, folder: string, ref?: string): string[] {
    return this.call("GET", address(owner, name, folder), "none", () => {
      const record = this.repo(owner, name);
      const prefix = folder === "" ? "" : `${folder}/`;
      const paths = Object.keys(filesAt(record, resolve(record, ref ?? record.repository.default_branch)));
      const inside = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
      if (inside.length === 0) throw notFound();
      return [...new Set(inside.map((path) => path.split("/")[0] ?? path))].sort();
    });
  }

  /** Commits one file: 422 without the sha of the file it replaces, 409 with a wrong one or where rules forbid it. */
  put(
    owner: string,
    name: string,
    path: string,
    content: string | Buffer,
    write: FileWrite,
  ): { commit: GitCommit; content: FileContent } {
    return this.call("PUT", address(owner, name, path), "write", () => {
      const { record, branch } = this.target(owner, name, write);
      const there = own(filesAt(record, record.git.refs[`refs/heads/${branch}`]), path);
      if (there !== undefined && write.sha === undefined)
        throw invalid(`Invalid request.\n\n"sha" wasn't supplied.`);
      if (there !== undefined && write.sha !== there.sha)
        throw refuse(409, `${path} does not match ${write.sha}`);
      const commit = this.commitFile(record, branch, path, content, write);
      return {
        commit,
        content: shownFile(record, path, filesAt(record, commit.sha)[path]?.sha ?? "", branch),
      };
    });
  }

  delete(owner: string, name: string, path: string, write: FileWrite): GitCommit {
    return this.call("DELETE", address(owner, name, path), "write", () => {
      const { record, branch } = this.target(owner, name, write);
      const there = own(filesAt(record, record.git.refs[`refs/heads/${branch}`]), path);
      if (there === undefined) throw notFound();
      if (write.sha !== there.sha) throw refuse(409, `${path} does not match ${write.sha}`);
      return this.commitFile(record, branch, path, null, write);
    });
  }

  private target(
    owner: string,
    name: string,
    write: FileWrite,
  ): { record: RepositoryRecord; branch: string } {
    const record = this.writable(owner, name);
    const branch = write.branch ?? record.repository.default_branch;
    const isEmpty = Object.keys(record.git.refs).length === 0;
    if (!isEmpty && record.git.refs[`refs/heads/${branch}`] === undefined)
      throw refuse(404, `Branch ${branch} not found`);
    return { record, branch };
  }

  private commitFile(
    record: RepositoryRecord,
    branch: string,
    path: string,
    content: string | Buffer | null,
    write: FileWrite,
  ): GitCommit {
    const { message, author, committer } = write;
    const ref = `refs/heads/${branch}`;
    return writeCommit(this.store, this.caller, record, branch, {
      message,
      changes: { [path]: content },
      ...(author === undefined ? {} : { author }),
      ...(committer === undefined ? {} : { committer }),
      allow: ({ sha }) => enforceRules(this.store, this.caller, record, { ref, kind: "update", sha }, 409),
    });
  }
}

function address(owner: string, name: string, path: string): string {
  return `/repos/${owner}/${name}/contents/${path}`;
}

function shownFile(record: RepositoryRecord, path: string, sha: string, ref: string): FileContent {
  const content = record.git.blobs[sha] ?? "";
  return {
    type: "file",
    path,
    name: path.split("/").at(-1) ?? path,
    sha,
    size: Buffer.from(content, "base64").length,
    encoding: "base64",
    content,
    url: `${API_URL}/repos/${record.repository.full_name}/contents/${path}?ref=${ref}`,
  };
}
