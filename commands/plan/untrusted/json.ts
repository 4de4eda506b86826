/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object's entries; none when it is no object: another rule tells that. */
export function entriesOf(value: unknown): (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** The same text for the same value, however its keys are ordered. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? "";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}

/** Every text below a value with its place: the values, and the keys, which Terraform reads as templates too. */
export function* textsOf(value: unknown, place: string): Generator<{ place: string; text: string }> {
  if (typeof value === "string") yield { place, text: value };
  if (Array.isArray(value))
    for (const [index, each] of value.entries()) yield* textsOf(each, `${place}[${index}]`);
  for (const [key, each] of entriesOf(value)) {
    const below = place === "" ? key : `${place}.${key}`;
    yield { place: below, text: key };
    yield* textsOf(each, below);
  }
}

/** Whether objects and lists are in each other deeper than that. Does not recurse: the text may be made to exhaust the stack. */
export function isDeeperThan(limit: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return false;
}
