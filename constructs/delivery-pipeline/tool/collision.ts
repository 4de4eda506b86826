import type { Deployment, Spec } from "./digitalocean";
import { hasSameVersions, runsImage, shapeOf } from "./image";

const FAILED = new Set(["ERROR", "CANCELED"]);

/** What one side wrote: the specification that it read, the one that it wrote, and what was there before it read. */
export interface Written {
  readonly image: string;
  readonly read: Spec;
  readonly wrote: Spec;
  /** Deployment of what was written. */
  readonly id: string;
  readonly before: ReadonlySet<string>;
}

/** Two writes that did not know of each other: what is lost, and what to write the image into to have both. */
export interface Collision {
  readonly lost: "image" | "settings";
  readonly other: Deployment;
  readonly spec: Spec;
}

/**
 * Whether an apply of the platform came between. Both sides read an app's specification and write it whole, so the later
 * one takes back what the earlier one wrote: an apply the image, a deploy the settings. Another image alone is no
 * collision: somebody deployed it.
 * @param deployments newest first
 */
export function collisionOf(deployments: readonly Deployment[], written: Written): Collision | undefined {
  const { image, read, wrote, id, before } = written;
  const other = deployments.find((each) => each.id !== id && !before.has(each.id));
  const spec = other?.spec;
  if (other === undefined || spec === undefined || !runsImage(spec, image)) return undefined;
  if (FAILED.has(other.phase ?? "") || shapeOf(spec, image) === shapeOf(wrote, image)) return undefined;
  const ours = deployments.findIndex((each) => each.id === id);
  if (deployments.indexOf(other) > ours) return { lost: "settings", other, spec };
  if (hasSameVersions(spec, wrote, image)) return undefined;
  const former = deployments.slice(ours + 1).flatMap((each) => (each.spec === undefined ? [] : [each.spec]));
  const older = [read, ...former];
  const isOlder = older.some((each) => runsImage(each, image) && hasSameVersions(each, spec, image));
  return isOlder ? { lost: "image", other, spec } : undefined;
}
