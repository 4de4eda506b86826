import type { Context } from "../context";
import { Misuse } from "../failure";
import { git } from "../git";
import type { GitHub } from "../github";
import { DEPLOY_JOB, deployFile, VERIFIED } from "../verified-step";

interface Run {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly conclusion: string | null;
}

interface Job {
  readonly name: string;
  readonly steps?: readonly { readonly name: string; readonly conclusion: string | null }[];
}

interface Place {
  readonly environment: string;
  readonly branch: string;
}

const DIGEST = new RegExp(`^${VERIFIED}(sha256:[0-9a-f]{64})$`);
const MOST = 100;

/** Finds the digest that the earlier environment ran from the very tree that is to be deployed now. */
export async function promote(context: Context): Promise<void> {
  const { environment, environmentName, settings, out } = context;
  const { promoteFrom } = environment;
  if (promoteFrom === undefined) throw nothingToPromote(environmentName);
  const { branch } = context.environmentNamed(promoteFrom);
  const tree = settings.optional("TREE") ?? git("rev-parse", "HEAD^{tree}");
  const found = await findDigest(context.github(), { environment: promoteFrom, branch }, tree);
  out.set("digest", found?.digest ?? "");
  out.set("source-sha", found?.sha ?? "");
  if (found === undefined) {
    out.notice(
      `No run of ${deployFile(promoteFrom)} deployed tree ${tree.slice(0, 7)} successfully, so the image is built anew.`,
    );
    return;
  }
  out.notice(
    `${promoteFrom} ran the same tree (commit ${found.sha.slice(0, 7)}): its image ${found.digest} is promoted, not rebuilt.`,
  );
}

/**
 * Takes the digest from the environment's own workflow, and not from a deployment's status: whoever can push a workflow
 * can write a status. A run of the same tree ran the same workflow, because the tree holds it.
 */
async function findDigest(
  github: GitHub,
  place: Place,
  tree: string,
): Promise<{ readonly digest: string; readonly sha: string } | undefined> {
  const trees = new Map<string, string | undefined>();
  for (const { id, head_sha: sha } of await runsOf(github, place)) {
    if (!trees.has(sha)) trees.set(sha, await treeOf(github, sha));
    if (trees.get(sha) !== tree) continue;
    const digest = await digestOf(github, id);
    if (digest !== undefined) return { digest, sha };
  }
  return undefined;
}

/** The successful runs for pushes to the environment's branch, newest first. */
async function runsOf(github: GitHub, { environment, branch }: Place): Promise<readonly Run[]> {
  const file = deployFile(environment);
  const query = `branch=${encodeURIComponent(branch)}&event=push&status=success&per_page=${MOST}`;
  const path = `/actions/workflows/${encodeURIComponent(file)}/runs?${query}`;
  const answer = await github.find<{ workflow_runs?: readonly Run[] }>(path);
  return (answer?.workflow_runs ?? []).filter(
    (run) =>
      run.path.split("@", 1)[0] === `.github/workflows/${file}` &&
      run.event === "push" &&
      run.head_branch === branch &&
      run.conclusion === "success",
  );
}

async function treeOf(github: GitHub, sha: string): Promise<string | undefined> {
  return (await github.find<{ tree: { sha: string } }>(`/git/commits/${sha}`))?.tree.sha;
}

/**
 * The digest that the run found serving. None when it deployed nothing because the app did not exist yet, and none when
 * the step's name is anything but a whole digest: cut off, masked or not evaluated. Only the job that deploys counts,
 * which runs nobody else's code: a job that runs the tests could report steps of its own making.
 */
async function digestOf(github: GitHub, run: number): Promise<string | undefined> {
  const { jobs } = await github.get<{ jobs: readonly Job[] }>(`/actions/runs/${run}/jobs?per_page=${MOST}`);
  const verified = jobs
    .filter(({ name }) => name === DEPLOY_JOB)
    .flatMap(({ steps = [] }) => steps)
    .filter(({ conclusion }) => conclusion === "success")
    .flatMap(({ name }) => DIGEST.exec(name)?.[1] ?? []);
  return verified.length === 1 ? verified[0] : undefined;
}

function nothingToPromote(name: string): Misuse {
  return new Misuse({
    intent: `promote an image to ${name}`,
    fault: "platform.json names no environment to promote from",
    next: "do not run promote for it, or set promoteFrom and render again",
  });
}
