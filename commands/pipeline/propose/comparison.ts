import { unifiedDiff } from "../../../constructs";
import type { GitHub } from "../../../constructs/delivery-pipeline/tool/github";
import { CommandFailure, EXIT } from "../../command-line";
import { staleFiles } from "./stale-files";

/** A rendered file that the repository has not, has otherwise, or has although it is rendered no more. */
export interface FileChange {
  readonly path: string;
  readonly kind: "new" | "changed" | "removed";
  /** Undefined for one that is removed. */
  readonly content: string | undefined;
  readonly diff: string;
}

/** What the repository holds of the rendered files, and how it differs. */
export interface Comparison {
  readonly changes: readonly FileChange[];
  /** Content by path; without those that are not there. */
  readonly live: ReadonlyMap<string, string>;
  /** What could not be compared. */
  readonly notes: readonly string[];
}

interface LiveFile {
  readonly type: string;
  readonly encoding: string;
  readonly content: string;
}

/** Compares the rendered files with those at a commit; files that are not and were not rendered are none of ours. */
export async function compareFiles(
  github: GitHub,
  commit: string,
  files: ReadonlyMap<string, string>,
): Promise<Comparison> {
  const live = await liveFiles(github, commit, [...files.keys()]);
  const differing = [...files].filter(([path, content]) => live.get(path) !== content);
  const { stale, notes } = await staleFiles(github, commit, files);
  return {
    live,
    notes,
    changes: [
      ...differing.map(([path, content]) => changeOf(path, live.get(path), content)),
      ...stale.map(([path, text]) => changeOf(path, text, undefined)),
    ],
  };
}

function changeOf(path: string, there: string | undefined, content: string | undefined): FileChange {
  const kind = content === undefined ? "removed" : there === undefined ? "new" : "changed";
  return { path, kind, content, diff: unifiedDiff(path, there, content) };
}

async function liveFiles(
  github: GitHub,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(paths.map((path) => liveFile(github, commit, path)));
  return new Map(
    paths.flatMap((path, index): [string, string][] => {
      const text = found[index];
      return text === undefined ? [] : [[path, text]];
    }),
  );
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
