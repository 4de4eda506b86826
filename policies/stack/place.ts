import type { Problem } from "../../constructs";
import type { Values } from "./configuration";
import { isBlock } from "./configuration";
import { isComputed } from "./expression";
import type { StackView } from "./stack-view";

/** What an attribute must be. */
export interface Requirement extends Omit<Problem, "got"> {
  readonly holds: (value: unknown) => boolean;
  readonly allowed: string;
}

/** A block of a stack's configuration, and where it is. */
export class Place {
  public constructor(
    private readonly stack: StackView,
    /** Terraform's address of it: `digitalocean_app.App_F1B96344.spec[0]`. */
    public readonly path: string,
    public readonly values: Values,
    private readonly construct?: string,
    /** The resource that it is a part of. */
    private readonly resource?: Place,
  ) {}

  /** An attribute, followed through references within the stack; undefined when it is left out. */
  public value(attribute: string): unknown {
    return this.stack.resolve(this.values[attribute]) ?? undefined;
  }

  /** An attribute that decides: noted, and undefined, when it is known only when Terraform runs. */
  public known(attribute: string): unknown {
    const value = this.value(attribute);
    if (isComputed(value)) {
      this.noteComputed(attribute, value);
      return undefined;
    }
    this.noteIgnored(attribute);
    return value;
  }

  /** Whether a switch that decides is on; Terraform takes "true", "1", "false" and "0" for it as well. @param byDefault when it is left out */
  public isOn(attribute: string, byDefault: boolean): boolean {
    const value = this.known(attribute) ?? byDefault;
    return value === true || value === "true" || value === "1";
  }

  /** Notes the attribute unless it is as required. */
  public require(attribute: string, { holds, ...problem }: Requirement): void {
    const value = this.value(attribute);
    if (isComputed(value)) this.noteComputed(attribute, value);
    else if (!holds(value)) this.note(attribute, { ...problem, got: value ?? null });
    else this.noteIgnored(attribute);
  }

  /** Whether Terraform leaves an attribute as it finds it, whatever the configuration says. */
  public isIgnored(attribute: string): boolean {
    const { path, values } = this.resource ?? this;
    const own = `${this.path}.${attribute}`.slice(path.length + 1);
    if (own.startsWith("lifecycle")) return false;
    return ignoredBy(values).some((ignored) => ignored === "all" || isWithin(own, ignored));
  }

  /** Notes that an attribute may be anything, when Terraform leaves it as it finds it. */
  public noteIgnored(attribute: string): void {
    if (this.isIgnored(attribute))
      this.noteUnknown(
        attribute,
        `Terraform ignores what \`${attribute}\` becomes (lifecycle.ignore_changes)`,
      );
  }

  /** The nested blocks of a name. */
  public blocks(name: string): readonly Place[] {
    const value = this.value(name);
    const dynamic = [this.values.dynamic].flat().filter(isBlock);
    const open = dynamic.some((each) => each[name] !== undefined);
    if (open) this.noteUnknown(name, `\`dynamic.${name}\` makes blocks when Terraform runs`);
    const all = value === undefined ? [] : [value].flat();
    return all.flatMap((each, index) => {
      if (isBlock(each)) return [this.part(`${name}[${index}]`, each)];
      this.noteComputed(name, each);
      return [];
    });
  }

  /** The first nested block of a name. */
  public block(name: string): Place | undefined {
    return this.blocks(name)[0];
  }

  /** Entries of a list, or "unknown", noted, when Terraform makes the list. */
  public entries(attribute: string): readonly unknown[] | "unknown" {
    const value = this.value(attribute);
    if (Array.isArray(value)) return value;
    if (value === undefined) return [];
    this.noteComputed(attribute, value);
    return "unknown";
  }

  /** Notes a fault of an attribute. */
  public note(attribute: string, problem: Problem): void {
    this.stack.note({ ...problem, ...this.at(attribute) });
  }

  /** Notes that something of an attribute cannot be told. */
  public noteUnknown(attribute: string, what: string, got?: unknown): void {
    this.stack.noteUnknown(this.at(attribute), what, got);
  }

  /** All attributes, followed through references within the stack. */
  public resolved(): Values {
    return this.deeply(this.values) as Values;
  }

  /** Whether it is made at least once; noted when that cannot be told. */
  public surelyExists(): boolean {
    const times = this.times();
    if (times === "unknown") this.noteUnknown("", "Terraform decides how many of it there are");
    return times !== "unknown" && times > 0;
  }

  /** How many of it there are. */
  public times(): number | "unknown" {
    const { count, for_each } = this.values;
    const each = this.stack.resolve(count ?? for_each ?? 1);
    if (Array.isArray(each)) return each.length;
    if (isBlock(each)) return Object.keys(each).length;
    // Terraform converts a text.
    const number = typeof each === "string" && /^\d+$/.test(each) ? Number(each) : each;
    return typeof number === "number" ? number : "unknown";
  }

  private part(name: string, values: Values): Place {
    return new Place(this.stack, `${this.path}.${name}`, values, this.construct, this.resource ?? this);
  }

  private deeply(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.deeply(each));
    if (!isBlock(value)) return this.stack.resolve(value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.deeply(each)]));
  }

  private noteComputed(attribute: string, value: unknown): void {
    // Anything but an expression could be a secret in the wrong place.
    const got = isComputed(value) ? value : undefined;
    this.noteUnknown(attribute, `\`${attribute}\` is known only when Terraform runs`, got);
  }

  private at(attribute: string) {
    const path = attribute === "" ? this.path : `${this.path}.${attribute}`;
    return { path, ...(this.construct === undefined ? {} : { construct: this.construct }) };
  }
}

/** Paths that Terraform ignores, as `spec[0].env`; "all" is everything. */
function ignoredBy({ lifecycle }: Values): string[] {
  return [lifecycle]
    .flat()
    .filter(isBlock)
    .flatMap(({ ignore_changes }) => [ignore_changes ?? []].flat())
    .map((path) => String(path).replace(/\.(\d+)(?=\.|\[|$)/g, "[$1]"));
}

function isWithin(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`) || path.startsWith(`${whole}[`);
}
