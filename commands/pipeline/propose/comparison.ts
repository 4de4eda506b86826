import { unifiedDiff } from "../../../constructs";
import type { GitHub } from "../../../constructs/delivery-pipeline/tool/github";
import { CommandFailure, EXIT } from "../../command-line";

/** A rendered file that the repository has not, or has otherwise. */
export interface FileChange {
  readonly path: string;
  readonly kind: "new" | "changed";
  readonly content: string;
  readonly diff: string;
}

/** What the repository holds of the rendered files, and how it differs. */
export interface Comparison {
  readonly changes: readonly FileChange[];
  /** Content by path; without those that are not there. */
  readonly live: ReadonlyMap<string, string>;
}

interface LiveFile {
  readonly type: string;
  readonly encoding: string;
  readonly content: string;
}

/** Compares the rendered files with those at a commit; files that are not rendered are none of ours. */
export async function compareFiles(
  github: GitHub,
  commit: string,
  files: ReadonlyMap<string, string>,
): Promise<Comparison> {
  const paths = [...files.keys()];
  const found = await Promise.all(paths.map((path) => liveFile(github, commit, path)));
  const live = new Map<string, string>();
  const changes: FileChange[] = [];
  for (const [index, [path, content]] of [...files].entries()) {
    const there = found[index];
    if (there !== undefined) live.set(path, there);
    if (there === content) continue;
    const diff = unifiedDiff(path, there ?? "", content);
    changes.push({ path, kind: there === undefined ? "new" : "changed", content, diff });
  }
  return { changes, live };
}

async function liveFile(github: GitHub, commit: string, path: string): Promise<string | undefined> {
  const file = await github.find<LiveFile | readonly unknown[]>(`/contents/${path}?ref=${commit}`);
  if (file === undefined) return undefined;
  if ("type" in file && file.type === "file" && file.encoding === "base64")
    return Buffer.from(file.content, "base64").toString("utf8");
  throw new CommandFailure(
    `${path} is no plain file in ${github.repository}, and a rendered file of that name is to come; take it away there first`,
    EXIT.problems,
  );
}
