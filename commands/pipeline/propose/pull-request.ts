import type { GitHub } from "../../../constructs/delivery-pipeline/tool/github";
import { BRANCH } from "./branch";
import type { FileChange } from "./comparison";

/** Title of the pull request, and of its commit. */
export const TITLE = "ci: update the rendered pipeline";

/** A pull request as far as it is asked for. */
export interface PullRequest {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly body: string | null;
  readonly base: { readonly ref: string };
  readonly user?: { readonly login: string } | null;
}

/** The open pull request of the branch; undefined when there is none. */
export async function openPullRequest(github: GitHub): Promise<PullRequest | undefined> {
  const head = encodeURIComponent(`${github.owner}:${BRANCH}`);
  const [open] = await github.get<readonly PullRequest[]>(`/pulls?head=${head}&state=open`);
  return open;
}

/** Opens the pull request, or brings the open one up to date. */
export async function bringPullRequest(
  github: GitHub,
  base: string,
  changes: readonly FileChange[],
): Promise<{ readonly pull: PullRequest; readonly done: "opened" | "updated" }> {
  const open = await openPullRequest(github);
  const said = { title: TITLE, body: bodyOf(changes), base };
  if (open === undefined)
    return { pull: await github.post<PullRequest>("/pulls", { ...said, head: BRANCH }), done: "opened" };
  const isSame = open.title === said.title && open.body === said.body && open.base.ref === base;
  return {
    pull: isSame ? open : await github.patch<PullRequest>(`/pulls/${open.number}`, said),
    done: "updated",
  };
}

function bodyOf(changes: readonly FileChange[]): string {
  const list = changes.map(({ path, kind }) => `- \`${path}\`${kind === "changed" ? "" : ` (${kind})`}`);
  return [
    "The platform repository renders these files from its settings, and they changed there:",
    "",
    ...list,
    "",
    "Made by `npm run pipeline -- propose`. The branch is replaced by the next proposal: change the settings, not the branch.",
  ].join("\n");
}
