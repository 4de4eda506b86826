/** A TypeScript expression, written as it is: `InstanceSize.XXS`. */
export class Code {
  /** @param uses names that the expression needs imported */
  public constructor(
    public readonly text: string,
    public readonly uses: readonly string[],
  ) {}
}

/** A call of a constructor or factory: `Secret.named("KEY")`. What is called is imported. */
export function callOf(callee: string, ...args: readonly Value[]): Code {
  const [name = ""] = callee.split(".");
  const given = args.filter((arg) => arg !== undefined);
  return new Code(`${callee}(${given.map((arg) => inline(arg)).join(", ")})`, [
    name,
    ...given.flatMap(usesOf),
  ]);
}

/** What settings are made of; undefined is left out. */
export type Value =
  | string
  | number
  | boolean
  | undefined
  | Code
  | readonly Value[]
  | { readonly [key: string]: Value };

/** What is short enough stays on one line; the rest is left to the formatter. */
const WIDTH = 80;

/** The value as TypeScript. */
export function print(value: Value): string {
  const short = inline(value);
  if (short.length <= WIDTH) return short;
  if (Array.isArray(value)) return `[\n${value.map((item: Value) => `${print(item)},\n`).join("")}]`;
  if (!isRecord(value)) return short;
  const lines = entries(value).map(([key, item]) => `${keyOf(key)}: ${print(item)},\n`);
  return `{\n${lines.join("")}}`;
}

/** Names that the value needs imported. */
export function usesOf(value: Value): string[] {
  if (value instanceof Code) return [...value.uses];
  if (Array.isArray(value)) return value.flatMap((item: Value) => usesOf(item));
  return isRecord(value) ? entries(value).flatMap(([, item]) => usesOf(item)) : [];
}

function inline(value: Value): string {
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) return `[${value.map((item: Value) => inline(item)).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const parts = entries(value).map(([key, item]) => `${keyOf(key)}: ${inline(item)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function entries(value: { readonly [key: string]: Value }): [string, Value][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function isRecord(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Code);
}
