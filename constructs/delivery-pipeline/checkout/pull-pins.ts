import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidValueError } from "../../errors";
import type { ActionPin, ImagePin, PinsFile } from "../pinned-versions";
import { matchingImages, pairedImage } from "./paired-images";

/** A pin that moved. */
export interface PinChange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** What a checkout's versions make of the pins. */
export interface PulledPins {
  readonly pins: PinsFile;
  readonly changes: readonly PinChange[];
}

const USES = /^[\s-]*uses:\s*["']?([\w.-]+\/[\w./-]+)@([0-9a-f]{40})["']?\s*#\s*(v?\d[\w.+-]*)/gm;
const FROM = /^\s*FROM\s+(?:--platform=\S+\s+)?([\w./:-]+?):([\w.-]+)@(sha256:[0-9a-f]{64})/gim;
const WORKFLOWS = join(".github", "workflows");

/**
 * Reads the versions that a checkout of the app's repository runs on, where Dependabot bumps them, into the pins.
 * Only what the pins know already is taken over. An image that an action takes as an input moves with the action.
 * @throws InvalidValueError when the directory holds no workflows, or uses one action or image at two versions, or an
 * action moved and the image of its input did not
 */
export function pullPins(directory: string, pins: PinsFile): PulledPins {
  const changes: PinChange[] = [];
  const actions = { ...pins.actions };
  const used = actionsOf(directory);
  for (const [name, found] of used.actions) {
    const old = actions[name];
    if (old === undefined || old.commit === found.commit) continue;
    actions[name] = found;
    changes.push({ name, from: old.version, to: found.version });
  }
  const images = { ...pins.images };
  const paired = matchingImages(used.actions, used.images, pins.images);
  for (const [name, found] of [...imagesOf(directory), ...paired]) {
    const old = images[name];
    if (old === undefined || (old.digest === found.digest && old.tag === found.tag)) continue;
    images[name] = found;
    changes.push({ name, from: `${old.tag}@${old.digest}`, to: `${found.tag}@${found.digest}` });
  }
  return { pins: { actions, images }, changes };
}

/** The text of a file of pins. */
export function formatPins(pins: PinsFile): string {
  return `${JSON.stringify(pins, null, 2)}\n`;
}

interface Used {
  readonly actions: ReadonlyMap<string, ActionPin>;
  /** Those that actions take as inputs. */
  readonly images: ReadonlyMap<string, ImagePin>;
}

function actionsOf(directory: string): Used {
  const actions = new Map<string, ActionPin>();
  const images = new Map<string, ImagePin>();
  for (const text of workflowsOf(directory)) {
    for (const match of text.matchAll(USES)) {
      const [line, name = "", commit = "", version = ""] = match;
      keep(actions, name, { commit, version }, (pin) => pin.commit);
      const image = pairedImage(name, text.slice(match.index + line.length));
      if (image !== undefined) keep(images, image.repository, image.pin, (pin) => pin.digest);
    }
  }
  return { actions, images };
}

function workflowsOf(directory: string): readonly string[] {
  const folder = join(directory, WORKFLOWS);
  if (!existsSync(folder)) {
    throw new InvalidValueError({
      fault: "the directory is no checkout of the app's repository: it holds no .github/workflows",
      got: directory,
      next: "give the folder that the app's repository is checked out in",
    });
  }
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  return files.sort().map((file) => readFileSync(join(folder, file), "utf8"));
}

function imagesOf(directory: string): ReadonlyMap<string, ImagePin> {
  const file = join(directory, "Dockerfile");
  const found = new Map<string, ImagePin>();
  if (!existsSync(file)) return found;
  for (const [, name = "", tag = "", digest = ""] of readFileSync(file, "utf8").matchAll(FROM)) {
    keep(found, name, { tag, digest, source: "Dockerfile of the app's repository" }, (pin) => pin.digest);
  }
  return found;
}

function keep<T>(found: Map<string, T>, name: string, pin: T, key: (pin: T) => string): void {
  const before = found.get(name);
  if (before !== undefined && key(before) !== key(pin)) {
    throw new InvalidValueError({
      fault: `the checkout uses ${name} at two versions`,
      got: [key(before), key(pin)],
      next: "merge Dependabot's pull requests first, so that one version is left",
    });
  }
  found.set(name, pin);
}
