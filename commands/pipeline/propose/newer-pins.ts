import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type PinChange, type PinsFile, pullPins } from "../../../constructs";

/**
 * The pins that are newer in the repository, or that are another image of the same tag there, as Dependabot bumps
 * `python:3.11-slim`: a proposal would take its bumps back.
 */
export function newerPins(live: ReadonlyMap<string, string>, pins: PinsFile): readonly PinChange[] {
  if (![...live.keys()].some((path) => path.startsWith(".github/workflows/"))) return [];
  const directory = mkdtempSync(join(tmpdir(), "pipeline-"));
  try {
    for (const [path, content] of live) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    const { changes, leftBehind } = pullPins(directory, pins);
    return [...changes, ...leftBehind.map(({ change }) => change)].filter(
      ({ from, to }) => isNewer(to, from) || isOtherDigest(to, from),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Digests have no order, so which of the two is newer cannot be told. */
function isOtherDigest(image: string, than: string): boolean {
  return image !== than && image.includes("@") && image.split("@")[0] === than.split("@")[0];
}

/** Compares the numbers of two versions; digests are left out. */
function isNewer(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => (text.split("@")[0] ?? "").match(/\d+/g) ?? []);
  for (const [index, part] of (left ?? []).entries()) {
    const difference = Number(part) - Number(right?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
