import type { Context } from "../context";
import { MOST, type Place, successfulRuns } from "../deploy-runs";
import { Misuse } from "../failure";
import { git } from "../git";
import type { GitHub } from "../github";
import { isInRegistry } from "../registry";
import { DEPLOY_JOB, deployFile, VERIFIED } from "../verified-step";

interface Job {
  readonly name: string;
  readonly steps?: readonly { readonly name: string; readonly conclusion: string | null }[];
}

const DIGEST = new RegExp(`^${VERIFIED}(sha256:[0-9a-f]{64})$`);

interface Found {
  readonly digest: string;
  readonly sha: string;
}

/**
 * Finds the digest that the earlier environment ran from the very tree that is to be deployed now. An image that the
 * registry has lost since is built anew, as for a tree that never ran: else nothing but new code could be deployed.
 */
export async function promote(context: Context): Promise<void> {
  const { clock, config, environment, environmentName, settings, out } = context;
  const { promoteFrom } = environment;
  if (promoteFrom === undefined) throw nothingToPromote(environmentName);
  const { branch } = context.environmentNamed(promoteFrom);
  const tree = settings.optional("TREE") ?? git("rev-parse", "HEAD^{tree}");
  const found = await findDigest(context.github(), { environment: promoteFrom, branch }, tree);
  const kept =
    found !== undefined && isInRegistry(`${config.image}@${found.digest}`, clock) ? found : undefined;
  out.set("digest", kept?.digest ?? "");
  out.set("source-sha", kept?.sha ?? "");
  if (kept !== undefined) return out.notice(promoted(promoteFrom, kept));
  const anew = "so the image is built anew.";
  if (found === undefined)
    return out.notice(
      `No run of ${deployFile(promoteFrom)} deployed tree ${tree.slice(0, 7)} successfully, ${anew}`,
    );
  out.warning(
    `${promoteFrom} ran the same tree, but its image ${found.digest} is in the registry no more, ${anew}`,
  );
}

function promoted(from: string, { sha, digest }: Found): string {
  return `${from} ran the same tree (commit ${sha.slice(0, 7)}): its image ${digest} is promoted, not rebuilt.`;
}

/**
 * Takes the digest from the environment's own workflow, and not from a deployment's status: whoever can push a workflow
 * can write a status. A run of the same tree ran the same workflow, because the tree holds it.
 */
async function findDigest(github: GitHub, place: Place, tree: string): Promise<Found | undefined> {
  const trees = new Map<string, string | undefined>();
  for (const { id, head_sha: sha } of await successfulRuns(github, place)) {
    if (!trees.has(sha)) trees.set(sha, await treeOf(github, sha));
    if (trees.get(sha) !== tree) continue;
    const digest = await digestOf(github, id);
    if (digest !== undefined) return { digest, sha };
  }
  return undefined;
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
