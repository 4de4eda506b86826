import type { StackConfiguration, Values } from "./configuration";
import { isBlock } from "./configuration";
import { referenceOf } from "./expression";
import type { Finding } from "./finding";
import { Place } from "./place";

/** How many references a value is followed through. */
const MOST_REFERENCES = 5;

/**
 * One stack as one policy looks at it. It collects what the policy finds, and notes by itself what the policy asks for
 * and cannot be told before Terraform runs.
 */
export class StackView {
  private readonly found = new Map<string, Finding>();
  private subjects = 0;

  public constructor(
    public readonly name: string,
    public readonly configuration: StackConfiguration,
  ) {}

  /** What was found, in the order it was found. */
  public get findings(): readonly Finding[] {
    return [...this.found.values()];
  }

  /** Whether the stack has anything that the policy is about. */
  public get hasSubjects(): boolean {
    return this.subjects > 0;
  }

  /** The resources of a type that the policy makes demands on; those with `count = 0` are none. */
  public resources(...types: readonly string[]): readonly Place[] {
    const places = types.flatMap((type) => this.placesOf(type));
    this.subjects += places.length;
    return places;
  }

  /** The resources of a type that fulfil a demand. One that may not exist fulfils none. */
  public guards(...types: readonly string[]): readonly Place[] {
    return types.flatMap((type) => this.placesOf(type)).filter((place) => place.surelyExists());
  }

  /** What the stack lets go of: `removed` blocks. */
  public removals(): readonly Place[] {
    return [this.configuration.removed]
      .flat()
      .filter(isBlock)
      .map((values, index) => new Place(this, `removed[${index}]`, values));
  }

  /** A part of the configuration that is no resource; undefined when there is none. */
  public part(name: "terraform"): Place | undefined {
    const values = this.configuration[name];
    if (!isBlock(values)) return undefined;
    this.subjects += 1;
    return new Place(this, name, values);
  }

  /** The value that a reference within the stack leads to; whatever cannot be followed stays as it is. */
  public resolve(value: unknown): unknown {
    let current = value;
    for (let step = 0; step < MOST_REFERENCES; step++) {
      const next = this.follow(current);
      if (next === undefined) return current;
      current = next;
    }
    return current;
  }

  /** Notes a finding, once for each place and fault. */
  public note(finding: Finding): void {
    this.found.set(`${finding.path} ${finding.fault}`, finding);
  }

  /** Notes that a value is known only when Terraform runs. */
  public noteUnknown(at: Pick<Finding, "path" | "construct">, what: string, got?: unknown): void {
    this.note({
      ...at,
      fault: `the policy cannot be evaluated: ${what}`,
      ...(got === undefined ? {} : { got }),
      next: "write it so that it is known at synth, or waive the policy with a reason and an expiry date",
      unknown: true,
    });
  }

  private placesOf(type: string): Place[] {
    return Object.entries(this.configuration.resource?.[type] ?? {})
      .flatMap(([name, values]) => [values].flat().map((each) => [name, each] as const))
      .map(([name, values]) => new Place(this, `${type}.${name}`, values, constructOf(values)))
      .filter((place) => place.times() !== 0);
  }

  private follow(value: unknown): unknown {
    const [head = "", name = "", attribute = ""] = referenceOf(value) ?? [];
    if (head === "local" && attribute === "") return this.configuration.locals?.[name];
    return this.configuration.resource?.[head]?.[name]?.[attribute] ?? undefined;
  }
}

function constructOf(values: Values): string | undefined {
  const { metadata } = (values["//"] ?? {}) as { metadata?: { path?: string } };
  return metadata?.path;
}
