import type { AttributeChange, ChangeKind, ResourceChange } from "../model";
import { code, prose, shorten } from "./code";
import { change as attributeChange } from "./value";

/** A change as an item of a list, from all its attributes down to a line. */
export function entries(change: ResourceChange, stackIsKnown: boolean): (() => string)[] {
  const least = change.kind === "create" ? MOST_OF_NEW : Number.POSITIVE_INFINITY;
  const most = Math.min(change.attributes.length, least);
  return [
    () => withAttributes(change, stackIsKnown, most),
    ...LESS.filter((less) => less < most).map((less) => () => withAttributes(change, stackIsKnown, less)),
    () => [headOf(change, stackIsKnown), ...forcedLine(change), ...consequences(change)].join("\n"),
    () => [headOf(change, stackIsKnown), ...forcedLine(change)].join("\n"),
  ];
}

/** What a new object is, is told in so many attributes; more are not worth a reader's time. */
const MOST_OF_NEW = 40;

/** Numbers of attributes, where all of them have no room. */
const LESS = [800, 200, 40, 5];

function headOf(change: ResourceChange, stackIsKnown: boolean): string {
  return `- ${headline(change, stackIsKnown)}`;
}

function consequences({ lost, vanished }: ResourceChange): string[] {
  return [...(lost === undefined ? [] : [`  - **lost:** ${lost}`]), ...(vanished ? [VANISHED] : [])];
}

function withAttributes(change: ResourceChange, stackIsKnown: boolean, most: number): string {
  const noise =
    change.noise.length > 0 ? ["  - known provider noise beside it, not a change: see below"] : [];
  const attributes = attributeLines(change, most);
  return [headOf(change, stackIsKnown), ...consequences(change), ...noise, ...attributes].join("\n");
}

const VANISHED =
  "  - **it was in the state and was not found**: if it is still there, applying makes a double or fails";

function forcedLine({ kind, attributes }: ResourceChange): string[] {
  if (kind !== "replace") return [];
  const names = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
  if (names.length === 0) return [];
  return [
    `  - forced by ${names
      .slice(0, 3)
      .map((path) => code(shorten(path, 80)))
      .join(", ")}`,
  ];
}

function headline(change: ResourceChange, stackIsKnown: boolean): string {
  const { address, stack } = change;
  const place = stackIsKnown ? "" : ` (${prose(shorten(stack, 60))})`;
  const facts = factsOf(change);
  return `${code(shorten(address, 240))}${place}${facts.length > 0 ? `: ${facts.join("; ")}` : ""}`;
}

function factsOf(change: ResourceChange): string[] {
  const { kind, actions, effect, movedFrom, importedId, attributes } = change;
  // The attribute that forces a replacement says more than that one does.
  const isShown = kind === "replace" && attributes.some(({ forcesReplacement }) => forcesReplacement);
  const reason = isShown ? undefined : change.reason;
  return [
    ...(kind === "replace" ? [replacementOrder(actions)] : []),
    ...(kind === "unrecognised" ? [`actions ${actionsOf(actions)}`] : []),
    ...(kind === "forget" ? ["it stays as it is, and Terraform no longer knows it"] : []),
    ...(effect === undefined ? [] : [`**${effect}**`]),
    ...(reason === undefined ? [] : [prose(shorten(reason))]),
    ...(movedFrom === undefined ? [] : [`moved from ${code(shorten(movedFrom, 240))}`]),
    ...(importedId === undefined ? [] : [`imported, id ${code(shorten(importedId))}`]),
  ];
}

function actionsOf(actions: readonly string[]): string {
  return actions
    .slice(0, 5)
    .map((action) => code(shorten(action, 40)))
    .join(", ");
}

function replacementOrder(actions: readonly string[]): string {
  if (actions.includes("forget")) return "a new one is created, and the old one stays, unmanaged";
  return actions[0] === "create"
    ? "created first, then the old one is destroyed"
    : "destroyed first, then created";
}

function attributeLines({ kind, attributes }: ResourceChange, most: number): string[] {
  const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement);
  const settled = attributes.filter(({ settles }) => settles);
  const others = attributes.filter(({ forcesReplacement, settles }) => !forcesReplacement && !settles);
  const shown = [...forcing, ...others].slice(0, most);
  const left = forcing.length + others.length - shown.length;
  const none = attributes.length === 0 && (kind === "update" || kind === "redeploy");
  return [
    ...shown.map((each) => `  - ${line(kind, each)}`),
    ...(left > 0 ? [`  - … and ${count(left, "more attribute")}`] : []),
    ...settledLine(settled),
    ...(none ? ["  - no attribute differs visibly"] : []),
  ];
}

/** Of what is created or destroyed, the values are enough. */
function line(kind: ChangeKind, attribute: AttributeChange): string {
  if (kind === "create") return attributeChange(attribute).replace(" added: ", ": ");
  if (kind === "destroy" || kind === "forget") return attributeChange(attribute).replace(" removed: ", ": ");
  return attributeChange(attribute);
}

const MOST_SETTLED = 8;

function settledLine(settled: readonly AttributeChange[]): string[] {
  if (settled.length === 0) return [];
  const names = settled.slice(0, MOST_SETTLED).map(({ path }) => code(shorten(path, 80)));
  const more = settled.length - names.length;
  return [`  - known after apply: ${names.join(", ")}${more > 0 ? `, and ${more} more` : ""}`];
}

/** "1 update", "2 updates" */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
