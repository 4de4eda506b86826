import { CloudError } from "../../cloud/cloud-error";
import { etag } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import { api, flag, idParts, ifFound, owner, text, wording } from "./support";

/** github_branch: a branch that exists already is taken over. */
export const branch: ResourceType = {
  create(context, planned) {
    const name = text(planned.repository);
    const source = text(planned.source_sha) || headOf(context, name, text(planned.source_branch));
    createRef(context, name, text(planned.branch), source);
    const id = `${name}:${text(planned.branch)}`;
    return branchState(context, { ...planned, source_sha: source, id });
  },

  read: (context, state) => ifFound(() => branchState(context, state)),

  update(context, prior, planned) {
    const [name = "", before = ""] = idParts(prior.id, "repository", "branch");
    if (planned.branch === prior.branch) return branchState(context, planned);
    const after = text(planned.branch);
    api(context).git.renameBranch(owner(context), name, before, after);
    return branchState(context, { ...planned, id: `${name}:${after}` });
  },

  delete(context, state) {
    const [name = "", branchName = ""] = idParts(state.id, "repository", "branch");
    failing(
      `error deleting GitHub branch reference ${owner(context)}/${name} (refs/heads/${branchName})`,
      () => api(context).git.deleteRef(owner(context), name, `heads/${branchName}`),
    );
  },

  import(context, id) {
    const [name = "", rest = ""] = idParts(id, "repository", "branch");
    const [branchName = "", source = "main"] = rest.split(":");
    const found = ifFound(() => branchState(context, { id: `${name}:${branchName}`, source_branch: source }));
    if (found === undefined) throw new Error(`repository ${name} does not have a branch named ${branchName}`);
    return found;
  },
};

function headOf(context: Context, name: string, source: string): string {
  const ref = `refs/heads/${source}`;
  return failing(`error querying GitHub branch reference ${owner(context)}/${name} (${ref})`, () =>
    api(context).git.ref(owner(context), name, ref),
  ).object.sha;
}

function createRef(context: Context, name: string, branchName: string, sha: string): void {
  const ref = `refs/heads/${branchName}`;
  try {
    api(context).git.createRef(owner(context), name, ref, sha);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    if (error.reason === "Reference already exists") return;
    throw new Error(
      `error creating GitHub branch reference ${owner(context)}/${name} (${ref}): ${wording(error)}`,
    );
  }
}

function failing<R>(intent: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw error instanceof CloudError ? new Error(`${intent}: ${wording(error)}`) : error;
  }
}

function branchState(context: Context, base: Values): Values {
  const [name = "", branchName = ""] = idParts(base.id, "repository", "branch");
  const ref = api(context).git.ref(owner(context), name, `heads/${branchName}`);
  return {
    source_sha: null,
    ...base,
    etag: etag(ref),
    repository: name,
    branch: branchName,
    ref: ref.ref,
    sha: ref.object.sha,
  };
}

/** github_branch_default: taking it away changes nothing. */
export const branchDefault: ResourceType = {
  create(context, planned) {
    const { repositories } = api(context);
    const name = text(planned.repository);
    if (repositories.get(owner(context), name).default_branch !== planned.branch)
      setDefault(context, planned);
    return defaultState(context, { ...planned, id: name });
  },

  read: (context, state) => ifFound(() => defaultState(context, state)),

  update(context, _prior, planned) {
    setDefault(context, planned);
    return defaultState(context, planned);
  },

  delete(context, state) {
    api(context).repositories.update(owner(context), text(state.id), {});
  },

  import: (_context, id) => ({ id }),
};

function setDefault(context: Context, planned: Values): void {
  const { repositories, git } = api(context);
  const name = text(planned.repository);
  const wanted = text(planned.branch);
  if (!flag(planned.rename)) repositories.update(owner(context), name, { default_branch: wanted });
  else git.renameBranch(owner(context), name, repositories.get(owner(context), name).default_branch, wanted);
}

function defaultState(context: Context, base: Values): Values {
  const repository = api(context).repositories.get(owner(context), text(base.id));
  return { ...base, etag: etag(repository), branch: repository.default_branch, repository: repository.name };
}
