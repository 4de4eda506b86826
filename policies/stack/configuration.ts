/** A block of Terraform's JSON configuration. */
export type Values = Readonly<Record<string, unknown>>;

/** One kind of blocks, by type and name. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/** What Terraform is given for one stack: the parts that policies read. */
export interface StackConfiguration {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly module?: Readonly<Record<string, unknown>>;
  readonly variable?: Readonly<Record<string, Values>>;
  readonly locals?: Values;
  readonly terraform?: Values;
  readonly removed?: unknown;
}

/** A stack as it is synthesized: `TerraformStack.toTerraform()`, or the JSON file that was written. */
export interface SynthesizedConfiguration {
  readonly name: string;
  readonly configuration: object;
}

/** Whether a value is an object with named attributes. */
export function isBlock(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
