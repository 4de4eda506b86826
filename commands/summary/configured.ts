type Values = Readonly<Record<string, unknown>>;

/** One setting of a configuration, by its path. */
export interface Setting {
  /** `spec.service[api].instance_count` */
  readonly path: string;
  readonly value: unknown;
}

/** Attributes by which a person knows an element of a list. */
const NAMES = ["name", "key", "rule", "context"];

/**
 * A part of a synthesized configuration that remembers what was told of it. What nobody asks for is left in `untold`,
 * so that a summary leaves nothing out: neither an escape hatch nor an attribute that is new to it.
 */
export class Configured {
  public static of(values: Values): Configured {
    return new Configured(values, "", new Set());
  }

  private constructor(
    private readonly values: Values,
    private readonly path: string,
    private readonly told: Set<string>,
  ) {}

  /** A setting, which is told from now on. @returns undefined when it is not set */
  public take(name: string): unknown {
    this.skip(name);
    return this.values[name] ?? undefined;
  }

  /** A setting, told or not, that something else is to be told by. */
  public peek(name: string): unknown {
    return this.values[name] ?? undefined;
  }

  /** A setting as text. @returns undefined when it is not set */
  public text(name: string): string | undefined {
    const value = this.take(name);
    return value === undefined ? undefined : String(value);
  }

  /** A list of plain values. */
  public list(name: string): readonly unknown[] {
    return [this.take(name) ?? []].flat();
  }

  /** The blocks of a name, whether they were written as one object or as a list. */
  public blocks(name: string): Configured[] {
    const blocks = blocksOf(this.values[name]);
    if (blocks.length === 0) this.skip(name);
    return blocks.map((values, index) =>
      this.below(pathOf(this.at(name), values, index, blocks.length), values),
    );
  }

  /** Settings that are told elsewhere, or go without saying. */
  public skip(...names: readonly string[]): void {
    for (const name of names) this.told.add(this.at(name));
  }

  /** Settings that go without saying as long as they are what is expected. */
  public expect(expected: Values): void {
    for (const [name, value] of Object.entries(expected))
      if (JSON.stringify(this.values[name]) === JSON.stringify(value)) this.skip(name);
  }

  /** Every setting that was neither taken nor skipped. */
  public untold(): Setting[] {
    return Object.entries(this.values).flatMap(([name, value]) => this.untoldOf(name, value));
  }

  private untoldOf(name: string, value: unknown): Setting[] {
    const path = this.at(name);
    if (this.told.has(path) || value === null || value === undefined) return [];
    const blocks = blocksOf(value);
    if (blocks.length === 0) return [{ path, value }];
    return this.blocks(name).flatMap((block) => block.untold());
  }

  private at(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }

  private below(path: string, values: Values): Configured {
    return new Configured(values, path, this.told);
  }
}

function blocksOf(value: unknown): Values[] {
  return [value].flat().filter((each): each is Values => typeof each === "object" && each !== null);
}

function pathOf(path: string, values: Values, index: number, count: number): string {
  if (count === 1) return path;
  const name = NAMES.map((each) => values[each]).find((each) => each !== undefined);
  return `${path}[${name ?? index}]`;
}
