import { isPlaceholder } from "../../stacks/placeholder";
import type { ValueFormat } from "./formats";

/** Why a value cannot be a secret's, completing "the secret NAME …"; undefined when nothing speaks against it. Never shows it. */
export function faultOfValue(value: string, format?: ValueFormat): string | undefined {
  if (value === "") return "has no value";
  if (isPlaceholder(value)) return "is a placeholder, which is for planning only";
  if (/^EV\[.*\]$/s.test(value)) return "is what DigitalOcean shows of a secret, and not its value";
  if (/^(["']).*\1$/s.test(value)) return "stands in quotes, which would be part of it";
  // What has several lines may end with one: keys do.
  if (!value.trim().includes("\n") && value.trim() !== value) return "begins or ends with white space";
  if (format !== undefined && !format.pattern.test(value)) return `is not ${format.description}`;
  return undefined;
}
