import { existsSync, readFileSync } from "node:fs";
import { Headings, type StatedLine } from "./document";

/** A test that a row names. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** A row of the page. */
export interface Row {
  /** The document's lines that it is about. */
  readonly lines: readonly StatedLine[];
  /** Paths that its second column names. */
  readonly paths: readonly string[];
  readonly tests: readonly NamedTest[];
  /** What else its third column says. */
  readonly remarks: readonly string[];
}

const HEADER = "| The document says | Where | Shown by |";

/** The rows of the page. Throws on a table whose columns are others. */
export function rowsOf(page: string): Row[] {
  const headings = new Headings();
  return page.split("\n").flatMap((line) => {
    if (headings.take(line) || !line.startsWith("|") || line === HEADER || /^[|-]+$/.test(line)) return [];
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    const [key, where, shown] = cells;
    if (cells.length !== 3 || key === undefined || where === undefined || shown === undefined)
      throw new Error(`not three columns: ${line}`);
    return [rowOf(headings.section, { key, where, shown })];
  });
}

function rowOf(section: string, cells: { key: string; where: string; shown: string }): Row {
  const shown = partsOf(cells.shown).map((part) => ({ part, test: namedTest(part) }));
  return {
    lines: partsOf(cells.key).map((text) => ({ section, text })),
    paths: [...cells.where.matchAll(/`([^`]+)`/g)].flatMap(([, path]) => path ?? []),
    tests: shown.flatMap(({ test }) => test ?? []),
    remarks: shown.flatMap(({ part, test }) => (test === undefined ? [part] : [])),
  };
}

function partsOf(cell: string): string[] {
  return cell.split("<br>").map((part) => part.replace(/\\([|<*])/g, "$1").trim());
}

function namedTest(part: string): NamedTest | undefined {
  const [, file, title] = /^`([^`]+)`: "(.*)"$/.exec(part) ?? [];
  return file === undefined || title === undefined ? undefined : { file, title };
}

/** Whether the file has a test of that title, or of that template. */
export function hasTest({ file, title }: NamedTest): boolean {
  if (!existsSync(file)) return false;
  const literal = JSON.stringify(title).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?:\\btest\\(|\\]\\)\\(|\\)\\()\\s*${literal}\\s*,`).test(readFileSync(file, "utf8"));
}
