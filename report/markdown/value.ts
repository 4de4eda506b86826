import type { AttributeChange } from "../model";
import type { Json } from "../plan-json";
import { SENSITIVE, type Shown, UNKNOWN } from "../values/show";
import { code, LONGEST, shorten } from "./code";
import { excerpts } from "./excerpt";

/** A value as a reader sees it. */
export function value(shown: Shown): string {
  switch (shown.kind) {
    case "absent":
      return "nothing";
    case "sensitive":
      return SENSITIVE;
    case "unknown":
      return UNKNOWN;
    case "value":
      return shown.value === null ? "nothing" : code(shorten(text(shown.value)));
  }
}

/** JSON as it is read: names without quotes, scalars as Terraform writes them. */
function text(value: Json): string {
  if (value === SENSITIVE || value === UNKNOWN) return value as string;
  if (Array.isArray(value)) return `[${value.map(text).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, each]) => `${name}: ${text(each as Json)}`)
    .join(", ")}}`;
}

/** What happens to an attribute: `path`: before → after. */
export function change(attribute: AttributeChange): string {
  const { path, before, after, forcesReplacement, undoesDrift, sameTeam, perhapsNoise } = attribute;
  const forces = forcesReplacement ? " — **forces the replacement**" : "";
  const undoes = undoesDrift ? " — **undoes a change made outside Terraform**" : "";
  const same = sameTeam ? " — the same team" : "";
  const noise =
    perhapsNoise === undefined
      ? ""
      : ` — perhaps known noise, ${code(perhapsNoise)}: the plan does not tell the provider's version`;
  return `${code(shorten(path))}${happening(before, after)}${forces}${undoes}${same}${noise}`;
}

function happening(before: Shown, after: Shown): string {
  if (before.kind === "absent") return ` added: ${value(after)}`;
  if (after.kind === "absent") return ` removed: ${value(before)}`;
  if (before.kind === "sensitive" && after.kind === "sensitive")
    return ": (sensitive) → another (sensitive) value";
  if (before.kind === "unknown" && after.kind === "unknown") return "";
  if (isReordered(before, after)) return `, in another order: ${value(before)} → ${value(after)}`;
  return `: ${lineChanges(before, after) ?? longChange(before, after) ?? `${value(before)} → ${value(after)}`}`;
}

/** What differs in a long value; undefined for values that are shown whole. */
function longChange(before: Shown, after: Shown): string | undefined {
  if (before.kind !== "value" || after.kind !== "value") return undefined;
  if (before.value === null || after.value === null) return undefined;
  const [old, next] = [text(before.value), text(after.value)];
  const { from, ...parts } = excerpts(old, next, LONGEST);
  if (from === undefined) return undefined;
  return `${code(parts.before)} → ${code(parts.after)}, from character ${from} of ${old.length} → ${next.length}`;
}

function isReordered(before: Shown, after: Shown): boolean {
  if (before.kind !== "value" || after.kind !== "value") return false;
  if (!Array.isArray(before.value) || !Array.isArray(after.value)) return false;
  const [old, next] = [before.value, after.value].map((items) =>
    (items as readonly Json[]).map((item) => JSON.stringify(item)).sort(),
  );
  return JSON.stringify(old) === JSON.stringify(next);
}

const MOST_LINES = 6;
const MOST_OF_LINE = 80;

/** For texts of several lines, the lines that differ; undefined for other values. */
function lineChanges(before: Shown, after: Shown): string | undefined {
  if (before.kind !== "value" || after.kind !== "value") return undefined;
  if (typeof before.value !== "string" || typeof after.value !== "string") return undefined;
  const [old, next] = [before.value.split("\n"), after.value.split("\n")];
  if (old.length < 3 && next.length < 3) return undefined;
  const removed = without(old, next);
  const added = without(next, old);
  const pairs = removed.map((line, index) => excerpts(line, added[index] ?? "", MOST_OF_LINE));
  const others = added.slice(removed.length).map((line) => shorten(line, MOST_OF_LINE));
  const shown = [
    ...pairs.slice(0, MOST_LINES).map((pair) => `− ${code(pair.before)}`),
    ...[...pairs.slice(0, added.length).map((pair) => pair.after), ...others]
      .slice(0, MOST_LINES)
      .map((line) => `+ ${code(line)}`),
  ];
  const total = removed.length + added.length;
  const more = total > shown.length ? `, and ${total - shown.length} more` : "";
  const count = `${old.length} → ${next.length} lines`;
  return total === 0 ? `${count}, in another order` : `${count}: ${shown.join(", ")}${more}`;
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => line !== "" && !known.has(line));
}
