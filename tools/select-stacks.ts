/** Something with a stack's name. */
interface Named {
  readonly name: string;
}

/** The stacks of these names, in the order of `all`. */
export function stacksNamed<T extends Named>(all: readonly T[], names: readonly string[]): readonly T[] {
  return all.filter(({ name }) => names.includes(name));
}

/** What is wrong with the names: those that no stack has, and those that there are. */
export function unknownStacks(all: readonly Named[], names: readonly string[]): string | undefined {
  const known = all.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name)).map((name) => `"${name}"`);
  if (unknown.length === 0) return undefined;
  return `no stack is called ${unknown.join(", ")}; there are: ${known.join(", ")}`;
}
