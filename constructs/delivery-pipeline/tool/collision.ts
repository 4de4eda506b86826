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
  if (other?.spec === undefined || FAILED.has(other.phase ?? "")) return undefined;
  if (!runsImage(other.spec, image)) return undefined;
  if (shapeOf(other.spec, image) === shapeOf(wrote, image)) return undefined;
  const ids = deployments.map((each) => each.id);
  const isLater = ids.indexOf(other.id) < ids.indexOf(id);
  if (!isLater) return { lost: "settings", other, spec: other.spec };
  const hasOlder = hasSameVersions(other.spec, read, image) && !hasSameVersions(other.spec, wrote, image);
  return hasOlder ? { lost: "image", other, spec: other.spec } : undefined;
}
