import { Token } from "cdktf";
import type { Problem } from "../errors";

/** A fault if the number is not a whole number of the range; none if it is unset or known to Terraform only. */
export function problemsOfRange(
  what: string,
  value: number | undefined,
  min: number,
  max: number,
): Problem[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  if (Number.isInteger(value) && value >= min && value <= max) return [];
  return [
    {
      fault: `the ${what} is out of range`,
      got: value,
      allowed: `whole numbers from ${min} to ${max}`,
      next: "choose a number in the range",
    },
  ];
}

/** A fault if the text does not match; none if it is unset or known to Terraform only. */
export function problemsOfPattern(
  what: string,
  value: string | undefined,
  pattern: RegExp,
  advice: { readonly allowed: string; readonly next: string },
): Problem[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  if (typeof value === "string" && pattern.test(value)) return [];
  return [{ fault: `the ${what} is malformed`, got: value, ...advice }];
}

/** A fault if an untyped caller gave a value that is not one of the allowed. */
export function problemsOfChoice<T extends string>(
  what: string,
  value: T | undefined,
  allowed: readonly T[],
): Problem[] {
  if (value === undefined || allowed.includes(value) || Token.isUnresolved(value)) return [];
  return [{ fault: `unknown ${what}`, got: value, allowed: allowed.join(", "), next: "choose one of these" }];
}

/** A fault if the text is shorter or longer than allowed; none if it is unset or known to Terraform only. */
export function problemsOfLength(
  what: string,
  value: string | undefined,
  min: number,
  max: number,
): Problem[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  if (value.length >= min && value.length <= max) return [];
  return [
    {
      fault: `the ${what} has the wrong length`,
      got: value,
      allowed: `${min} to ${max} characters`,
      next: value.length < min ? "lengthen it" : "shorten it",
    },
  ];
}
