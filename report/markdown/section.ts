/**
 * A part of the report, in several lengths. The first holds everything; the last is so short that any number of
 * sections fits.
 */
export interface Section {
  readonly lengths: readonly (() => string)[];
}

/** The section with each length written once, however often it is asked for. */
export function cached({ lengths }: Section): Section {
  return {
    lengths: lengths.map((write) => {
      let text: string | undefined;
      return () => {
        text ??= write();
        return text;
      };
    }),
  };
}

/** A section that is always told in full. */
export function fixed(text: string): Section {
  return { lengths: [() => text] };
}

const bytes = (text: string) => Buffer.byteLength(text, "utf8");

/**
 * Joins the sections into at most `limit` bytes: shortens the last sections first and each no more than needed, so
 * that the first, the most dangerous, keep most.
 */
export function shrink(sections: readonly Section[], limit: number): { text: string; isWhole: boolean } {
  const shown = sections.map(({ lengths }) => ({ lengths, at: 0, text: lengths[0]?.() ?? "" }));
  const separator = 2;
  let size = shown.reduce((sum, { text }) => sum + bytes(text) + separator, 0);
  let isWhole = true;
  for (const section of [...shown].reverse()) {
    while (size > limit && section.at + 1 < section.lengths.length) {
      section.at += 1;
      const shorter = section.lengths[section.at]?.() ?? "";
      size += bytes(shorter) - bytes(section.text);
      section.text = shorter;
      isWhole = false;
    }
  }
  const text = shown.map((section) => section.text).filter((each) => each !== "");
  return { text: `${text.join("\n\n")}\n`, isWhole };
}
