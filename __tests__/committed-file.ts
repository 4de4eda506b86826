import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { lineDifferences } from "../tools/line-differences";

type Updating = "all" | "new" | "none";

/**
 * A snapshot in a file of its own, as `toMatchSnapshot` but readable: Jest's files escape what a reviewer reads.
 * `jest --updateSnapshot` writes it.
 * @throws Error with the lines that differ
 */
export function expectCommitted(file: string, text: string, updating = updateMode()): void {
  const isThere = existsSync(file);
  if (updating === "all" || (updating === "new" && !isThere)) {
    mkdirSync(dirname(file), { recursive: true });
    if (!isThere || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
    return;
  }
  const differences = lineDifferences(isThere ? readFileSync(file, "utf8") : "", text);
  if (differences.length === 0) return;
  const lines = [`${file} differs; if this is what you want: npm run test:update`, "", ...differences];
  throw new Error(lines.join("\n"));
}

/** Jest's own: `--updateSnapshot` is "all", `--ci` is "none". */
function updateMode(): Updating {
  const { snapshotState } = expect.getState() as unknown as { snapshotState: { _updateSnapshot: Updating } };
  return snapshotState._updateSnapshot;
}
