import type { RepositoryRecord } from "./data";
import { invalid } from "./errors";
import { resolve } from "./git";

/** Makes a tag at a branch or commit, unless there is one of this name. */
export function writeTag(record: RepositoryRecord, tag: string, target: string): void {
  const ref = `refs/tags/${tag}`;
  if (record.git.refs[ref] !== undefined) return;
  const sha = resolve(record, target);
  if (sha === undefined) {
    throw invalid("Validation Failed", { resource: "Release", code: "invalid", field: "target_commitish" });
  }
  record.git.refs[ref] = sha;
}
