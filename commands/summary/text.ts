/** One thing told: what it is about, and lines about it. */
export interface Entry {
  readonly label: string;
  readonly lines: readonly string[];
}

/** Entries that belong together. */
export interface Part {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** Labels are as wide in all files, so that a longer label changes no other line. */
const WIDTH = 30;

/** An entry; lines that say nothing are left out. */
export function entry(label: string, ...lines: readonly (string | undefined)[]): Entry {
  return { label, lines: lines.filter((line): line is string => line !== undefined && line !== "") };
}

/** What is said of a thing, with commas; parts that are not so are left out. */
export function phrase(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== false && part !== undefined && part !== "").join(", ");
}

/** The parts one below the other; parts and entries without content are left out. */
export function render(title: string, parts: readonly Part[]): string {
  const told = parts
    .map(({ title, entries }) => ({ title, entries: entries.filter(({ lines }) => lines.length > 0) }))
    .filter(({ entries }) => entries.length > 0);
  return [title, ...told.flatMap(({ title, entries }) => ["", title, ...entries.flatMap(written)]), ""].join(
    "\n",
  );
}

function written({ label, lines }: Entry): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : "").padEnd(WIDTH)} ${oneLine(line)}`);
}

/** Text from a setting must not look like lines of the summary. */
function oneLine(text: string): string {
  return text.replace(/\r?\n/g, "\\n");
}
