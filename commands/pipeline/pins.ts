import { readFileSync, writeFileSync } from "node:fs";
import { formatPins, type PinsFile, pullPins } from "../../constructs";
import { table } from "../../tools/table";
import { EXIT } from "../command-line";
import { requireDirectory } from "./files";
import type { PipelineRun } from "./run";

/** Takes the versions of a checkout over into the file of pins, and tells each that moved. */
export function pullPinsInto({ pinsFile, write, note }: PipelineRun, directory: string): number {
  requireDirectory(directory);
  const { pins, changes } = pullPins(directory, readPins(pinsFile));
  if (changes.length === 0) {
    note("nothing to pull: the checkout runs on the pinned versions");
    return EXIT.done;
  }
  for (const { name, from, to } of changes) write(`${name}: ${from} -> ${to}\n`);
  writeFileSync(pinsFile, formatPins(pins));
  note(`wrote ${pinsFile}: test it with npm test, and commit it`);
  return EXIT.done;
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
