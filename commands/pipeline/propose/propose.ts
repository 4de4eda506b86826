import { ApiError } from "../../../constructs/delivery-pipeline/tool/api";
import type { GitHub } from "../../../constructs/delivery-pipeline/tool/github";
import type { GitHub as GitHubQuestions } from "../../clouds/github";
import { APP_VARIABLES } from "../../clouds/github-app";
import { repositoryApi } from "../../clouds/repository-api";
import { CommandFailure, EXIT } from "../../command-line";
import { readPins } from "../pins";
import { renderedPipeline } from "../rendered-pipeline";
import type { PipelineRun } from "../run";
import { BRANCH, headOf, pushBranch } from "./branch";
import { type Comparison, compareFiles } from "./comparison";
import { newerPins } from "./newer-pins";
import { preconditions } from "./preconditions";
import { bringPullRequest, openPullRequest, TITLE } from "./pull-request";

/** A place in the repository, and the rendered files compared with it. */
interface Target extends Comparison {
  readonly branch: string;
  readonly commit: string;
}

/** Brings the rendered files into the app's repository as one pull request, if they differ from what is there. */
export async function propose(run: PipelineRun, dryRun: boolean): Promise<number> {
  const { settings } = run;
  const repository = `${settings.github.owner}/${settings.github.repository}`;
  const { files, defaultBranch, questions } = await prepare(run, repository);
  const github = await repositoryApi(questions, repository, run.env);
  try {
    const branch = settings.pipeline?.updatesBranch ?? defaultBranch;
    const commit = await targetCommit(github, branch);
    const target = { branch, commit, ...(await compareFiles(github, commit, files)) };
    for (const each of target.notes) run.note(each);
    if (target.changes.length === 0) return await nothingToDo(run, github, branch);
    refuseOlderPins(target, run);
    if (dryRun) for (const { diff } of target.changes) run.write(diff);
    else await bring(run, github, target);
    return EXIT.done;
  } catch (error) {
    if (error instanceof ApiError) throw refusedBy(error);
    throw error;
  }
}

/** What a proposal is made of. */
interface Prepared {
  readonly files: ReadonlyMap<string, string>;
  readonly defaultBranch: string;
  /** GitHub, signed in. */
  readonly questions: GitHubQuestions;
}

/** Looks at settings, credentials and repository, and tells all that is wrong with them at once. */
async function prepare(run: PipelineRun, repository: string): Promise<Prepared> {
  const rendered = attempt(() => renderedPipeline(run.settings).files);
  const { problems, notes, defaultBranch, github } = await preconditions(run, repository);
  for (const each of notes) run.note(each);
  if (rendered instanceof CommandFailure || github === undefined || problems.length > 0) {
    const all = rendered instanceof CommandFailure ? [rendered.message, ...problems] : problems;
    throw new CommandFailure(
      `nothing was proposed:\n${all.map((each) => `  ${each}`).join("\n")}`,
      EXIT.problems,
    );
  }
  return { files: rendered, defaultBranch, questions: github };
}

function attempt<T>(work: () => T): T | CommandFailure {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandFailure) return error;
    throw error;
  }
}

async function targetCommit(github: GitHub, branch: string): Promise<string> {
  try {
    const commit = await headOf(github, branch);
    if (commit !== undefined) return commit;
  } catch (error) {
    // 409: a repository without a commit.
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  }
  throw new CommandFailure(
    `${github.repository} has no branch ${branch}; make it, and its first files, with \`npm run deploy -- repository\``,
    EXIT.problems,
  );
}

async function nothingToDo({ note }: PipelineRun, github: GitHub, branch: string): Promise<number> {
  note(`nothing to do: ${branch} of ${github.repository} holds the rendered files`);
  const stale = await openPullRequest(github);
  if (stale !== undefined)
    note(`${stale.html_url} is still open and no longer needed: close it and delete ${BRANCH}`);
  return EXIT.done;
}

/** Bot and generator must not fight: what Dependabot bumped there is pulled first. */
function refuseOlderPins({ live, branch }: Target, { pinsFile }: PipelineRun): void {
  const newer = newerPins(live, readPins(pinsFile));
  if (newer.length === 0) return;
  const list = newer.map(({ name, from, to }) => `  ${name}: ${to} there, ${from} here`).join("\n");
  throw new CommandFailure(
    `nothing was proposed: ${branch} runs on newer versions, or other digests of the same tag, than are pinned here, and they would be taken back:
${list}
Pull them from a checkout of ${branch}: npm run pipeline -- pins pull DIR`,
    EXIT.problems,
  );
}

/** Whose pull requests are that the token of a workflow run opens. */
const ACTIONS = "github-actions[bot]";
const UNCHECKED =
  `${ACTIONS} opened it, and GitHub starts no checks for that: close and reopen it yourself, and sign in as a ` +
  `GitHub App the next time (${APP_VARIABLES.join(", ")})`;

async function bring({ write, note }: PipelineRun, github: GitHub, target: Target): Promise<void> {
  const { branch, commit, changes } = target;
  const moved = await pushBranch(github, commit, TITLE, changes);
  const { pull, done } = await bringPullRequest(github, branch, changes);
  for (const { path, kind } of changes) note(`${kind}: ${path}`);
  note(
    !moved && done === "updated"
      ? "proposed already, as it is now"
      : `${done} #${pull.number} into ${branch}`,
  );
  if (done === "opened" && pull.user?.login === ACTIONS) note(UNCHECKED);
  write(`${pull.html_url}\n`);
}

function refusedBy(error: ApiError): CommandFailure {
  const { status } = error;
  const next =
    status === 0 || status >= 500
      ? "GitHub is in trouble (https://www.githubstatus.com); run propose again, it takes up where it stopped"
      : status === 403 || status === 404
        ? "compare the token's permissions and the repository's rules with what propose does: it pushes one branch and opens one pull request"
        : "mend what GitHub names, and run propose again";
  return new CommandFailure(`${error.message}\n${next}`);
}
