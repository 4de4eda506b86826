import type { Difference } from "../diff/differences";
import { schemaPath } from "../diff/path";
import { isEmpty, type Node } from "../values/node";
import { isSealed } from "../values/secrecy";

/** Where a difference was seen: in what is planned, or in what Terraform found changed. */
export type Where = "plan" | "drift";

/** One kind of difference that a provider shows though nobody changed anything. */
export interface NoiseRule {
  readonly id: string;
  /** Source address without the registry's host: `digitalocean/digitalocean`. */
  readonly provider: string;
  /** Exact versions whose behaviour was measured. */
  readonly versions: readonly string[];
  /** Where it is reported. */
  readonly upstream: string;
  /** Types of resource; `undefined` means all of the provider's. */
  readonly types?: readonly string[];
  /** What a reader is told: why it shows. */
  readonly explanation: string;
  /** What can hide behind it, or what applying it does. */
  readonly caution?: string;
  matches(difference: Difference, where: Where): boolean;
}

/** Whether the attribute is this one, given as in the provider's documentation: `spec.env.value`. */
export function isAt(pattern: RegExp, { path }: Difference): boolean {
  return pattern.test(schemaPath(path));
}

/**
 * Whether DigitalOcean's ciphertext stands where it was read, and the text that was sent where Terraform knows it. The other
 * way round it would be a ciphertext in the code.
 */
export function isSealedText({ before, after }: Difference, where: Where): boolean {
  const [read, known] = where === "plan" ? [before, after] : [after, before];
  return read !== undefined && known !== undefined && holdsSealed(read) && !holdsSealed(known);
}

function holdsSealed(node: Node): boolean {
  return node.kind === "secret" && typeof node.raw === "string" && isSealed(node.raw);
}

/** Whether the side has a value. */
export function isGiven(node: Node | undefined): boolean {
  return !isEmpty(node);
}

/** Whether the side is exactly this value. */
export function is(node: Node | undefined, value: string | number | boolean | null): boolean {
  return node === undefined ? value === null : node.kind === "scalar" && node.value === value;
}
