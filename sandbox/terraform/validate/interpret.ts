/**
 * Turns the recorded refusals of the provider facts into the checks that give them.
 */
import type { Validator } from "../schema/field";
import { isCidr, isRfc3339, jsonFault } from "./formats";

type Check = (value: string | number | boolean) => boolean;

interface Rule {
  readonly pattern: RegExp;
  readonly check: (...groups: string[]) => Check;
  /** What the provider adds to the recorded text, e.g. the value it got. */
  readonly got?: (value: string | number | boolean) => string;
}

const got = (value: string | number | boolean) => `, got ${String(value)}`;
const gotFraction = (value: string | number | boolean) => `, got ${Number(value).toFixed(6)}`;

const rules: readonly Rule[] = [
  {
    // Days of the week are taken in any case.
    pattern: /^expected .* to be one of \[(Monday .*)\]$/,
    check: (list = "") => {
      const allowed = allowedValues(list.toLowerCase());
      return (value) => allowed.includes(String(value).toLowerCase());
    },
    got,
  },
  {
    pattern: /^expected .* to be one of \[(.*)\]$/,
    check: (list = "") => {
      const allowed = allowedValues(list);
      return (value) => allowed.includes(String(value));
    },
    got,
  },
  {
    pattern: /^expected length of \S+ to be in the range \((\d+) - (\d+)\)$/,
    check: (low, high) => (value) => within(Buffer.byteLength(String(value)), low, high),
    got,
  },
  {
    pattern: /to be in the range \((-?\d+) - (-?\d+)\)$/,
    check: (low, high) => (value) => within(Number(value), low, high),
    got,
  },
  {
    pattern: /to be at least \((-?\d+\.\d+)\)$/,
    check: (low) => (value) => Number(value) >= Number(low),
    got: gotFraction,
  },
  { pattern: /to be at least \((-?\d+)\)$/, check: (low) => (value) => Number(value) >= Number(low), got },
  { pattern: /^x must not be empty$/, check: () => (value) => value !== "", got },
  { pattern: /^x must not be zero$/, check: () => (value) => value !== 0, got },
  { pattern: /^expected "\S+" to not be an empty string$/, check: () => (value) => value !== "", got },
  { pattern: /^expected "\S+" to be a base64 string$/, check: () => (value) => isBase64(String(value)), got },
  {
    pattern: /^expected "\S+" to be a valid IPv4 Value$/,
    check: () => (value) => isCidr(String(value)),
    got: (value) => `, got ${String(value)}: invalid CIDR address: ${String(value)}`,
  },
  {
    pattern: /must include only alphanumeric characters, underscores or hyphens/,
    check: () => (value) => /^[-a-zA-Z0-9_.]{1,100}$/.test(String(value)),
  },
  {
    pattern: /must include only lowercase alphanumeric characters or hyphens/,
    check: () => (value) => /^[a-z0-9][a-z0-9-]{0,49}$/.test(String(value)),
  },
  {
    pattern: /must be a valid URL and contain <num> token/,
    check: () => (value) => /^https?:\/\/[a-z0-9-.]*(:[0-9]+)?\/.*?<num>.*?$/.test(String(value)),
  },
  {
    pattern: /^tags may contain lowercase letters/,
    check: () => (value) => /^[a-zA-Z0-9_\-:]{1,255}$/.test(String(value)),
  },
  {
    pattern: /^review request delegation algorithm must be one of \[(.*)\]$/,
    check: (list = "") => {
      const allowed = allowedValues(list);
      return (value) => allowed.includes(String(value));
    },
  },
  { pattern: /^review request delegation reviewer count/, check: () => (value) => Number(value) > 0 },
];

/** The check behind a recorded refusal; undefined for those whose check is a rule of the resource type. */
export function interpretValidation(text: string): Validator | undefined {
  if (text === '"~bogus~" cannot be parsed as RFC3339 Timestamp Format') return timestamp;
  if (text === `"x" contains an invalid JSON: invalid character '~' looking for beginning of value`)
    return json;
  const trimmed = text.trim();
  for (const rule of rules) {
    const groups = rule.pattern.exec(trimmed);
    if (groups === null) continue;
    const check = rule.check(...groups.slice(1));
    return (value, key) => (check(value) ? [] : [named(trimmed, key) + (rule.got?.(value) ?? "")]);
  }
  return undefined;
}

function named(text: string, key: string): string {
  return text.replace(/(^|[\s"])x(?=[\s"]|$)/, (_, before: string) => before + key);
}

function timestamp(value: string | number | boolean): readonly string[] {
  return isRfc3339(`${String(value)}T00:00:00Z`)
    ? []
    : [`"${String(value)}" cannot be parsed as RFC3339 Timestamp Format`];
}

function json(value: string | number | boolean, key: string): readonly string[] {
  const fault = jsonFault(String(value));
  return fault === undefined ? [] : [`"${key}" contains an invalid JSON: ${fault}`];
}

function allowedValues(list: string): readonly string[] {
  const quoted = [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? "");
  return quoted.length > 0 ? quoted : list.split(" ");
}

function within(value: number, low = "0", high = "0"): boolean {
  return value >= Number(low) && value <= Number(high);
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
