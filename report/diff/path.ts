/** One step from an object to an attribute in it. */
export interface Segment {
  readonly name: string;
  /** Which element, for a collection whose elements have an identity: the variable's name, the alert's rule. */
  readonly key?: string;
  /** Positions of the element, where it is in a collection. */
  readonly before?: number;
  readonly after?: number;
}

export type Path = readonly Segment[];

const PLAIN = /^[A-Za-z_][\w-]*$/;

/** The path as a person reads it: `spec.service[api].env[LOG_LEVEL].value`. */
export function renderPath(path: Path): string {
  return path.map((segment, index) => renderSegment(segment, index === 0)).join("");
}

function renderSegment({ name, key }: Segment, isFirst: boolean): string {
  const element = key === undefined ? "" : `[${key}]`;
  if (!PLAIN.test(name)) return `${isFirst ? "" : "."}${JSON.stringify(name)}${element}`;
  return `${isFirst ? "" : "."}${name}${element}`;
}

/** The path without elements, as in a provider's documentation: `spec.service.env.value`. */
export function schemaPath(path: Path): string {
  return path.map(({ name }) => name).join(".");
}
