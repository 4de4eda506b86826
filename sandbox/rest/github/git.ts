import { CloudError } from "../../cloud/cloud-error";
import { type GitCommit, globToRegExp } from "../../cloud/github";
import { type Call, created, param, route } from "../call";
import { pageOf, REPO, repoOf } from "./repo";

interface NewTree {
  readonly base_tree?: string;
  readonly tree: readonly { readonly path: string; readonly mode: string; readonly sha: string | null }[];
}

/** Branches, refs and git's own objects. */
export const git = [
  route("GET", `${REPO}/branches`, "", (call) => pageOf(call, call.github.git.branches(...repoOf(call)))),
  route("GET", `${REPO}/branches/*branch/protection`, "", (call) => {
    const [owner, name] = repoOf(call);
    const branch = param(call, "branch");
    const rules = call.github.branchProtections.list(owner, name);
    const rule = rules.find(({ pattern }) => globToRegExp(pattern).test(branch));
    if (rule === undefined) throw new CloudError(404, "Branch not protected");
    return { enforce_admins: { enabled: rule.enforce_admins } };
  }),
  route("GET", `${REPO}/branches/*branch`, "", (call) =>
    call.github.git.branch(...repoOf(call), param(call, "branch")),
  ),
  route("GET", `${REPO}/git/ref/*ref`, "", (call) =>
    call.github.git.ref(...repoOf(call), param(call, "ref")),
  ),
  route("GET", `${REPO}/git/matching-refs/*ref`, "", (call) =>
    call.github.git.refs(...repoOf(call), param(call, "ref")),
  ),
  route("POST", `${REPO}/git/refs`, "", (call) => {
    const { ref, sha } = call.body as { ref: string; sha: string };
    return created(call.github.git.createRef(...repoOf(call), ref, sha));
  }),
  route("PATCH", `${REPO}/git/refs/*ref`, "", (call) => {
    const { sha, force } = call.body as { sha: string; force?: boolean };
    return call.github.git.updateRef(...repoOf(call), param(call, "ref"), sha, force);
  }),
  route("DELETE", `${REPO}/git/refs/*ref`, "", (call) =>
    call.github.git.deleteRef(...repoOf(call), param(call, "ref")),
  ),
  route("GET", `${REPO}/git/commits/:sha`, "", (call) =>
    commit(call.github.git.commit(...repoOf(call), param(call, "sha"))),
  ),
  route("POST", `${REPO}/git/commits`, "", (call) => {
    const body = call.body as { message: string; tree: string; parents: string[] };
    return created(commit(call.github.git.createCommit(...repoOf(call), body)));
  }),
  route("POST", `${REPO}/git/blobs`, "", (call) => {
    const { content, encoding = "utf-8" } = call.body as { content: string; encoding?: "utf-8" | "base64" };
    return created({ sha: call.github.git.createBlob(...repoOf(call), Buffer.from(content, encoding)) });
  }),
  route("GET", `${REPO}/git/blobs/:sha`, "", (call) => {
    const content = call.github.git.blob(...repoOf(call), param(call, "sha"));
    return {
      sha: param(call, "sha"),
      content,
      encoding: "base64",
      size: Buffer.from(content, "base64").length,
    };
  }),
  route("GET", `${REPO}/git/trees/:sha`, "", listTree),
  route("POST", `${REPO}/git/trees`, "", (call) => created({ sha: createTree(call) })),
  route("GET", `${REPO}/commits/:sha`, "", (call) => {
    const found = call.github.git.commit(...repoOf(call), param(call, "sha"));
    return { sha: found.sha, commit: { message: found.message, tree: { sha: found.tree } } };
  }),
  route("GET", `${REPO}/commits/:sha/check-runs`, "", (call) => {
    const runs = call.github.activity.checkRuns(...repoOf(call), param(call, "sha"));
    return { total_count: runs.length, check_runs: pageOf(call, runs) };
  }),
];

/** Every file of the tree, as GitHub lists them with `recursive`; folders are left out. */
function listTree(call: Call): unknown {
  const files = Object.entries(call.github.git.files(...repoOf(call), param(call, "sha")));
  const tree = files.map(([path, { mode, sha }]) => ({ path, mode, type: "blob", sha }));
  const most = call.options.treeLimit ?? tree.length;
  return { sha: param(call, "sha"), tree: tree.slice(0, most), truncated: tree.length > most };
}

function createTree(call: Call): string {
  const { base_tree: base, tree } = call.body as NewTree;
  const files = tree.map(({ path, mode, sha }) => [path, sha === null ? null : { mode, sha }] as const);
  return call.github.git.createTree(...repoOf(call), Object.fromEntries(files), base);
}

function commit({ tree, parents, ...rest }: GitCommit): unknown {
  return { ...rest, tree: { sha: tree }, parents: parents.map((sha) => ({ sha })) };
}
