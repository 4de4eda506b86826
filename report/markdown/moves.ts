import type { ResourceChange } from "../model";
import { prose, shorten, visible } from "./code";
import type { Item, Section } from "./section";

const MOST_MOVES = 20;

/** What to write so that nothing need be destroyed, for objects that may only have got another address. */
export function movesToWrite(destroyed: readonly ResourceChange[], stackIsKnown: boolean): Section {
  const byStack = new Map<string, ResourceChange[]>();
  for (const change of destroyed) {
    if (change.successor === undefined) continue;
    byStack.set(change.stack, [...(byStack.get(change.stack) ?? []), change]);
  }
  const items = [...byStack].map(
    ([stack, changes]): Item => ({
      tier: "dangerous",
      forms: [MOST_MOVES, 3].map((most) => () => inStack(stack, changes, stackIsKnown, most)),
    }),
  );
  return { head: "", items, rest: () => "" };
}

function inStack(
  stack: string,
  changes: readonly ResourceChange[],
  stackIsKnown: boolean,
  most: number,
): string {
  const place = stackIsKnown ? "" : ` in stack ${prose(shorten(stack, 60))}`;
  const left = changes.length - most;
  return [
    `**Renamed, not removed?** Objects that are much alike are created${place}. If they are the same ones, have them moved and nothing is lost:`,
    "",
    "```ts",
    ...moved(changes.slice(0, most).map(({ address, successor = "" }) => [address, successor] as const)),
    "```",
    ...(left > 0 ? ["", `… and ${left} more`] : []),
    "",
    "(in HCL, a `moved` block each)",
  ].join("\n");
}

/** The statement, as a stack has it; addresses by what they were. */
export function moved(moves: readonly (readonly [from: string, to: string])[]): string[] {
  const text = (address: string) => visible(JSON.stringify(address));
  return [
    'stack.addOverride("moved", [',
    ...moves.map(([from, to]) => `  { from: ${text(from)}, to: ${text(to)} },`),
    "]);",
  ];
}
