import type { Context } from "../context";
import { Misuse } from "../failure";
import { git } from "../git";
import type { GitHub } from "../github";

interface Deployment {
  readonly id: number;
  readonly sha: string;
}

interface Status {
  readonly state: string;
  readonly description?: string | null;
  readonly creator?: { readonly login: string } | null;
}

/** Whose statuses are that `notify` writes: others with write access can write some too. */
const WORKFLOWS = "github-actions[bot]";
const DIGEST = /sha256:[0-9a-f]{64}/;
const MOST = 100;

/** Finds the digest that the earlier environment ran from the very tree that is to be deployed now. */
export async function promote(context: Context): Promise<void> {
  const { environment, environmentName, settings, out } = context;
  const { promoteFrom } = environment;
  if (promoteFrom === undefined) throw nothingToPromote(environmentName);
  const tree = settings.optional("TREE") ?? git("rev-parse", "HEAD^{tree}");
  const found = await findDigest(context.github(), promoteFrom, tree);
  out.set("digest", found?.digest ?? "");
  out.set("source-sha", found?.sha ?? "");
  if (found === undefined) {
    out.notice(`${promoteFrom} never ran tree ${tree.slice(0, 7)} successfully, so the image is built anew.`);
    return;
  }
  out.notice(
    `${promoteFrom} ran the same tree (commit ${found.sha.slice(0, 7)}): its image ${found.digest} is promoted, not rebuilt.`,
  );
}

async function findDigest(
  github: GitHub,
  environment: string,
  tree: string,
): Promise<{ readonly digest: string; readonly sha: string } | undefined> {
  const path = `/deployments?environment=${encodeURIComponent(environment)}&per_page=${MOST}`;
  const trees = new Map<string, string | undefined>();
  for (const { id, sha } of await github.get<readonly Deployment[]>(path)) {
    if (!trees.has(sha)) trees.set(sha, await treeOf(github, sha));
    if (trees.get(sha) !== tree) continue;
    const digest = digestOf(
      await github.get<readonly Status[]>(`/deployments/${id}/statuses?per_page=${MOST}`),
    );
    if (digest !== undefined) return { digest, sha };
  }
  return undefined;
}

async function treeOf(github: GitHub, sha: string): Promise<string | undefined> {
  return (await github.find<{ tree: { sha: string } }>(`/git/commits/${sha}`))?.tree.sha;
}

/**
 * The digest that `notify` wrote into a successful status. The newest status decides whether the deployment went well;
 * GitHub itself adds one without description when a job ends, and `inactive` when a later deployment took its place.
 */
function digestOf(statuses: readonly Status[]): string | undefined {
  const newest = statuses[0]?.state;
  if (newest !== "success" && newest !== "inactive") return undefined;
  const ours = statuses.find(
    ({ state, description, creator }) =>
      state === "success" && creator?.login === WORKFLOWS && DIGEST.test(description ?? ""),
  );
  return DIGEST.exec(ours?.description ?? "")?.[0];
}

function nothingToPromote(name: string): Misuse {
  return new Misuse({
    intent: `promote an image to ${name}`,
    fault: "platform.json names no environment to promote from",
    next: "do not run promote for it, or set promoteFrom and render again",
  });
}
