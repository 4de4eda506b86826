import { readFileSync } from "node:fs";

/** One line of the architecture document that states something. */
export interface StatedLine {
  /** The headings above it, of the second and the third level: "Scalability / Vertical Scaling". */
  readonly section: string;
  readonly text: string;
}

/** Where the document is. */
export const DOCUMENT = "docs/cicd-architecture.md";

/** Headings of the first three levels, as they stand on the way down a document. */
export class Headings {
  private path: string[] = [];

  /** Takes a line in; tells whether it is a heading. */
  public take(line: string): boolean {
    const [, marks = "", title = ""] = /^(#{1,3}) (.*)$/.exec(line) ?? [];
    if (marks === "") return false;
    this.path = [...this.path.slice(0, marks.length - 1), title];
    return true;
  }

  public get section(): string {
    const [top = "", ...below] = this.path;
    return below.length === 0 ? top : below.join(" / ");
  }
}

const DRAWING = /[\u2500-\u257f]+/;
const SIDE_BY_SIDE = " · ";

/**
 * Every line that states something. Left out are headings, fences, and what says nothing once drawings are taken away: empty lines,
 * borders and arrows, a step's number beside its box, and a label with a colon that only announces what follows.
 */
export function statedLines(document: string): StatedLine[] {
  const headings = new Headings();
  let drawing = false;
  return document.split("\n").flatMap((line) => {
    if (line.startsWith("```")) drawing = !drawing;
    if (line.startsWith("```") || (!drawing && headings.take(line))) return [];
    const text = cleaned(line);
    return text === "" || text.endsWith(":") ? [] : [{ section: headings.section, text }];
  });
}

/** The line's texts without what draws, marks or emphasizes; boxes side by side are divided by a dot. */
export function cleaned(line: string): string {
  const texts = line.split(DRAWING).map((text) =>
    text
      .replace(/^[\s▼]+|[\s▼]+$/g, "")
      .replace(/^[-•]\s+/, "")
      .replaceAll("**", "")
      .replace(/\s+/g, " ")
      .trim(),
  );
  return texts.filter((text) => /[\p{L}\p{N}]/u.test(text) && !/^\d+\.$/.test(text)).join(SIDE_BY_SIDE);
}

/** The document as it is committed. */
export const document = (): string => readFileSync(DOCUMENT, "utf8");
