import type { FileContent } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import { api, flag, ifFound, owner, text } from "./support";

/** github_repository_file: every write is a commit straight to the branch. */
export const file: ResourceType = {
  create(context, planned) {
    const base = { ...planned, ...withBranch(context, planned) };
    const { contents } = api(context);
    const [name, path] = [text(base.repository), text(base.file)];
    const write = options(base);
    const there = ifFound(() => contents.get(owner(context), name, path, write.branch));
    if (there !== undefined && !flag(base.overwrite_on_create)) {
      throw new Error(
        "refusing to overwrite existing file: configure `overwrite_on_create` to `true` to override",
      );
    }
    const sha = there === undefined ? {} : { sha: there.sha };
    const message = write.message || `Add ${path}`;
    const { commit } = contents.put(owner(context), name, path, text(base.content), {
      ...write,
      ...sha,
      message,
    });
    return fileState(context, { ...base, id: `${name}/${path}`, commit_sha: commit.sha });
  },

  read(context, state) {
    return branchIsGone(context, state) ? undefined : ifFound(() => fileState(context, state));
  },

  update(context, prior, planned) {
    const base = { ...planned, ...withBranch(context, planned) };
    const [name, path] = [text(base.repository), text(base.file)];
    const write = options(base);
    const message = write.message === `Add ${path}` ? `Update ${path}` : write.message;
    const body = { ...write, message, sha: text(prior.sha) };
    const { commit } = api(context).contents.put(owner(context), name, path, text(base.content), body);
    return fileState(context, { ...base, commit_sha: commit.sha });
  },

  delete(context, state) {
    withBranch(context, state);
    const [name, path] = [text(state.repository), text(state.file)];
    const write = options(state);
    const message = write.message === `Add ${path}` ? `Delete ${path}` : write.message;
    if (api(context).repositories.get(owner(context), name).archived) return;
    api(context).contents.delete(owner(context), name, path, { ...write, message, sha: text(state.sha) });
  },

  import(context, id) {
    const parts = id.split(":");
    if (parts.length > 2) {
      throw new Error(
        'invalid ID specified. Supplied ID must be written as <repository>/<file path> (when branch is "main") or <repository>/<file path>:<branch>',
      );
    }
    const [location = "", branch] = parts;
    const [name, path] = splitId(location);
    api(context).contents.get(owner(context), name, path, branch);
    return { id: `${name}/${path}`, overwrite_on_create: false, ...(branch === undefined ? {} : { branch }) };
  },
};

function splitId(id: string): [string, string] {
  const slash = id.indexOf("/");
  return [id.slice(0, slash), id.slice(slash + 1)];
}

function options(values: Values) {
  const [name, email] = [text(values.commit_author), text(values.commit_email)];
  if (name !== "" && email === "") throw new Error("cannot set commit_author without setting commit_email");
  if (email !== "" && name === "") throw new Error("cannot set commit_email without setting commit_author");
  const branch = text(values.branch);
  return {
    message: text(values.commit_message),
    ...(branch === "" ? {} : { branch }),
    ...(name === "" ? {} : { author: { name, email }, committer: { name, email } }),
  };
}

/** Makes the branch where that is asked for; throws where it is missing otherwise. */
function withBranch(context: Context, values: Values): Values {
  const [name, branch] = [text(values.repository), text(values.branch)];
  if (branch === "") return {};
  const { git } = api(context);
  if (!flag(values.autocreate_branch)) {
    git.branch(owner(context), name, branch);
    return {};
  }
  if (ifFound(() => git.branch(owner(context), name, branch)) !== undefined) return {};
  const source = `refs/heads/${text(values.autocreate_branch_source_branch)}`;
  const sha = text(values.autocreate_branch_source_sha) || git.ref(owner(context), name, source).object.sha;
  git.createRef(owner(context), name, `refs/heads/${branch}`, sha);
  return { autocreate_branch_source_sha: sha };
}

function branchIsGone(context: Context, state: Values): boolean {
  const branch = text(state.branch);
  if (branch === "" || flag(state.autocreate_branch)) return false;
  return (
    ifFound(() => api(context).git.branch(owner(context), splitId(text(state.id))[0], branch)) === undefined
  );
}

function fileState(context: Context, base: Values): Values {
  const [name, path] = splitId(text(base.id));
  const found = api(context).contents.get(owner(context), name, path, refOf(context, base));
  const ref = new URL(found.url).searchParams.get("ref") ?? "";
  const commit = commitOf(context, name, path, ref, base);
  const signed = commit.committer.name === "GitHub" || commit.committer.email === "noreply@github.com";
  const isAuthored = text(base.commit_author) !== "" && text(base.commit_email) !== "";
  return {
    ...base,
    content: contentOf(found),
    repository: name,
    file: path,
    sha: found.sha,
    ref,
    commit_sha: commit.sha,
    commit_message: commit.message,
    ...(isAuthored && !signed
      ? { commit_author: commit.committer.name, commit_email: commit.committer.email }
      : {}),
  };
}

function refOf(context: Context, base: Values): string | undefined {
  const branch = text(base.branch);
  if (branch === "") return undefined;
  const there = ifFound(() => api(context).git.branch(owner(context), splitId(text(base.id))[0], branch));
  return there === undefined ? text(base.autocreate_branch_source_branch) : branch;
}

/** The commit that the state knows, else the last one that changed the file. */
function commitOf(context: Context, name: string, path: string, ref: string, base: Values) {
  const { git } = api(context);
  if (text(base.commit_sha) !== "") return git.commit(owner(context), name, text(base.commit_sha));
  const last = git.commits(owner(context), name, { sha: ref, path })[0];
  if (last === undefined) throw new Error(`cannot find file ${path} in repo ${owner(context)}/${name}`);
  return last;
}

function contentOf({ content }: FileContent): string {
  return Buffer.from(content, "base64").toString("utf8");
}
