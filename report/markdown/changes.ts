import type { ChangeKind, Report, ResourceChange } from "../model";
import { code, inHtml, prose, shorten } from "./code";
import { count, entry } from "./entry";
import { movesToWrite } from "./moves";
import type { Section } from "./section";

interface Heading {
  readonly title: string;
  /** Put away until a reader opens it, when there are many. */
  readonly folds?: true;
}

const HEADINGS: readonly (readonly [ChangeKind, Heading])[] = [
  ["unrecognised", { title: "⚠️ Actions that this report does not know" }],
  ["destroy", { title: "🔴 Destroyed" }],
  ["replace", { title: "🔴 Replaced: destroyed and created anew" }],
  ["redeploy", { title: "🟠 Updated, with a new deployment" }],
  ["update", { title: "🟡 Updated in place" }],
  ["create", { title: "🟢 Created", folds: true }],
  ["move", { title: "Moved to another address, otherwise unchanged", folds: true }],
  ["import", { title: "Imported, otherwise unchanged", folds: true }],
  ["forget", { title: "Forgotten by Terraform" }],
];

/** The changes, one section a kind, the most dangerous first. */
export function changeSections({ changes, stacks }: Report): Section[] {
  const byKind = new Map<ChangeKind, ResourceChange[]>();
  for (const change of changes) {
    const same = byKind.get(change.kind);
    if (same) same.push(change);
    else byKind.set(change.kind, [change]);
  }
  const stackIsKnown = stacks.length === 1;
  return HEADINGS.flatMap(([kind, heading]) => {
    const found = byKind.get(kind);
    return found === undefined ? [] : [section(heading, found, stackIsKnown)];
  });
}

const FOLDED_FROM = 4;

function section(
  { title, folds }: Heading,
  changes: readonly ResourceChange[],
  stackIsKnown: boolean,
): Section {
  const head = `### ${title} (${changes.length})`;
  const listed = (detail: "full" | "brief" | "line") => () => {
    const list = changes.map((change) => entry(change, detail, stackIsKnown)).join("\n");
    const shown = folds && changes.length >= FOLDED_FROM ? fold(list, changes) : list;
    return [head, shown, detail === "line" ? "" : movesToWrite(changes, stackIsKnown)]
      .filter((part) => part !== "")
      .join("\n\n");
  };
  return {
    lengths: [
      listed("full"),
      listed("brief"),
      listed("line"),
      () => `${head}\n\n${byType(changes)}`,
      () => `${head}\n\n${countedByType(changes)}`,
    ],
  };
}

function fold(list: string, changes: readonly ResourceChange[]): string {
  return `<details><summary>${typesOf(changes)}</summary>\n\n${list}\n\n</details>`;
}

const MOST_TYPES_NAMED = 12;

/** What a reader sees of a list that is folded away: how many of which types. */
function typesOf(changes: readonly ResourceChange[]): string {
  const counts = new Map<string, number>();
  for (const { type } of changes) counts.set(type, (counts.get(type) ?? 0) + 1);
  const named = [...counts]
    .slice(0, MOST_TYPES_NAMED)
    .map(([type, number]) => `${number === 1 ? "" : `${number} × `}${inHtml(shorten(type, 60))}`);
  const left = counts.size - named.length;
  return `${named.join(", ")}${left > 0 ? ` and ${count(left, "other type")}` : ""}`;
}

/** One line a type and stack, with the names of all. */
function byType(changes: readonly ResourceChange[]): string {
  return [...grouped(changes)]
    .map(([group, members]) => `- ${group}: ${code(members.map(shortName).join("  "))}`)
    .join("\n");
}

function grouped(changes: readonly ResourceChange[]): Map<string, ResourceChange[]> {
  const groups = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const group = `${code(shorten(change.type, 100))} (${prose(shorten(change.stack, 60))})`;
    const same = groups.get(group);
    if (same) same.push(change);
    else groups.set(group, [change]);
  }
  return groups;
}

/** The address without its type, which the group tells. */
function shortName({ address, type }: ResourceChange): string {
  return address.replace(`${type}.`, "");
}

const MOST_TYPES = 25;

/** What fits whatever the number: how many of each type. */
function countedByType(changes: readonly ResourceChange[]): string {
  const groups = [...grouped(changes)].sort(([, a], [, b]) => b.length - a.length);
  const rest = groups.slice(MOST_TYPES);
  const left = rest.reduce((sum, [, members]) => sum + members.length, 0);
  return [
    "**Too many to name here: every address is in the JSON report.**",
    "",
    ...groups.slice(0, MOST_TYPES).map(([group, members]) => `- ${members.length} × ${group}`),
    ...(rest.length > 0 ? [`- ${left} of ${count(rest.length, "other type")}`] : []),
  ].join("\n");
}
