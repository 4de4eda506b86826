import type { Path } from "./diff/path";

/** Attributes that the configuration leaves as they are, by the object's address, as `lifecycle.ignore_changes` has them. */
export type Ignored = Readonly<Record<string, readonly string[]>>;

interface Step {
  readonly name: string;
  readonly index?: number;
}

/** Whether an attribute is one of these or below one: `spec[0].service[0].image[0].tag`, or all of the object. */
export function isIgnored(path: Path, ignored: readonly string[]): boolean {
  return ignored.some((each) => each === "all" || isBelow(path, stepsOf(each)));
}

function stepsOf(attribute: string): Step[] {
  return [...attribute.matchAll(/([A-Za-z_][\w-]*)(?:\[(\d+)\])?/g)].map(([, name = "", index]) =>
    index === undefined ? { name } : { name, index: Number(index) },
  );
}

function isBelow(path: Path, steps: readonly Step[]): boolean {
  return steps.every(({ name, index }, at) => {
    const segment = path[at];
    if (segment?.name !== name) return false;
    return index === undefined || (segment.before ?? index) === index;
  });
}
