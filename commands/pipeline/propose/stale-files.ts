import { isRendered, isRenderedPlace } from "../../../constructs";
import type { GitHub } from "../../../constructs/delivery-pipeline/tool/github";

/** Larger files are none of ours, and are not fetched to see. */
const MOST_BYTES = 256 * 1024;

interface Tree {
  readonly tree: readonly {
    readonly path: string;
    readonly mode: string;
    readonly sha: string;
    readonly size?: number;
  }[];
  readonly truncated: boolean;
}

/** Files that were rendered once, as their header says, and are rendered no more. */
export interface StaleFiles {
  /** Content by path. */
  readonly stale: readonly (readonly [path: string, text: string])[];
  /** What could not be checked. */
  readonly notes: readonly string[];
}

/** Looks for them at a commit, where files are rendered to: at the top, and below `.github`. */
export async function staleFiles(
  github: GitHub,
  commit: string,
  files: ReadonlyMap<string, string>,
): Promise<StaleFiles> {
  const { tree, truncated } = await github.get<Tree>(`/git/trees/${commit}?recursive=1`);
  const candidates = tree.filter(
    ({ path, mode, size = 0 }) =>
      mode.startsWith("100") && size <= MOST_BYTES && isRenderedPlace(path) && !files.has(path),
  );
  const texts = await Promise.all(
    candidates.map(async ({ path, sha }) => [path, await textOf(github, sha)] as const),
  );
  return {
    stale: texts.filter(([path, text]) => isRendered(path, text)),
    notes: truncated ? [untold(github)] : [],
  };
}

async function textOf(github: GitHub, sha: string): Promise<string> {
  const { content } = await github.get<{ content: string }>(`/git/blobs/${sha}`);
  return Buffer.from(content, "base64").toString("utf8");
}

function untold({ repository }: GitHub): string {
  return (
    `GitHub does not list all files of ${repository}: whether one is rendered no more was not checked; ` +
    "`npm run pipeline -- check DIR` tells it from a checkout"
  );
}
