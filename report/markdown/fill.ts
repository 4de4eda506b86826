import { type Item, type Section, type Tier, written } from "./section";

/** Who is told how long, in this order: 0 is a name, 1 the shortest form, and so on. */
const PASSES: readonly (readonly [Tier, number])[] = [
  ["first", 2],
  ["dangerous", 1],
  ["first", Number.POSITIVE_INFINITY],
  ["dangerous", Number.POSITIVE_INFINITY],
  ["other", Number.POSITIVE_INFINITY],
];

/** After so many items that do not fit, there is no room worth looking for. */
const MOST_MISSES = 50;

const bytes = (text: string) => Buffer.byteLength(text, "utf8");

/** Line feeds between two sections, and after the last. */
const SEPARATOR = 2;

/** Everything at its longest; undefined when that is more than `limit` bytes. */
export function whole(sections: readonly Section[], limit: number): string | undefined {
  let size = 0;
  const texts: string[] = [];
  for (const section of sections) {
    const items: string[] = [];
    for (const { forms } of section.items) {
      const text = forms[0]?.() ?? "";
      size += bytes(text);
      if (size > limit) return undefined;
      items.push(text);
    }
    texts.push(written(section, items, ""));
  }
  const text = joined(texts);
  return bytes(text) <= limit ? text : undefined;
}

/**
 * The sections in at most `limit` bytes: each item gets the longest form that there is still room for, the most dangerous
 * first; the others are named, or counted.
 */
export function shortened(sections: readonly Section[], limit: number): string {
  const drafts = sections.map((section) => new Draft(section));
  let room = limit - drafts.reduce((sum, { reserved }) => sum + reserved, 0);
  for (const [tier, most] of PASSES) {
    const slots = drafts.flatMap((draft) => draft.slots.filter(({ item }) => item.tier === tier));
    const longest = slots.reduce((sum, { item }) => Math.max(sum, item.forms.length), 0);
    for (let step = 0; step <= Math.min(most, longest); step += 1) {
      room = lengthen(slots, step, room);
      room += drafts.reduce((sum, draft) => sum + draft.release(), 0);
    }
  }
  return joined(drafts.map((draft) => draft.text()));
}

/** Gives each of the items this form, as long as there is room. @returns the room that is left */
function lengthen(slots: readonly Slot[], step: number, room: number): number {
  let left = room;
  let misses = 0;
  for (const slot of slots) {
    if (misses === MOST_MISSES) break;
    const text = step > slot.step ? slot.at(step) : undefined;
    if (text === undefined) continue;
    const more = slot.growth(text);
    if (more > left) misses += 1;
    else {
      slot.take(step, text);
      left -= more;
      misses = 0;
    }
  }
  return left;
}

function joined(texts: readonly string[]): string {
  return `${texts.filter((text) => text !== "").join("\n\n")}\n`;
}

/** An item, and how much of it is told. */
class Slot {
  public step = -1;
  public text = "";

  public constructor(public readonly item: Item) {}

  /** The text of this step; undefined when the item has none. */
  public at(step: number): string | undefined {
    const { forms, name } = this.item;
    return step === 0 ? name : forms[forms.length - step]?.();
  }

  /** Bytes that the item takes more with this text. */
  public growth(text: string): number {
    return bytes(text) + SEPARATOR - (this.step < 0 ? 0 : bytes(this.text) + SEPARATOR);
  }

  public take(step: number, text: string): void {
    this.step = step;
    this.text = text;
  }
}

/** A line of the rest that names something is longer by this. */
const NAMING = 40;

/** A section as far as it is told. */
class Draft {
  public readonly slots: readonly Slot[];
  /** Bytes that are kept for what is told whatever fits. */
  public reserved: number;
  private readonly shown: ReadonlyMap<Item, Slot>;

  public constructor(private readonly section: Section) {
    this.slots = (section.order ?? section.items).map((item) => new Slot(item));
    this.shown = new Map(this.slots.map((slot) => [slot.item, slot]));
    this.reserved = this.least();
  }

  /** @returns the bytes that are kept no longer, because fewer items are left */
  public release(): number {
    const before = this.reserved;
    this.reserved = this.least();
    return before - this.reserved;
  }

  public text(): string {
    const told = this.section.items.map((item) => this.shown.get(item));
    const texts = told.map((slot) => (slot === undefined || slot.step < 1 ? "" : slot.text));
    const named = new Set(this.slots.filter(({ step }) => step === 0).map(({ item }) => item));
    return written(this.section, texts, this.section.rest(this.left(), named));
  }

  private left(): Item[] {
    return this.section.items.filter((item) => (this.shown.get(item)?.step ?? -1) < 1);
  }

  private least(): number {
    const rest = this.section.rest(this.left(), new Set());
    const naming = this.slots.some(({ item }) => item.name !== undefined)
      ? rest.split("\n").length * NAMING
      : 0;
    return bytes(written(this.section, ["\n"], rest)) + naming + SEPARATOR;
  }
}
