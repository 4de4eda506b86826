import type { Context } from "../context";
import { Failure } from "../failure";
import { git } from "../git";
import type { GitHub } from "../github";
import { mainline, type RevertedFile, revertedFiles } from "./reverted-files";

/** What is to be undone, and where. */
interface Revert {
  readonly commit: string;
  readonly subject: string;
  /** Branch that the environment deploys from. */
  readonly base: string;
  /** Branch of the pull request. */
  readonly head: string;
}

/**
 * Opens a pull request that undoes a commit. It is made with the token of a GitHub App, because GitHub starts no
 * workflow, and so no required check, for what GITHUB_TOKEN does. Without an App it prints the commands and fails.
 */
export async function rollbackRevert(context: Context): Promise<void> {
  const { settings, environment, out } = context;
  const commit = resolve(settings.optional("COMMIT") ?? "");
  const revert = {
    commit,
    subject: git("log", "-1", "--format=%s", commit),
    base: environment.branch,
    head: `revert/${commit.slice(0, 7)}`,
  };
  const token = settings.optional("PLATFORM_APP_TOKEN");
  if (token === undefined) throw byHand(context, revert);
  const url = await openPullRequest(context.github(token), revert);
  out.set("pull-request", url);
  out.notice(
    `${url} undoes ${commit.slice(0, 7)}. Merge it: the push to ${revert.base} deploys what was before.`,
  );
}

function resolve(given: string): string {
  if (/^[0-9a-f]{7,40}$/i.test(given)) return git("rev-parse", "--verify", `${given}^{commit}`);
  throw new Failure({
    intent: "revert a commit",
    fault: "the input commit is not a commit",
    got: given,
    allowed: "7 to 40 hexadecimal digits",
    next: "take it from the repository's history",
  });
}

async function openPullRequest(github: GitHub, revert: Revert): Promise<string> {
  const { base, head } = revert;
  const query = `head=${encodeURIComponent(`${github.owner}:${head}`)}&base=${encodeURIComponent(base)}&state=open`;
  const [open] = await github.get<readonly { html_url: string }[]>(`/pulls?${query}`);
  if (open !== undefined) return open.html_url;
  const branch = await github.find(`/git/ref/heads/${head}`);
  if (branch === undefined) await pushRevert(github, revert);
  const { html_url: url } = await github.post<{ html_url: string }>("/pulls", {
    title: `Revert "${revert.subject}"`,
    head,
    base,
    body: `Reverts ${revert.commit}. Opened by the rollback workflow; merging it deploys what was before.`,
  });
  return url;
}

/** The commit is made through the API, so GitHub signs it in the App's name and no token reaches git. */
async function pushRevert(github: GitHub, { commit, subject, base, head }: Revert): Promise<void> {
  const { object } = await github.get<{ object: { sha: string } }>(`/git/ref/heads/${base}`);
  requireCheckedOut(object.sha, base);
  const files = revertedFiles(object.sha, commit);
  if (files.length === 0) throw nothingLeft(commit, base);
  const tree = await github.post<{ sha: string }>("/git/trees", {
    base_tree: git("rev-parse", `${object.sha}^{tree}`),
    tree: await Promise.all(files.map((file) => treeEntry(github, file))),
  });
  const made = await github.post<{ sha: string }>("/git/commits", {
    message: `Revert "${subject}"\n\nThis reverts commit ${commit}.`,
    tree: tree.sha,
    parents: [object.sha],
  });
  await github.post("/git/refs", { ref: `refs/heads/${head}`, sha: made.sha });
}

/** The branch may have moved since the checkout: git does not know its newest commit then. */
function requireCheckedOut(sha: string, base: string): void {
  try {
    git("cat-file", "-e", `${sha}^{commit}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({
      intent: `revert on top of ${base}`,
      fault: `${base} has moved since it was checked out`,
      got: sha,
      next: "run this job again",
    });
  }
}

async function treeEntry(
  github: GitHub,
  { path, mode, content }: RevertedFile,
): Promise<Record<string, unknown>> {
  if (content === undefined) return { path, mode, type: "blob", sha: null };
  const { sha } = await github.post<{ sha: string }>("/git/blobs", { content, encoding: "base64" });
  return { path, mode, type: "blob", sha };
}

function nothingLeft(commit: string, base: string): Failure {
  return new Failure({
    intent: `revert ${commit}`,
    fault: `nothing of it is left on ${base}`,
    next: "choose another commit, or redeploy an older digest",
  });
}

function byHand({ out }: Context, { commit, base, head }: Revert): Failure {
  const commands = [
    `git fetch origin ${base}`,
    `git switch --create ${head} origin/${base}`,
    `git revert --no-edit ${[...mainline(commit), commit].join(" ")}`,
    `git push --set-upstream origin ${head}`,
    `gh pr create --base ${base} --head ${head} --fill`,
  ];
  out.info(commands.join("\n"));
  out.summary(["Run these, then merge the pull request:", "", "```sh", ...commands, "```"].join("\n"));
  return new Failure({
    intent: `open the pull request that reverts ${commit.slice(0, 7)}`,
    fault: "there is no GitHub App token, and a pull request opened with GITHUB_TOKEN would start no checks",
    next: `run the commands above yourself, or set up the App:\n${commands.join("\n")}`,
  });
}
