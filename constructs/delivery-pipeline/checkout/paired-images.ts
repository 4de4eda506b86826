import type { Problem } from "../../errors";
import type { ActionPin, ImagePin } from "../pinned-versions";

/**
 * Actions that run an image whose version is one of their inputs. Dependabot bumps the action and leaves the input
 * behind, but the two belong together: the tag is the action's version without its v.
 */
const PAIRED_IMAGES: Readonly<Record<string, string>> = {
  "trufflesecurity/trufflehog": "ghcr.io/trufflesecurity/trufflehog",
};

const VERSION_INPUT = /^[ ]*version:\s*["']?([\w.-]+)@(sha256:[0-9a-f]{64})/m;
const NEXT_STEP = /^\s*- /m;

/** An action and the image that its input names, as one step of a workflow uses them. */
export interface PairedImage {
  readonly repository: string;
  readonly pin: ImagePin;
}

/**
 * The image that an action's step names in its input.
 * @param rest the workflow's text behind the step's `uses:` line
 * @returns undefined when the action takes no image, or the step names none by digest
 */
export function pairedImage(action: string, rest: string): PairedImage | undefined {
  const repository = PAIRED_IMAGES[action];
  if (repository === undefined) return undefined;
  const [, tag, digest] = VERSION_INPUT.exec(rest.split(NEXT_STEP, 1)[0] ?? "") ?? [];
  if (tag === undefined || digest === undefined) return undefined;
  return { repository, pin: { tag, digest, source: "workflow of the app's repository" } };
}

/** What a checkout's images make of the actions that belong to them. */
export interface MatchedImages {
  /** By repository, only those to take over from the checkout. */
  readonly images: ReadonlyMap<string, ImagePin>;
  /** Why an action cannot be taken over, by the action. */
  readonly leftBehind: ReadonlyMap<string, Problem>;
}

/**
 * Chooses the images that belong to the actions: the one that the checkout names beside the action if it is of the
 * action's version, else the pinned one if that is. An action that has neither is left behind.
 * @param actions those of the checkout
 * @param named images that the checkout names in inputs of actions
 * @param pinned images of the file of pins
 */
export function matchingImages(
  actions: ReadonlyMap<string, ActionPin>,
  named: ReadonlyMap<string, ImagePin>,
  pinned: Readonly<Record<string, ImagePin>>,
): MatchedImages {
  const images = new Map<string, ImagePin>();
  const leftBehind = new Map<string, Problem>();
  for (const [action, repository] of Object.entries(PAIRED_IMAGES)) {
    const version = actions.get(action)?.version.replace(/^v/, "");
    const [there, here] = [named.get(repository), pinned[repository]];
    if (version === undefined || here === undefined) continue;
    if (there?.tag === version) images.set(repository, there);
    else if (here.tag !== version)
      leftBehind.set(action, unpaired(action, repository, version, there ?? here));
  }
  return { images, leftBehind };
}

function unpaired(action: string, repository: string, version: string, image: ImagePin): Problem {
  return {
    fault:
      `${action} moved to ${version} but the image that its input \`version\` names did not: ` +
      "Dependabot bumps no inputs",
    got: image.tag,
    allowed: version,
    next:
      `read the digest with \`docker buildx imagetools inspect ${repository}:${version}\`, write tag and digest ` +
      `to images."${repository}" of constructs/delivery-pipeline/pins.json, and pull the pins again`,
  };
}
