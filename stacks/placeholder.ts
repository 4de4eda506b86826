import { randomBytes } from "node:crypto";

/** What every placeholder holds, and no real value. A regular expression without special characters. */
export const PLACEHOLDER_MARK = "PLATFORM/PLACEHOLDER";

/**
 * Stands in for a secret's value where none is needed: to plan, and to look for drift. It has every form that the
 * constructs ask of a secret, `user:token` and a Slack webhook's address, so that such a plan gets past their checks. Its end
 * is another in every run: nobody can write a text that is taken for it.
 */
export const PLACEHOLDER = `https://hooks.slack.com/services/${PLACEHOLDER_MARK}/${randomBytes(12).toString("hex")}`;

/** Whether a value stands in for a secret's own. */
export function isPlaceholder(value: string): boolean {
  return value.includes(PLACEHOLDER_MARK);
}
