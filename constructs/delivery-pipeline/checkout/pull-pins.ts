import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidValueError, type Problem } from "../../errors";
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
  /** Those that `pins` takes over. */
  readonly changes: readonly PinChange[];
  /** Those that it cannot take over, because the image that belongs to the action is missing. */
  readonly leftBehind: readonly LeftBehindPin[];
}

/** A pin that moved in the checkout and stays here until somebody mends what is missing. */
export interface LeftBehindPin {
  readonly change: PinChange;
  readonly problem: Problem;
}

const USES = /^[\s-]*uses:\s*["']?([\w.-]+\/[\w./-]+)@([0-9a-f]{40})["']?\s*#\s*(v?\d[\w.+-]*)/gm;
const FROM = /^\s*FROM\s+(?:--platform=\S+\s+)?([\w./:-]+?):([\w.-]+)@(sha256:[0-9a-f]{64})/gim;
const WORKFLOWS = join(".github", "workflows");

/**
 * Reads the versions that a checkout of the app's repository runs on, where Dependabot bumps them, into the pins.
 * Only what the pins know already is taken over. An image that an action takes as an input moves with the action; an
 * action whose image is missing is left behind, and all others are taken over.
 * @throws InvalidValueError when the directory holds no workflows, or uses one action or image at two versions
 */
export function pullPins(directory: string, pins: PinsFile): PulledPins {
  const used = actionsOf(directory);
  const paired = matchingImages(used.actions, used.images, pins.images);
  const actions = movedPins(pins.actions, used.actions, ({ version, commit }) => [version, commit]).filter(
    ({ change }) => !paired.leftBehind.has(change.name),
  );
  const found = new Map([...imagesOf(directory), ...paired.images]);
  const images = movedPins(pins.images, found, ({ tag, digest }) => [`${tag}@${digest}`]);
  return {
    pins: { actions: taken(pins.actions, actions), images: taken(pins.images, images) },
    changes: [...actions, ...images].map(({ change }) => change),
    leftBehind: [...paired.leftBehind].flatMap(([name, problem]) => {
      const [from, to] = [pins.actions[name]?.version, used.actions.get(name)?.version];
      return from === undefined || to === undefined ? [] : [{ change: { name, from, to }, problem }];
    }),
  };
}

interface Moved<T> {
  readonly change: PinChange;
  readonly pin: T;
}

/** Pins that are known here and another there; `keyOf` tells what is printed, and what else makes a difference. */
function movedPins<T>(
  known: Readonly<Record<string, T>>,
  found: ReadonlyMap<string, T>,
  keyOf: (pin: T) => readonly [string, ...string[]],
): readonly Moved<T>[] {
  return [...found].flatMap(([name, pin]) => {
    const old = known[name];
    if (old === undefined) return [];
    const [from, to] = [keyOf(old), keyOf(pin)];
    return from.at(-1) === to.at(-1) ? [] : [{ change: { name, from: from[0], to: to[0] }, pin }];
  });
}

function taken<T>(known: Readonly<Record<string, T>>, moved: readonly Moved<T>[]): Record<string, T> {
  return { ...known, ...Object.fromEntries(moved.map(({ change, pin }) => [change.name, pin])) };
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
