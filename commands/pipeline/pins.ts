import { readFileSync, writeFileSync } from "node:fs";
import { describeProblem, formatPins, type LeftBehindPin, type PinsFile, pullPins } from "../../constructs";
import { table } from "../../tools/table";
import { CommandFailure, EXIT } from "../command-line";
import { requireDirectory } from "./files";
import type { PipelineRun } from "./run";

/** Takes the versions of a checkout over into the file of pins, and tells each that moved, and each that could not. */
export function pullPinsInto(run: PipelineRun, directory: string): number {
  const { pinsFile, write, note } = run;
  requireDirectory(directory);
  const before = readPins(pinsFile);
  const { pins, changes, leftBehind } = pullPins(directory, before);
  if (changes.length > 0) {
    pullUv(run, before, pins);
    for (const { name, from, to } of changes) write(`${name}: ${from} -> ${to}\n`);
    writeFileSync(pinsFile, formatPins(pins));
    note(`wrote ${pinsFile}: test it with npm test, and commit it`);
  }
  if (leftBehind.length > 0) throw notPulled(leftBehind);
  if (changes.length === 0) note("nothing to pull: the checkout runs on the pinned versions");
  return EXIT.done;
}

function notPulled(pins: readonly LeftBehindPin[]): CommandFailure {
  const list = pins.map(({ change, problem }) => `  ${change.name}: ${describeProblem(problem)}`);
  return new CommandFailure(`not pulled, and still at the version that is pinned here:\n${list.join("\n")}`);
}

const UV = "ghcr.io/astral-sh/uv";

/** The tests run the uv of the container, locked by its hashes: before the pins are written, because it may fail. */
function pullUv({ lockUv, note }: PipelineRun, before: PinsFile, after: PinsFile): void {
  const version = after.images[UV]?.tag;
  if (version === undefined || version === before.images[UV]?.tag) return;
  try {
    lockUv(version);
  } catch (error) {
    throw new CommandFailure((error as Error).message, EXIT.failed);
  }
  note(`pinned uv ${version} in tools/python, which the tests run: commit it too`);
}

/** Prints every pin. */
export function listPins({ pinsFile, write }: PipelineRun): number {
  const { actions, images } = readPins(pinsFile);
  const rows = [
    ...Object.entries(actions).map(([name, { version, commit }]) => [name, version, commit]),
    ...Object.entries(images).map(([name, { tag, digest }]) => [name, tag, digest]),
  ];
  write(`${table(["name", "version", "commit or digest"], rows)}\n`);
  return EXIT.done;
}

/** The file of pins, parsed. */
export function readPins(pinsFile: string): PinsFile {
  return JSON.parse(readFileSync(pinsFile, "utf8")) as PinsFile;
}
