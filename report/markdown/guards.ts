import type { Report, ResourceChange } from "../model";
import { code, prose, shorten } from "./code";
import { count } from "./entry";
import { counted, type Item, type Section } from "./section";
import { WORDS } from "./words";

/** So many are told before everything else. */
const FIRST = 20;

/** What weakens a guard, whatever else it is: a reader must not miss it in a list of updates. */
export function guardsSection({ changes, stacks }: Report): Section {
  const weakening = changes.filter(({ weakens }) => weakens !== undefined);
  const items = weakening.map(
    (change, index): Item => ({
      tier: index < FIRST ? "first" : "dangerous",
      forms: [20, 3, 1, 0].map((most) => () => entry(change, stacks.length === 1, most)),
    }),
  );
  const head = items.length === 0 ? "" : `### 🔴 Weakens a guard (${items.length})`;
  return { head, items, rest: counted };
}

function entry(change: ResourceChange, stackIsKnown: boolean, most: number): string {
  const { address, stack, kind, weakens = [] } = change;
  const place = stackIsKnown ? "" : ` (${prose(shorten(stack, 60))})`;
  const left = weakens.length - most;
  return [
    `- ${code(shorten(address, 240))}${place}, ${WORDS[kind]}`,
    ...weakens.slice(0, most).map((sentence) => `  - ${told(sentence)}`),
    ...(left > 0 ? [`  - … and ${count(left, "more attribute")}`] : []),
  ].join("\n");
}

/** `visibility: more people can read the repository`; of a guard that is destroyed, without an attribute. */
function told(sentence: string): string {
  const at = sentence.lastIndexOf(": ");
  return at < 0 ? sentence : `${code(shorten(sentence.slice(0, at)))}${sentence.slice(at)}`;
}
